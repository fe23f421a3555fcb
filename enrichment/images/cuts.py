"""Whether a picture is put together of panels: cuts from edge to edge, where one photo ends and another begins.

In: a small grey picture and where in it something was found. Out: yes or no. A horizon that runs through what was
found is no cut.
"""

import numpy as np

from enrichment.images.points import Bytes, Floats, Points

STEP = 10
"""Grey values by which the two sides of a cut differ at least, in most places along it."""
ALONG = 0.6
PAGE = 0.4
INNER = (0.15, 0.85)


def beside_a_cut(points: Points, places: Floats) -> bool:
    """Whether all these places (n, 2) lie on one side of a cut through the picture."""
    for axis in (0, 1):
        grey = points.grey if axis == 0 else points.grey.T
        shrunk = grey.shape[1] / (points.width, points.height)[axis]
        low, high = places[:, axis].min() * shrunk, places[:, axis].max() * shrunk
        for cut in _cuts(grey):
            if (high <= cut + 2 and _photo(grey[:, cut + 2 :])) or (low >= cut - 2 and _photo(grey[:, : cut - 2])):
                return True
    return False


def _photo(beyond: Bytes) -> bool:
    """Whether no one shade fills so much that it is a margin or a page."""
    counts = np.bincount(beyond.ravel(), minlength=256)
    return bool(np.convolve(counts, np.ones(5)).max() < PAGE * beyond.size)


def _cuts(grey: Bytes) -> list[int]:
    """Columns at which the picture changes from top to bottom."""
    steps = np.abs(grey[:, 2:].astype(int) - grey[:, :-2])
    along = (steps > STEP).mean(axis=0)
    usual = np.median(along)
    low, high = (round(share * grey.shape[1]) for share in INNER)
    return [x + 1 for x in range(low, high - 2) if along[x] >= ALONG and along[x] > usual + 0.3]
