"""Whether the pixels of two aligned pictures agree, block by block.

In: two pictures and how one lies on the other. Out: how many blocks of the part that both show agree, disagree, or are
too flat to tell. Brightness and contrast do not matter, texture does.
"""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from enrichment.images.alignment import Alignment, Matrix
from enrichment.images.points import GREY_SIDE, REMEMBERED, SIDE, Floats, Points

CANVAS = (60, 168)
"""The part that both show is laid on a canvas whose longer side has so many pixels, at least and at most."""
BLOCK = 12
FLAT = 3.5
"""A block whose grey values (0 to 255) deviate less than this says nothing."""
PLAIN = 0.25
"""A block of which so much has its lightest or darkest shade is letters or lines on a page: it says nothing either."""
SHADE = 2.0
AGREES = 0.8
LEAST_SOFT = 0.8
MARGIN = 0.12
"""How far beyond the outermost points is looked, as a share of the part they span."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks of the part that both show; `covers` is that part as a share of the picture of which it is more."""

    good: int
    told: int
    flat: int
    covers: float

    @property
    def share(self) -> float:
        """Of the blocks that say something, those that agree."""
        return self.good / self.told if self.told else 0.0


def compared(a: Points, b: Points, found: Alignment) -> Blocks:
    """The blocks of the part of `a` that the points of the alignment span, held against `b`."""
    corner, span = _part(a, found)
    if min(span) < 1:
        return Blocks(0, 0, 0, 0.0)
    canvas = Canvas.over(corner, span, found.matrix)
    left, right = canvas.both(a, b)
    area = float(span[0] * span[1])
    other = area * abs(float(np.linalg.det(found.matrix[:, :2])))
    covers = max(area / (a.width * a.height), other / (b.width * b.height))
    return _counted(left, right, min(1.0, covers))


@dataclass(frozen=True, slots=True, eq=False)
class Canvas:
    """Where two pictures are laid: `scale` is its pixels for one of `a`, the maps (3, 3) lead from it to either."""

    size: tuple[int, int]
    scale: float
    to_a: Matrix
    to_b: Matrix

    @classmethod
    def over(cls, corner: Floats, span: Floats, matrix: Matrix) -> "Canvas":
        """The canvas over a box of `a`."""
        scale = canvas_scale(span, matrix)
        size = (max(1, round(span[0] * scale)), max(1, round(span[1] * scale)))
        to_a = np.array([[1 / scale, 0, corner[0]], [0, 1 / scale, corner[1]], [0, 0, 1]])
        return cls(size, scale, to_a, np.vstack((matrix, (0, 0, 1))) @ to_a)

    def both(self, a: Points, b: Points) -> tuple[Floats, Floats]:
        """The grey pictures on the canvas, -1 where they do not reach."""
        return laid(a, self.to_a, self.size), laid(b, self.to_b, self.size)


def _part(a: Points, found: Alignment) -> tuple[Floats, Floats]:
    """Corner and span of the box around the points, a little wider, within the picture."""
    low, high = found.left.min(axis=0), found.left.max(axis=0)
    wider = (high - low) * MARGIN
    low = np.maximum(low - wider, 0)
    high = np.minimum(high + wider, (a.width - 1, a.height - 1))
    return low, high - low


def canvas_scale(span: Floats, matrix: Matrix) -> float:
    """Canvas pixels for a pixel of `a`: no finer than either grey picture is."""
    finest = GREY_SIDE / SIDE * min(1.0, float(np.sqrt(abs(np.linalg.det(matrix[:, :2])))))
    return float(np.clip(finest * max(span), *CANVAS) / max(span))


def laid(points: Points, to_places: Matrix, size: tuple[int, int]) -> NDArray[np.float32]:
    """The grey picture on the canvas, -1 where it does not reach."""
    shrunk = points.grey.shape[1] / points.width
    matrix = np.array([[shrunk, shrunk, shrunk], [shrunk, shrunk, shrunk]]) * to_places[:2]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    soft = softened(points, max(LEAST_SOFT, 0.5 * float(np.abs(matrix[0, 0]))))
    return np.asarray(
        cv2.warpAffine(soft, matrix, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=(-1e4,)), np.float32
    )


@lru_cache(maxsize=REMEMBERED)
def softened(points: Points, by: float) -> Floats:
    """The grey picture without what is finer than the canvas can show."""
    return cv2.GaussianBlur(points.grey, (0, 0), by).astype(np.float32)


def _counted(left: Floats, right: Floats, covers: float) -> Blocks:
    a, b = in_blocks(left), in_blocks(right)
    both = (a.min(axis=1) >= 0) & (b.min(axis=1) >= 0) if len(a) else np.zeros(0, bool)
    a, b = a[both], b[both]
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    spread_a, spread_b = a.std(axis=1), b.std(axis=1)
    told = (np.maximum(spread_a, spread_b) >= FLAT) & ~(plain(a) & plain(b))
    alike = (a * b).mean(axis=1)[told] / np.maximum(spread_a * spread_b, 1e-3)[told]
    return Blocks(int((alike > AGREES).sum()), int(told.sum()), int((~told).sum()), covers)


def plain(blocks: Floats) -> NDArray[np.bool_]:
    """Which blocks (n, BLOCK²) are letters or lines on one shade."""
    light = blocks >= blocks.max(axis=1, keepdims=True) - SHADE
    dark = blocks <= blocks.min(axis=1, keepdims=True) + SHADE
    return np.asarray(np.maximum(light.mean(axis=1), dark.mean(axis=1)) >= PLAIN)


def in_blocks(canvas: Floats) -> Floats:
    """All whole blocks of the canvas, as (n, BLOCK²)."""
    rows, columns = canvas.shape[0] // BLOCK, canvas.shape[1] // BLOCK
    cut = canvas[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK)
    return cut.transpose(0, 2, 1, 3).reshape(rows * columns, BLOCK * BLOCK)
