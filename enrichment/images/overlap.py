"""What two aligned pictures show wherever their frames overlap, be there points or not.

In: two pictures and how one lies on the other. Out: blocks that agree and that show something else, and how far the
agreeing ones are shifted against each other. A copy may be written upon, but nothing in it has moved; in another photo
of the scene, something has: things near against things far, or whoever is in the room.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from enrichment.images.alignment import Alignment, Matrix
from enrichment.images.blocks import AGREES, BLOCK, FLAT, Canvas, in_blocks, plain
from enrichment.images.changes import EQUAL, other_things
from enrichment.images.points import Floats, Points

DIFFERS = 0.5
"""A block that correlates less than this shows something else."""
RICH = (6.0, 0.4)
"""A block of which no such share lies within so many grey values is photo, and no letters on a shade."""
FIRM = 8
"""So many agreeing blocks with edges in both directions tell whether anything is shifted."""
EDGY = 1.0
FAR = 2.5
"""A block that seems shifted by more canvas pixels than this is none whose shift can be told."""
ROUNDS = 3
SOFT = 0.3


@dataclass(frozen=True, slots=True)
class Overlap:
    """Blocks of the overlap: `changed` show something else in both, of which `other` keep nothing of what was there.

    `firm` are those whose shift can be told.
    `rich` are those that are photo on either side, of which `kept` agree; of their pixels a share of `equal` is equal.
    `sway` is the middle shift that no affine map explains, `widest` that of the fifth that is shifted most; both in
    pixels of 640 of the smaller showing, and endless where too few blocks are firm.
    """

    good: int
    told: int
    changed: int
    other: int
    rich: int
    kept: int
    equal: float
    firm: int
    sway: float
    widest: float

    @property
    def share(self) -> float:
        """Of the blocks that say something, those that agree."""
        return self.good / self.told if self.told else 0.0

    @property
    def altered(self) -> float:
        """Of the blocks that say something, those that show something else."""
        return self.changed / self.told if self.told else 0.0


NOTHING = Overlap(0, 0, 0, 0, 0, 0, 0.0, 0, np.inf, np.inf)


def overlap(a: Points, b: Points, found: Alignment) -> Overlap:
    """What the frames of `a` and `b` have in common, laid on each other."""
    corner, span = _box(a, b, found.matrix)
    if min(span) < 2:
        return NOTHING
    canvas = Canvas.over(corner, span, found.matrix)
    left, right = canvas.both(a, b)
    blocks_a, blocks_b = in_blocks(left), in_blocks(right)
    if not len(blocks_a):
        return NOTHING
    told, good, changed = _kinds(blocks_a, blocks_b)
    photo_a, photo_b = _rich(blocks_a), _rich(blocks_b)
    rich = told & (photo_a | photo_b)
    other = other_things(blocks_a, blocks_b, good, changed & photo_a & photo_b)
    equal = float((np.abs(blocks_a[rich] - blocks_b[rich]) <= EQUAL).mean()) if rich.any() else 0.0
    shifts = _shifts(left, right, good)
    pixel = min(1.0, found.scale) / canvas.scale
    sway, widest = _sway(shifts, pixel)
    agree, say, differ, others, photo, kept = (
        int(which.sum()) for which in (good, told, changed, other, rich, rich & good)
    )
    return Overlap(agree, say, differ, others, photo, kept, equal, len(shifts), sway, widest)


def _box(a: Points, b: Points, matrix: Matrix) -> tuple[Floats, Floats]:
    """Corner and span, in `a`, of the box around what both frames hold."""
    back = cv2.invertAffineTransform(matrix)
    frame = np.array([(0, 0), (b.width - 1, 0), (b.width - 1, b.height - 1), (0, b.height - 1)])
    laid = frame @ back[:, :2].T + back[:, 2]
    low = np.maximum(laid.min(axis=0), 0)
    high = np.minimum(laid.max(axis=0), (a.width - 1, a.height - 1))
    return low.astype(np.float32), (high - low).astype(np.float32)


def _kinds(a: Floats, b: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Which blocks say something, agree, and show something else that is neither plain nor flat on either side."""
    both = (a.min(axis=1) >= 0) & (b.min(axis=1) >= 0)
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    spread_a, spread_b = a.std(axis=1), b.std(axis=1)
    empty_a, empty_b = plain(a) | (spread_a < FLAT), plain(b) | (spread_b < FLAT)
    told = both & ~(empty_a & empty_b)
    alike = (a * b).mean(axis=1) / np.maximum(spread_a * spread_b, 1e-3)
    return told, told & (alike > AGREES), told & ~empty_a & ~empty_b & (alike < DIFFERS)


def _rich(blocks: Floats) -> NDArray[np.bool_]:
    shades = np.sort(blocks, axis=1)
    many = round(RICH[1] * blocks.shape[1])
    return np.asarray((shades[:, many:] - shades[:, :-many] > RICH[0]).all(axis=1))


def _shifts(left: Floats, right: Floats, good: NDArray[np.bool_]) -> Matrix:
    """Rows (x, y, across, down, edges) of the blocks whose shift can be told, in canvas pixels and block steps."""
    smooth = [cv2.GaussianBlur(np.maximum(canvas, 0), (0, 0), 1) for canvas in (left, right)]
    slopes = [cv2.Sobel(smooth[0], cv2.CV_32F, *order, scale=1 / 8) for order in ((1, 0), (0, 1))]
    places = np.flatnonzero(good)
    a, b, across, down = (in_blocks(np.asarray(canvas, np.float32))[places] for canvas in (*smooth, *slopes))
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    gain = (a * b).sum(axis=1) / np.maximum((b * b).sum(axis=1), 1e-3)
    missing = gain[:, None] * b - a
    xx, xy, yy = (across**2).sum(axis=1), (across * down).sum(axis=1), (down**2).sum(axis=1)
    known = np.stack(((across * missing).sum(axis=1), (down * missing).sum(axis=1)), axis=1)
    edges = (xx + yy) / 2 - np.sqrt(((xx - yy) / 2) ** 2 + xy**2)
    firm = edges >= EDGY * BLOCK**2
    squares = np.stack((xx, xy, xy, yy), axis=1).reshape(-1, 2, 2)
    shift = np.linalg.solve(squares[firm], known[firm][..., None])[..., 0]
    y, x = np.divmod(places[firm], left.shape[1] // BLOCK)
    rows = np.column_stack((x, y, shift, edges[firm])).astype(np.float64)
    told: Matrix = rows[np.abs(shift).max(axis=1, initial=0) <= FAR]
    return told


def _sway(rows: Matrix, pixel: float) -> tuple[float, float]:
    """The middle and the fifth widest shift that are left when the best affine map is taken off."""
    if len(rows) < FIRM:
        return np.inf, np.inf
    places = np.column_stack((rows[:, :2], np.ones(len(rows))))
    trust = np.sqrt(np.minimum(rows[:, 4:], BLOCK**2 * 100))
    weights, left = trust, rows[:, 2:4]
    for _ in range(ROUNDS):
        mapped = np.linalg.lstsq(places * weights, rows[:, 2:4] * weights, rcond=None)[0]
        left = np.linalg.norm(rows[:, 2:4] - places @ mapped, axis=1)
        weights = trust / (1 + left[:, None] / SOFT)
    return float(np.median(left) * pixel), float(np.quantile(left, 0.8) * pixel)
