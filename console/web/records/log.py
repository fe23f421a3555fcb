"""The audit chain for whoever may read it.

In: a user, who and what to look for. Out: a page of entries, newest first; and the first that is not as it was written.
"""

from django.core.paginator import Page, Paginator

from console.web.models import User
from console.web.records.allowed import allow
from console.web.roles import Right
from ledger.audit import first_broken
from ledger.models import AuditEntry

PAGE = 50


def log_rows(user: User, who: str, what: str, page: int) -> tuple[Page[AuditEntry], int | None]:
    """Entries by somebody and of a kind; whether the chain holds is told on the first page of an unfiltered list."""
    allow(user, Right.LOG)
    rows = AuditEntry.objects.order_by("-seq")
    if who:
        rows = rows.filter(who=who)
    if what:
        rows = rows.filter(what__icontains=what)
    return Paginator(rows, PAGE).get_page(page), first_broken()
