"""How one picture shows another's photo: whole, mirrored, in part, or as a panel of a collage.

In: two pictures and how one lies on the other. Out: the word for it.
"""

import cv2
import numpy as np

from enrichment.images.alignment import Alignment
from enrichment.images.matching import How
from enrichment.images.panels import corners_on, panel_of
from enrichment.images.points import Points
from enrichment.images.second_look import Sighted

WHOLE = 0.8
"""Two pictures that show at least so much of each other are the whole photo."""


def how_shown(a: Points, b: Points, seen: Sighted) -> How:
    """The word for how the two show one photo; `b` as it was laid on `a`."""
    if panel_of(a, b, seen.alignment) or panel_of(b, a, seen.alignment.turned_round()):
        return "collage"
    if min(shown(a, b, seen.alignment)) >= WHOLE:
        return "mirrored" if seen.mirrored else "whole"
    return "part"


def shown(a: Points, b: Points, found: Alignment) -> tuple[float, float]:
    """The share of `a` that lies within `b`, and of `b` within `a`."""
    laid, frame = corners_on(a, found.matrix), corners_on(b, np.eye(2, 3))
    both, _ = cv2.intersectConvexConvex(laid, frame)
    return both / max(cv2.contourArea(laid), 1.0), both / (b.width * b.height)
