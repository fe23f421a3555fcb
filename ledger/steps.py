"""When a step over everything was last done, and by which version of the code."""

from datetime import datetime

from ledger.models import Step


def step_done_at(name: str) -> datetime | None:
    """When a step was last done."""
    return Step.objects.filter(name=name).values_list("at", flat=True).first()


def note_step(name: str, stamp: str, at: datetime) -> None:
    """Note that a step was done."""
    Step.objects.update_or_create(name=name, defaults={"stamp": stamp, "at": at})
