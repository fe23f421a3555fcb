"""The gate before every view: signed in, and with the right that the page names. A view without a right is closed.

In: a request and its view. Out: nothing, a way to the sign-in page, or 403. Which objects may be seen is decided where
they are fetched (`console.web.records`), not here.
"""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from console.web.models import User
from console.web.roles import Right


class Gate(MiddlewareMixin):
    """Asks each view for its right."""

    def process_view(
        self, request: HttpRequest, view: Any, _args: tuple[Any, ...], _named: dict[str, Any]
    ) -> HttpResponseBase | None:
        """None to go on, or the way to the sign-in page; raises PermissionDenied without the right."""
        right = getattr(view, "right", None)
        if right is Right.OPEN:
            return None
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if right is None or not request.user.has(right):
            raise PermissionDenied
        return None
