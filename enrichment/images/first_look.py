"""Which pictures of one lot may show one photo, found by their points without holding each against each.

In: the points of many pictures. Out: proposals in order; it decides nothing. What stands in an index on disk is asked
through `photo_index`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enrichment.images.points import Points
from enrichment.images.segments import posted
from enrichment.images.votes import candidates

ALL_WITH_ALL = 60
"""Up to this many pictures each is simply held against each."""
MOST = 60
"""Candidates of one picture: it may have some forty copies in the lot, and each of them is asked as well."""
KEPT = 400


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """Indexes of two pictures (`a` < `b`) and whether the one must be mirrored."""

    a: int
    b: int
    mirrored: bool


def proposals(pictures: Sequence[Points]) -> list[Proposal]:
    """Pairs to look at closely, each once, in order."""
    if len(pictures) <= ALL_WITH_ALL:
        pairs = ((a, b) for b in range(len(pictures)) for a in range(b))
        return sorted(Proposal(a, b, turned) for a, b in pairs for turned in (False, True))
    return sorted(set(_asked(pictures)))


def _asked(pictures: Sequence[Points]) -> Iterator[Proposal]:
    segment = posted(range(len(pictures)), pictures, KEPT)
    for index, picture in enumerate(pictures):
        found = candidates(picture, [segment], MOST + 1)
        for other in (one for one in found if one.number != index):
            yield Proposal(min(index, other.number), max(index, other.number), other.mirrored)
