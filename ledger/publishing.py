"""The publisher's side of the table: documents and removals in the order of their change numbers, and how far it came.

In: a kind and a number. Out: what has a higher one. `ledger.projection` makes the documents.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import get_args

from ledger import models
from peil.records.plain import from_json
from peil.records.published import (
    Published,
    PublishedAd,
    PublishedDay,
    PublishedFlag,
    PublishedKind,
    PublishedProfile,
    PublishedRun,
    Removal,
)

_RECORDS: Mapping[str, type[Published]] = {
    "profiles": PublishedProfile,
    "ads": PublishedAd,
    "flags": PublishedFlag,
    "runs": PublishedRun,
    "days": PublishedDay,
}


def changed(kind: str, after: int) -> Iterator[Published]:
    """The documents of a kind with a change number above `after`, in its order."""
    rows = models.Projection.objects.filter(kind=kind, change__gt=after).order_by("change", "pk")
    for row in rows.iterator(chunk_size=1000):
        body = {**row.body, "change": row.change}
        yield from_json(_RECORDS[kind], body)


def removed(kind: str, after: int) -> Iterator[Removal]:
    """The documents of a kind that went away with a change number above `after`, in its order."""
    for row in models.Removal.objects.filter(kind=kind, change__gt=after).order_by("change", "pk").iterator():
        yield Removal(_kind(row.kind), row.key, row.municipality, row.change)


def cursor(name: str) -> int:
    """How far the reader of this name has come; 0 where it never was."""
    row = models.Cursor.objects.filter(name=name).first()
    return row.change if row else 0


def set_cursor(name: str, change: int) -> None:
    """Note how far the reader of this name has come."""
    models.Cursor.objects.update_or_create(name=name, defaults={"change": change})


def counts() -> dict[str, dict[str, int]]:
    """How many documents should stand: kind -> municipality -> number."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in _RECORDS}
    for kind, municipality in models.Projection.objects.values_list("kind", "municipality"):
        found[kind][municipality] += 1
    return {kind: dict(counter) for kind, counter in found.items()}


def _kind(value: str) -> PublishedKind:
    assert value in get_args(PublishedKind)
    return value  # type: ignore[return-value]  # asserted
