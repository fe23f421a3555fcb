"""Turns: due moments of the sites' schedules, each claimed once by one worker.

In: a site, a due moment, who asks. Out: whether this worker may take it, and how the sites fare. A claim that a worker
left unfinished can be taken over, by one.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from ledger.models import Turn


@dataclass(frozen=True, slots=True)
class TurnTaken:
    """One claimed due moment; `finished_at` is None and `state` empty while it is in hand or was left unfinished."""

    site: str
    due_at: datetime
    claimed_at: datetime
    worker: str
    finished_at: datetime | None
    state: str
    outcome: str


def claim(site: str, due_at: datetime, at: datetime, worker: str) -> bool:
    """Claim a due moment; False where another has it or it is done. Safe with any number of workers."""
    try:
        with transaction.atomic():
            Turn.objects.create(site=site, due_at=due_at, claimed_at=at, worker=worker)
    except IntegrityError:
        return False
    return True


def take_over(left: TurnTaken, at: datetime, worker: str) -> bool:
    """Claim what a worker left unfinished; False where another was faster."""
    unfinished = Turn.objects.filter(site=left.site, due_at=left.due_at, finished_at=None)
    return unfinished.filter(worker=left.worker, claimed_at=left.claimed_at).update(claimed_at=at, worker=worker) == 1


def release(site: str, due_at: datetime) -> None:
    """Give a claim back unfinished: whoever comes next takes it over."""
    Turn.objects.filter(site=site, due_at=due_at, finished_at=None).update(worker="")


def finish(site: str, due_at: datetime, at: datetime, state: str, outcome: str) -> None:
    """Note how a claimed turn ended."""
    Turn.objects.filter(site=site, due_at=due_at).update(finished_at=at, state=state, outcome=outcome)


def last_turn(site: str) -> datetime | None:
    """The latest due moment of the site that was claimed."""
    row = Turn.objects.filter(site=site).order_by("-due_at").first()
    return row.due_at if row else None


def last_turns() -> dict[str, TurnTaken]:
    """The latest claimed turn of every site, by name."""
    latest = {row["site"]: row["due"] for row in Turn.objects.values("site").annotate(due=Max("due_at"))}
    rows = Turn.objects.filter(due_at__in=set(latest.values()))
    return {row.site: _record(row) for row in rows if latest[row.site] == row.due_at}


def unfinished(site: str) -> list[TurnTaken]:
    """The site's turns that no worker has finished, oldest first."""
    return [_record(row) for row in Turn.objects.filter(site=site, finished_at=None).order_by("due_at")]


def last_finished() -> datetime | None:
    """When the last turn of any site was finished."""
    found: datetime | None = Turn.objects.aggregate(last=Max("finished_at"))["last"]
    return found


def _record(row: Turn) -> TurnTaken:
    return TurnTaken(row.site, row.due_at, row.claimed_at, row.worker, row.finished_at, row.state, row.outcome)
