"""Rights at the place where objects are fetched: no view can forget them.

In: a user and a right. Out: nothing, or PermissionDenied; and the municipality's codes of a supervisor.
"""

from functools import cache

from django.core.exceptions import PermissionDenied

from console.deployment import now
from console.web.models import User
from console.web.roles import Right
from peil.days import day_of
from peil.municipalities import code_on, municipalities


def allow(user: User, right: Right) -> None:
    """Raises PermissionDenied where the user does not have the right."""
    if not user.has(right):
        raise PermissionDenied


def codes_of(user: User) -> set[str]:
    """The codes under which the user's municipality stands in ads: its own, and those that merged into it."""
    return set(_codes(user.municipality, day_of(now()).year)) if user.municipality else set()


@cache
def _codes(gm: str, year: int) -> tuple[str, ...]:
    today = day_of(now())
    return tuple(code for code in municipalities() if code_on(code, today) == gm)
