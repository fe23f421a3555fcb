"""How one picture lies on another: the affine map on which their points fall on each other.

In: the points of two pictures. Out: an Alignment, or None where fewer than eight pairs of points agree on one map.
Equal input gives equal output: the sampling of maps is seeded.
"""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from enrichment.images.points import REMEMBERED, Floats, Points

Matrix = NDArray[np.float64]
Indexes = NDArray[np.int64]

MIN_INLIERS = 8
RATIO = 0.85
"""A partner must be this much nearer than the next best: repeated texture has no partner."""
REACH = 3.0
"""How far, in pixels of 640, a point may fall from its partner."""
SAME_PLACE = 4.0
"""Points within so many pixels of each other bear witness once."""
REGIONS = 5
SCALES = (0.08, 12.0)
MAX_STRETCH = 2.2
SAME_SIZE = 0.004


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """The map (2, 3) from places of `a` to places of `b`, how many pairs were asked, and those that bear it (n, 2)."""

    matrix: Matrix
    asked: int
    left: Floats
    right: Floats

    @property
    def inliers(self) -> int:
        """How many pairs of points bear the map."""
        return len(self.left)

    @property
    def residual(self) -> float:
        """The middle distance between where a point falls and its partner, in pixels of the smaller showing."""
        return float(np.median(np.linalg.norm(self._misses(), axis=1)))

    @property
    def scale(self) -> float:
        """How many times as large `b` shows what `a` shows."""
        return float(np.sqrt(abs(np.linalg.det(self.matrix[:, :2]))))

    def turned_round(self) -> "Alignment":
        """How `a` lies on `b`."""
        back = np.asarray(cv2.invertAffineTransform(self.matrix), np.float64)
        return Alignment(back, self.asked, self.right, self.left)

    @property
    def in_place(self) -> bool:
        """Whether it neither resizes nor turns: so lie two pages of one site, or one text on two photos."""
        return self.within(SAME_SIZE)

    def within(self, share: float) -> bool:
        """Whether it resizes and turns by less than this."""
        return bool(np.abs(self.matrix[:, :2] - np.eye(2)).max() < share)

    @property
    def drift(self) -> float:
        """How far neighbouring points miss together, in the same pixels: near nothing between copies.

        Between two photos of a scene what is near has moved against what is far, and whole regions miss one way.
        """
        low, high = self.left.min(axis=0), self.left.max(axis=0)
        cells = np.minimum((self.left - low) / np.maximum(high - low, 1) * REGIONS, REGIONS - 1).astype(int)
        region, counts = np.unique(cells @ (1, REGIONS), return_inverse=True, return_counts=True)[1:]
        misses = self._misses()
        sums = np.stack([np.bincount(region, misses[:, axis]) for axis in (0, 1)], axis=1)
        squares = np.bincount(region, (misses**2).sum(axis=1))
        # What the mean of so many independent misses would be by chance is taken off again.
        together = ((sums**2).sum(axis=1) - squares) / np.maximum(counts - 1, 1)
        return float(np.sqrt(max(0.0, together[counts > 1].sum() / max(counts[counts > 1].sum(), 1))))

    def _misses(self) -> Matrix:
        fallen = self.left @ self.matrix[:, :2].T + self.matrix[:, 2]
        return (fallen - self.right) / max(1.0, self.scale)


def aligned(a: Points, b: Points) -> Alignment | None:
    """The affine map from `a` to `b` that at least MIN_INLIERS pairs of points bear."""
    i, j = partners(a, b)
    if len(i) < MIN_INLIERS:
        return None
    left, right = a.places[i], b.places[j]
    mapped, borne = cv2.estimateAffine2D(
        left, right, method=cv2.USAC_MAGSAC, ransacReprojThreshold=REACH, maxIters=1500, confidence=0.999
    )
    if mapped is None or not _plausible(matrix := np.asarray(mapped, np.float64)):
        return None
    kept = _apart(left, right, np.flatnonzero(borne))
    return Alignment(matrix, len(i), left[kept], right[kept]) if len(kept) >= MIN_INLIERS else None


def partners(a: Points, b: Points) -> tuple[Indexes, Indexes]:
    """Points of `a` and `b` that are each other's nearest and clearly nearer than the second nearest."""
    if min(len(a), len(b)) < MIN_INLIERS:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    alike = _unit(a) @ _unit(b).T
    forth, back = alike.argmax(axis=1), alike.argmax(axis=0)
    mutual = np.flatnonzero(back[forth] == np.arange(len(a)))
    rows = alike[mutual]
    best = rows[np.arange(len(mutual)), forth[mutual]]
    rows[np.arange(len(mutual)), forth[mutual]] = -1
    clear = 1 - best < RATIO**2 * (1 - rows.max(axis=1))
    return mutual[clear], forth[mutual[clear]]


@lru_cache(maxsize=REMEMBERED)
def _unit(points: Points) -> Floats:
    described = points.descriptors.astype(np.float32)
    described /= np.maximum(np.sqrt(np.einsum("ij,ij->i", described, described)), 1)[:, None]
    return described


def _plausible(matrix: Matrix) -> bool:
    """No mirror, no needle, no speck: what a copy may have been resized, turned and stretched to."""
    if not np.isfinite(matrix).all() or np.linalg.det(matrix[:, :2]) <= 0:
        return False
    large, small = np.linalg.svd(matrix[:, :2], compute_uv=False)
    return bool(SCALES[0] <= small and large <= SCALES[1] and large <= MAX_STRETCH * small)


def _apart(left: Floats, right: Floats, borne: Indexes) -> Indexes:
    """One pair a place, on either side."""
    for places in (left, right):
        cells = np.floor(places[borne] / SAME_PLACE).astype(np.int64)
        _, first = np.unique(cells, axis=0, return_index=True)
        borne = borne[np.sort(first)]
    return borne
