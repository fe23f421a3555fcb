"""Cuts in a picture: straight lines on both sides of which, all along, stand different things.

In: a part of a grey picture. Out: the columns at which it is cut. A horizon or a door frame is one as well: whether
another photo begins there, only what lies beyond it tells.
"""

import cv2
import numpy as np

from enrichment.images.points import Bytes

STEP = 10
"""Grey values by which the two sides of a cut differ at least, in most places along it."""
ALONG = 0.6
STANDING_OUT = 0.3
"""So many more places along a cut differ than along the usual column."""
PAGE = 0.4
SHARP = 0.35
"""A panel has at least so much of the fine texture that what lies before the cut has."""


def cuts(grey: Bytes) -> list[int]:
    """Columns at which the picture changes from top to bottom."""
    if grey.shape[1] < 8:
        return []
    along = (cv2.absdiff(grey[:, 2:], grey[:, :-2]) > STEP).mean(axis=0)
    stands_out = (along >= ALONG) & (along > np.median(along) + STANDING_OUT)
    return [int(column) + 1 for column in np.flatnonzero(stands_out)]


def panel_beyond(here: Bytes, beyond: Bytes) -> bool:
    """Whether beyond a cut lies a photo, and no margin, page or blurred backdrop of what is here."""
    counts = np.bincount(beyond.ravel(), minlength=256)
    page = np.convolve(counts, np.ones(5)).max() >= PAGE * beyond.size
    return not page and _fine(beyond) >= SHARP * _fine(here)


def _fine(grey: Bytes) -> float:
    return float(np.abs(cv2.Laplacian(np.ascontiguousarray(grey), cv2.CV_32F)).mean())
