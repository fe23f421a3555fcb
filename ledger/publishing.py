"""The publisher's side of the table: documents and removals in the order of their change numbers, and how far it came.

In: a kind and a number. Out: what has a higher one. `ledger.projection` makes the documents.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from django.db.models import Exists, OuterRef

from ledger import models
from ledger.changes import batches
from peil.records.plain import from_json
from peil.records.published import (
    DeadLetter,
    Published,
    PublishedAd,
    PublishedDay,
    PublishedDisplacement,
    PublishedFlag,
    PublishedFlow,
    PublishedKind,
    PublishedMove,
    PublishedProfile,
    PublishedRun,
    PublishedTally,
    Removal,
)

_RECORDS: Mapping[str, type[Published]] = {
    "profiles": PublishedProfile,
    "ads": PublishedAd,
    "flags": PublishedFlag,
    "runs": PublishedRun,
    "days": PublishedDay,
    "moves": PublishedMove,
    "flows": PublishedFlow,
    "tallies": PublishedTally,
    "displacement": PublishedDisplacement,
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


def dead() -> list[DeadLetter]:
    """The dead letters of documents that still stand."""
    standing = models.Projection.objects.filter(kind=OuterRef("kind"), key=OuterRef("key"))
    rows = models.DeadLetter.objects.filter(Exists(standing)).order_by("kind", "key", "municipality")
    return [DeadLetter(_kind(row.kind), row.key, row.municipality, row.reason) for row in rows]


def keep_dead(letters: Sequence[DeadLetter]) -> None:
    """Keep letters; a document has one, the latest."""
    for letter in letters:
        models.DeadLetter.objects.update_or_create(
            kind=letter.kind, key=letter.key, municipality=letter.municipality, defaults={"reason": letter.reason}
        )


def forget_dead(letters: Sequence[DeadLetter]) -> None:
    """Forget letters."""
    for letter in letters:
        models.DeadLetter.objects.filter(kind=letter.kind, key=letter.key, municipality=letter.municipality).delete()


def those(letters: Sequence[DeadLetter]) -> Iterator[Published]:
    """The documents that letters name, in the order of their change numbers."""
    places = {(letter.kind, letter.key, letter.municipality) for letter in letters}
    found: list[models.Projection] = []
    for batch in batches(letter.key for letter in letters):
        found += models.Projection.objects.filter(key__in=batch)
    for row in sorted(found, key=lambda row: (row.change, row.pk)):
        if {(row.kind, row.key, row.municipality), (row.kind, row.key, "")} & places:
            yield from_json(_RECORDS[row.kind], {**row.body, "change": row.change})


def _kind(value: str) -> PublishedKind:
    assert value in get_args(PublishedKind)
    return value  # type: ignore[return-value]  # asserted
