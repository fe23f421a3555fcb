"""The menu: the pages that somebody's role leads to, in the order in which they are used.

In: who asks. Out: address, label and whether it is the page in view.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from console.web.models import User
from console.web.roles import Right

_PAGES: tuple[tuple[str, Right, Promise], ...] = (
    ("start", Right.START, _("Begin")),
    ("work", Right.REVIEW, _("Werklijst")),
    ("search", Right.REVIEW, _("Zoeken")),
    ("municipality", Right.REVIEW, _("Gemeente")),
    ("rates", Right.SETTINGS, _("Regels")),
    ("urgent", Right.URGENT, _("Spoedlijst")),
    ("log", Right.LOG, _("Logboek")),
)


def menu(request: HttpRequest) -> dict[str, Any]:
    """`menu`: (address, label, current) for each page that the role may see."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"menu": []}
    mine = [(reverse(name), label) for name, right, label in _PAGES if user.has(right)]
    return {"menu": [(address, label, address == request.path) for address, label in mine]}
