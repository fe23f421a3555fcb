"""Whether two pictures show one photo, looked at closely: points that fall on each other, then the pixels themselves.

In: the points of two pictures. Out: what was seen, or None. Two photos of one scene do not pass: when the camera or
anything before it moves, points and pixels no longer fall on each other.
"""

from dataclasses import dataclass, replace

from enrichment.images.alignment import Alignment, aligned
from enrichment.images.blocks import Blocks, compared
from enrichment.images.overlap import Overlap, overlap
from enrichment.images.points import Points

MIN_COVER = 0.15
MAX_DRIFT = (0.3, 0.4)
"""Where the one shows the photo smaller, and else."""
MAX_SWAY = (0.6, 0.7)
"""The same for firm blocks where most agree: views of a scene sway by more."""
MAX_WIDEST = 1.4
"""Shift of the fifth of the firm blocks that sways most, where the one shows the photo smaller."""
LIKE_SIZE = (0.8, 1.25)
EXACT = 0.2
"""Points of a copy that was only written upon fall so near each other, in pixels; those of a burst hardly ever."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """How much of what both show may differ: blocks that changed, and those that hold an other thing altogether."""

    altered: float
    others: float
    few: int


WRITTEN_ON = Allowed(0.5, 0.28, 4)
MOVED = Allowed(0.2, 0.03, 1)
"""Letters, bands and stickers may cover much where all else is exact; else something moved before a fixed camera."""


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

    def turned_round(self) -> "Sighted":
        """The same as seen when the first is laid on the second."""
        return replace(self, alignment=self.alignment.turned_round())


def second_look(a: Points, b: Points) -> Sighted | None:
    """What shows that the two are one photo, straight or mirrored; None where nothing does."""
    for turned in (False, True):
        seen = looked(a, b.mirrored() if turned else b, mirrored=turned)
        if seen and convincing(seen):
            return seen
    return None


def looked(a: Points, b: Points, *, mirrored: bool) -> Sighted | None:
    """What is seen when `b` is laid on `a`, be it convincing or not.

    Pixels are compared on the picture that shows more of them, so that it matters little which comes first.
    """
    found = aligned(a, b)
    if found is None:
        return None
    if found.scale <= 1:
        return Sighted(mirrored, found, compared(a, b, found), overlap(a, b, found))
    back = found.turned_round()
    return Sighted(mirrored, found, compared(b, a, back), overlap(b, a, back))


def convincing(seen: Sighted) -> bool:
    """Whether points and pixels agree so far that no other photo could."""
    if not _much_of_it(seen) or _replaced(seen) or _letters_alone(seen):
        return False
    return (
        _still(seen)
        or _softened(seen)
        or _written_on(seen)
        or (not _moved(seen) and any(_met(demand, seen) for demand in DEMANDS))
    )


def _much_of_it(seen: Sighted) -> bool:
    """Whether what agrees is not a small corner: the points span enough, or most of all that both show agrees."""
    return seen.blocks.covers >= MIN_COVER or (_steady(seen) and seen.overlap.share >= 0.7)


def _steady(seen: Sighted) -> bool:
    """Whether pixels far from any point can be trusted: enough of them are firm, and nothing sways."""
    return seen.overlap.firm >= 10 and seen.overlap.sway <= 0.45


def _replaced(seen: Sighted) -> bool:
    """Whether more of the photo is another than could be written upon a copy as exact as this."""
    found, both = seen.alignment, seen.overlap
    exact = found.residual <= EXACT and found.inliers >= max(24, 0.6 * found.asked)
    allowed = WRITTEN_ON if exact else MOVED
    return both.altered > allowed.altered or both.other > max(allowed.few, allowed.others * both.told)


def _letters_alone(seen: Sighted) -> bool:
    """Two photos under the same letters, or on pages of one site: those lie in place, the photos are others or sway."""
    both = seen.overlap
    others = both.kept < 0.7 * both.rich and both.equal < 0.56
    on_pages = seen.blocks.flat >= seen.blocks.told and both.firm >= 10 and both.sway > 0.7
    return seen.alignment.in_place and (others or on_pages)


def _still(seen: Sighted) -> bool:
    """All pixels agree and none has moved, however few or blurred the points are."""
    both, found = seen.overlap, seen.alignment
    agree = both.good >= 12 and both.share >= 0.85 and both.altered <= 0.06
    firm = both.firm >= (20 if _moved(seen) else 10)
    still = firm and both.sway <= 0.38 and both.widest <= 0.65
    return agree and still and found.inliers >= (0.3 if both.good >= 20 else 0.4) * found.asked


def _softened(seen: Sighted) -> bool:
    """Points lie anywhere near each other, as blur and compression leave them, but no region misses one way."""
    both, found = seen.overlap, seen.alignment
    agree = both.good >= 40 and both.share >= 0.65 and both.altered <= 0.02 and not both.other
    borne = found.inliers >= max(60, 0.6 * found.asked)
    return agree and borne and (found.drift <= 0.05 or (found.drift <= 0.2 and both.sway <= 0.6))


def _written_on(seen: Sighted) -> bool:
    """Many points lie exactly on each other, and between the letters the pixels are the same."""
    found, both = seen.alignment, seen.overlap
    exact = found.in_place and found.residual <= 0.3 and found.inliers >= max(24, 0.4 * found.asked)
    return exact and both.equal >= 0.6 and both.rich * both.equal >= 8


def _moved(seen: Sighted) -> bool:
    """Whether whole regions, of points or of pixels, lie beside each other."""
    both = seen.overlap
    alike = LIKE_SIZE[0] <= seen.alignment.scale <= LIKE_SIZE[1]
    swayed = both.firm >= 10 and both.share > 0.6 and both.sway > MAX_SWAY[alike]
    torn = not alike and both.firm >= 8 and both.share > 0.55 and both.widest > MAX_WIDEST
    firm = both.firm >= 12 and both.sway <= 0.3 and both.widest <= 0.65
    return (seen.alignment.drift > MAX_DRIFT[alike] and not firm) or swayed or torn


def _met(demand: Demand, seen: Sighted) -> bool:
    found = seen.alignment
    borne = found.inliers >= demand.inliers and found.inliers >= demand.agreeing * found.asked
    parts = (seen.blocks, seen.overlap) if _steady(seen) else (seen.blocks,)
    agree = any(part.good >= demand.good and part.share >= demand.share for part in parts)
    return borne and found.residual <= demand.residual and agree
