"""Troubles: what is wrong in the data, a row a person looks at and closes."""

from datetime import datetime

from ledger.models import Trouble


def note(site: str, level: str, sentence: str, at: datetime) -> None:
    """Note a trouble (`level`: warning or error); the same sentence again only moves its last day."""
    row, new = Trouble.objects.get_or_create(
        site=site, level=level, sentence=sentence, closed_at=None, defaults={"first_seen": at, "last_seen": at}
    )
    if not new and at > row.last_seen:
        row.last_seen = at
        row.save(update_fields=["last_seen"])
