"""What publishing needs of the ledger, as a shape; the ledger's own module fits it, and so does a list in a test.

In and out: records of peil.records.published, cursors by name, counts. Never the ORM.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, Protocol, get_args

from index.names import MUNICIPAL_KINDS, YEARLY_KINDS, IndexName, is_dutch
from peil.errors import PeilBug
from peil.records.published import DeadLetter, Published, PublishedKind, Removal

PUBLISHED_KINDS: Final[tuple[PublishedKind, ...]] = get_args(PublishedKind)
INDEX_KINDS: Final[Mapping[PublishedKind, str]] = {
    "profiles": "profiles",
    "ads": "ads",
    "flags": "flags",
    "runs": "runs",
    "days": "daily",
    "moves": "moves",
    "flows": "flows",
    "tallies": "tallies",
    "displacement": "displacement",
}

# Keys of days and runs hold their day: `2026-03-02|site|GM0344`, `site/20260302T041500Z`.
_YEAR = re.compile(r"(?:^|/)([12]\d{3})(?=-|\d{4}T)")


class Feed(Protocol):
    """The ledger's changes in order, and how far each reader of them has come."""

    def changed(self, kind: PublishedKind, after: int) -> Iterator[Published]:
        """Records that stand, whose change number is above `after`, in the order of that number."""

    def removed(self, kind: PublishedKind, after: int) -> Iterator[Removal]:
        """What may no longer stand, likewise."""

    def cursor(self, name: str) -> int:
        """The number kept under this name; 0 if none."""

    def set_cursor(self, name: str, change: int) -> None:
        """Keep it."""

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Kind -> municipality -> how many documents should stand."""

    def dead(self) -> Iterable[DeadLetter]:
        """The dead letters of documents that still stand."""

    def keep_dead(self, letters: Sequence[DeadLetter]) -> None:
        """Keep letters; a document has one, the latest."""

    def forget_dead(self, letters: Sequence[DeadLetter]) -> None:
        """Forget letters."""

    def those(self, letters: Sequence[DeadLetter]) -> Iterator[Published]:
        """The records that letters name, in the order of their change numbers."""


@lru_cache(maxsize=4096)  # asked for every document
def alias_for(kind: PublishedKind, municipality: str) -> IndexName | None:
    """Where records are read; None if nowhere: municipal records of a place that is not Dutch or not known."""
    index_kind = INDEX_KINDS[kind]
    if index_kind not in MUNICIPAL_KINDS:
        return IndexName(index_kind)
    return IndexName(index_kind, municipality) if is_dutch(municipality) else None


def home_of(kind: PublishedKind, municipality: str, key: str) -> IndexName | None:
    """Where the record of this key is written: where it is read, or the year of its day in that."""
    alias = alias_for(kind, municipality)
    return replace(alias, year=_year_in(key)) if alias and alias.kind in YEARLY_KINDS else alias


def expected(counts: Mapping[str, Mapping[str, int]]) -> dict[IndexName, int]:
    """How many documents each alias should hold."""
    found: dict[IndexName, int] = {}
    for kind in PUBLISHED_KINDS:
        for municipality, number in counts.get(kind, {}).items():
            if name := alias_for(kind, municipality):
                found[name] = found.get(name, 0) + number
    return found


def _year_in(key: str) -> int:
    if found := _YEAR.search(key):
        return int(found[1])
    raise PeilBug(f"the key {key!r} names no day")
