"""Whether a picture is put together of panels: cuts from edge to edge, where one photo ends and another begins.

In: a small grey picture, where in it something was found and where that would end. Out: yes or no. A horizon that runs
through what was found is no cut, nor is the edge of a margin, of a page or of a blurred backdrop.
"""

import cv2
import numpy as np

from enrichment.images.points import Bytes, Floats, Points

STEP = 10
"""Grey values by which the two sides of a cut differ at least, in most places along it."""
ALONG = 0.6
PAGE = 0.4
INNER = (0.15, 0.85)
NEAR = 0.04
"""How far beyond the found photo's own end a cut may lie, as a share of the picture."""
SHARP = 0.35
"""A panel has at least so much of the fine texture that the other side of the cut has."""


def beside_a_cut(points: Points, places: Floats, ends: Floats) -> bool:
    """Whether all these places (n, 2) lie on one side of a cut; `ends` (2, 2) are the corners of the found photo."""
    for axis in (0, 1):
        grey = points.grey if axis == 0 else points.grey.T
        shrunk = grey.shape[1] / (points.width, points.height)[axis]
        low, high = places[:, axis].min() * shrunk, places[:, axis].max() * shrunk
        first, last = ends[:, axis] * shrunk
        near = NEAR * grey.shape[1]
        for cut in _cuts(grey):
            left, right = grey[:, : cut - 2], grey[:, cut + 2 :]
            if high <= cut + 2 and cut <= last + near and _panel(right, left):
                return True
            if low >= cut - 2 and cut >= first - near and _panel(left, right):
                return True
    return False


def _panel(beyond: Bytes, here: Bytes) -> bool:
    """Whether no one shade fills so much that it is a margin or a page, and it is about as sharp as what was found."""
    counts = np.bincount(beyond.ravel(), minlength=256)
    return bool(np.convolve(counts, np.ones(5)).max() < PAGE * beyond.size) and _fine(beyond) >= SHARP * _fine(here)


def _fine(grey: Bytes) -> float:
    return float(np.abs(cv2.Laplacian(np.ascontiguousarray(grey), cv2.CV_32F)).mean())


def _cuts(grey: Bytes) -> list[int]:
    """Columns at which the picture changes from top to bottom."""
    steps = np.abs(grey[:, 2:].astype(int) - grey[:, :-2])
    along = (steps > STEP).mean(axis=0)
    usual = np.median(along)
    low, high = (round(share * grey.shape[1]) for share in INNER)
    return [x + 1 for x in range(low, high - 2) if along[x] >= ALONG and along[x] > usual + 0.3]
