"""When a step over everything was last done, and by which version of the code."""

from datetime import datetime

from ledger.models import Step


def note_step(name: str, stamp: str, at: datetime) -> None:
    """Note that a step was done."""
    Step.objects.update_or_create(name=name, defaults={"stamp": stamp, "at": at})
