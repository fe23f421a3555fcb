"""Whether two pictures show one photo, looked at closely: points that fall on each other, then the pixels themselves.

In: the points of two pictures. Out: what was seen, or None. Two photos of one scene do not pass: when the camera or
anything before it moves, points and pixels no longer fall on each other.
"""

from dataclasses import dataclass

from enrichment.images.alignment import Alignment, aligned
from enrichment.images.blocks import Blocks, compared
from enrichment.images.overlap import Overlap, overlap
from enrichment.images.points import Points

MIN_COVER = 0.15
MAX_DRIFT = 0.4
MAX_SWAY = 0.7
"""Of firm blocks that nearly all agree: views of a scene sway by .75 and more, copies by .5 and mostly .2."""
MAX_ALTERED = 0.28
"""Letters, bands and stickers change less of a photo than what moved in front of a fixed camera."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a look must show at least: point pairs, the share of the asked pairs that they are, blocks that agree.

    `residual` is how near, in pixels, the points must fall; `share` how many of the blocks that say something agree.
    """

    inliers: int
    agreeing: float
    residual: float
    good: int
    share: float


DEMANDS = (
    Demand(8, 0.4, 0.65, 12, 0.7),
    Demand(24, 0.5, 0.8, 12, 0.75),
    Demand(16, 0.5, 0.95, 16, 0.75),
    Demand(16, 0.45, 0.4, 9, 0.8),
    Demand(16, 0.45, 0.4, 24, 0.4),
)
"""Any one is enough: few points, nearly all pixels; blurred points; small parts; exact points under letters."""


@dataclass(frozen=True, slots=True)
class Sighted:
    """What bears a match: pairs of points on each other, blocks of pixels around them, and all that both show."""

    mirrored: bool
    alignment: Alignment
    blocks: Blocks
    overlap: Overlap


def second_look(a: Points, b: Points) -> Sighted | None:
    """What shows that the two are one photo, straight or mirrored; None where nothing does."""
    for turned in (False, True):
        seen = looked(a, b.mirrored() if turned else b, mirrored=turned)
        if seen and convincing(seen):
            return seen
    return None


def looked(a: Points, b: Points, *, mirrored: bool) -> Sighted | None:
    """What is seen when `b` is laid on `a`, be it convincing or not."""
    found = aligned(a, b)
    return Sighted(mirrored, found, compared(a, b, found), overlap(a, b, found)) if found else None


def convincing(seen: Sighted) -> bool:
    """Whether points and pixels agree so far that no other photo could."""
    if seen.blocks.covers < MIN_COVER or seen.overlap.altered > MAX_ALTERED:
        return False
    return _still(seen) or _written_on(seen) or (not _moved(seen) and any(_met(demand, seen) for demand in DEMANDS))


def _still(seen: Sighted) -> bool:
    """All pixels agree and none has moved, however few or blurred the points are."""
    both = seen.overlap
    agree = both.good >= 12 and both.share >= 0.85 and both.altered <= 0.06
    return agree and both.firm >= 10 and both.sway <= 0.38 and both.widest <= 0.65


def _written_on(seen: Sighted) -> bool:
    """Many points lie exactly on each other, and what disagrees is letters on a photo with little else in it."""
    found, blocks = seen.alignment, seen.blocks
    exact = found.residual <= 0.3 and found.drift <= 0.2 and found.inliers >= max(24, 0.45 * found.asked)
    return exact and blocks.good >= 12 and blocks.share >= 0.25 and seen.overlap.altered <= 0.12


def _moved(seen: Sighted) -> bool:
    """Whether whole regions, of points or of pixels, lie beside each other."""
    both = seen.overlap
    swayed = both.firm >= 16 and both.share > 0.85 and both.sway > MAX_SWAY
    return seen.alignment.drift > MAX_DRIFT or swayed


def _met(demand: Demand, seen: Sighted) -> bool:
    found, blocks = seen.alignment, seen.blocks
    return (
        found.inliers >= demand.inliers
        and found.inliers >= demand.agreeing * found.asked
        and found.residual <= demand.residual
        and blocks.good >= demand.good
        and blocks.share >= demand.share
    )
