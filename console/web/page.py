"""A page: a view that names the right it needs and the methods it answers.

In: a view. Out: the same, marked; `console.web.gate` lets nobody through to a view without a mark.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from console.web.models import User
from console.web.roles import Right

View = Callable[..., HttpResponseBase]


def page(right: Right, *methods: str) -> Callable[[View], View]:
    """Mark a view with its right; without methods it answers GET and HEAD."""

    def mark(view: View) -> View:
        guarded: Any = require_http_methods(list(methods) or ["GET", "HEAD"])(view)
        guarded.right = right
        return guarded  # type: ignore[no-any-return]  # a view, with one attribute more

    return mark


def user_of(request: HttpRequest) -> User:
    """Who is signed in; the gate has seen to it that somebody is."""
    assert isinstance(request.user, User)
    return request.user
