"""What publishing needs of the ledger, as a shape; the ledger's own module fits it, and so does a list in a test.

In and out: records of peil.records.published, cursors by name, counts. Never the ORM.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol, get_args

from index.names import MUNICIPAL_KINDS, IndexName, is_dutch
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


def alias_for(kind: PublishedKind, municipality: str) -> IndexName | None:
    """Where a record belongs; None if nowhere: a municipal record of a place that is not Dutch or not known."""
    index_kind = INDEX_KINDS[kind]
    if index_kind not in MUNICIPAL_KINDS:
        return IndexName(index_kind)
    return IndexName(index_kind, municipality) if is_dutch(municipality) else None


def expected(counts: Mapping[str, Mapping[str, int]]) -> dict[IndexName, int]:
    """How many documents each alias should hold."""
    found: dict[IndexName, int] = {}
    for kind in PUBLISHED_KINDS:
        for municipality, number in counts.get(kind, {}).items():
            if name := alias_for(kind, municipality):
                found[name] = found.get(name, 0) + number
    return found
