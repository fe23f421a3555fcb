"""Turns: due moments of the sites' schedules, each claimed once by one worker.

In: a site and a due moment. Out: whether this worker may take it. A claim left unfinished by a dead worker is free
again after a while.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from ledger.models import Turn

STALE = timedelta(hours=6)


def claim(site: str, due_at: datetime, at: datetime) -> bool:
    """Claim a due moment; False where another has it or it is done. Safe with any number of workers."""
    try:
        with transaction.atomic():
            Turn.objects.create(site=site, due_at=due_at, claimed_at=at)
    except IntegrityError:
        stale = Turn.objects.filter(site=site, due_at=due_at, finished_at=None, claimed_at__lt=at - STALE)
        return stale.update(claimed_at=at) == 1
    return True


def finish(site: str, due_at: datetime, outcome: str, at: datetime) -> None:
    """Note how a claimed turn ended."""
    Turn.objects.filter(site=site, due_at=due_at).update(finished_at=at, outcome=outcome)


def last_turn(site: str) -> datetime | None:
    """The latest due moment of the site that was claimed."""
    row = Turn.objects.filter(site=site).order_by("-due_at").first()
    return row.due_at if row else None
