"""The second look at photos with hardly a point: their frames laid on each other, for near hashes say they are one.

In: two pictures. Out: whether all that is photo in them agrees. Banners and placeholders that differ by a word have
near hashes as well: they are letters on shades, and say nothing here.
"""

import numpy as np

from enrichment.images.alignment import Alignment
from enrichment.images.overlap import overlap
from enrichment.images.points import Points

LEAST = 8
"""Blocks that are photo, of some hundred."""
AGREE = 0.85
ALTERED = 0.06
STILL = 0.6
"""Pixels of 640 by which things may have moved, where that can be told."""


def framed_alike(a: Points, b: Points) -> bool:
    """Whether `b`, stretched to the frame of `a`, shows the same photo."""
    matrix = np.array([[b.width / a.width, 0, 0], [0, b.height / a.height, 0]], np.float64)
    none = np.zeros((0, 2), np.float32)
    both = overlap(a, b, Alignment(matrix, 0, none, none))
    moved = np.isfinite(both.sway) and both.sway > STILL
    return both.kept >= max(LEAST, AGREE * both.rich) and both.altered <= ALTERED and not both.other and not moved
