"""Who may do what: the roles of charter 13 and the rights of each, at one glance.

In: nothing. Out: a table. A page names one right; who does not have it gets 403.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What somebody is to Peil."""

    SUPERVISOR = "supervisor", _("toezichthouder")
    LIAISON = "liaison", _("politieliaison")
    RESEARCHER = "researcher", _("onderzoeker")
    MANAGER = "manager", _("beheerder")
    AUDITOR = "auditor", _("auditor")


class Right(StrEnum):
    """What a page, and the helper that fetches its objects, is for."""

    OPEN = "open"  # everybody, before signing in
    START = "start"  # everybody who is signed in
    REVIEW = "review"  # the flags and clusters of the own municipality
    URGENT = "urgent"  # possible minors, which nobody else sees (charter 18)
    AGGREGATES = "aggregates"  # counts without persons
    SETTINGS = "settings"  # rules, sites, registers
    LOG = "log"  # the audit chain


RIGHTS: Mapping[str, frozenset[Right]] = {
    Role.SUPERVISOR: frozenset({Right.START, Right.REVIEW}),
    Role.LIAISON: frozenset({Right.START, Right.URGENT}),
    Role.RESEARCHER: frozenset({Right.START, Right.AGGREGATES}),
    Role.MANAGER: frozenset({Right.START, Right.SETTINGS}),
    Role.AUDITOR: frozenset({Right.START, Right.LOG}),
}
