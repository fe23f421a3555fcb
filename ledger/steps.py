"""When a step over everything was last done, and by which version of the code."""

from datetime import datetime

from ledger.models import Step


def step_done_at(name: str) -> datetime | None:
    """When a step was last done."""
    return Step.objects.filter(name=name).values_list("at", flat=True).first()


def claim_step(name: str, stamp: str, at: datetime, before: datetime) -> bool:
    """Note a step as done now where it was last done before a moment; False where another was faster or it is early."""
    if Step.objects.filter(name=name, at__lt=before).update(stamp=stamp, at=at):
        return True
    return Step.objects.get_or_create(name=name, defaults={"stamp": stamp, "at": at})[1]


def note_step(name: str, stamp: str, at: datetime) -> None:
    """Note that a step was done."""
    Step.objects.update_or_create(name=name, defaults={"stamp": stamp, "at": at})
