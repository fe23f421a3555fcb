"""The panel of a collage in which a photo stands: from cut to cut, with something else beyond.

In: a picture, another, and how the other lies on it. Out: the box of the panel, or None where the photo stands in no
panel. A crop that ends at a horizon stands in none: the photo goes on beyond.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from enrichment.images.alignment import Alignment, Matrix
from enrichment.images.cuts import cuts, panel_beyond
from enrichment.images.overlap import NOTHING, Overlap, overlap
from enrichment.images.points import Box, Bytes, Floats, Points

WITHIN = (0.02, 0.98)
"""Which of the points that bear a match tell how far the photo reaches, from side to side."""
INWARDS = 4.0
"""Pixels of 640 by which a point may lie beyond the cut that it is parted from."""
NEAR = 0.0125
"""A photo that ends no farther from a cut, as a share of the picture, ends there."""
NARROW = 0.08
"""What would be cut off by so little may be too little to tell whether it goes on."""
SAME_FRAME = 0.02
BEYOND = 0.2
"""How far beyond a cut is looked, as a share of the picture."""
LEAST = 0.04
TOLD = 3
GOES_ON = 0.2
"""If so many blocks beyond a cut agree, the photo goes on there, and the cut is its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A picture on another: the map leads from `holder` to `other`; where its points reach, and where it would end.

    `reach` and `ends` are (2, 2): low and high, by axis.
    """

    holder: Points
    other: Points
    found: Alignment
    reach: Matrix
    ends: Matrix

    def overhang(self, side: int, axis: int, cut: float) -> float:
        """By how much of the picture the other would reach beyond a place."""
        whole = (self.holder.width, self.holder.height)[axis]
        return float(self.ends[side, axis] - cut) * (1 if side else -1) / whole


@dataclass(frozen=True, slots=True)
class Edge:
    """A cut where a panel may end; it `parts` where what lies beyond is seen to be something else."""

    at: float
    parts: bool


def panel_of(holder: Points, other: Points, found: Alignment) -> Box | None:
    """The panel of `holder` in which `other`, to which the map leads, stands."""
    corners = corners_on(other, np.asarray(cv2.invertAffineTransform(found.matrix), np.float64))
    ends = np.stack((corners.min(axis=0), corners.max(axis=0))).astype(np.float64)
    laid = Laid(holder, other, found, np.quantile(found.left, WITHIN, axis=0), ends)
    frame = np.array([(0.0, 0.0), (holder.width, holder.height)])
    places = [(side, axis) for axis in (0, 1) for side in (0, 1)]
    if all(abs(laid.overhang(*place, frame[place])) <= SAME_FRAME for place in places):
        return None
    edges = {place: edge for place in places if (edge := _edge(laid, *place))}
    apart = any(edge.parts for edge in edges.values())
    fitting = all(place in edges or laid.overhang(*place, frame[place]) > -NEAR for place in places)
    for place, edge in edges.items():
        frame[place] = edge.at
    return Box(*frame.ravel().tolist()) if apart or (fitting and edges) else None


def corners_on(points: Points, matrix: Matrix) -> Floats:
    """The four corners of a picture, laid as the map tells."""
    frame = np.array([(0, 0), (points.width, 0), (points.width, points.height), (0, points.height)], np.float32)
    return np.asarray(frame @ matrix[:, :2].T + matrix[:, 2], np.float32)


def _edge(laid: Laid, side: int, axis: int) -> Edge | None:
    """Where the panel ends on one side, if there is a cut; sought from the photo's points outwards."""
    strip, across = _strip(laid, axis)
    inner, sign = laid.reach[side, axis], 1 if side else -1
    outwards = (cut for cut in cuts(strip)[::sign] if (cut / across - inner) * sign > -INWARDS)
    return next((edge for cut in outwards if (edge := _edge_at(laid, side, axis, cut))), None)


def _strip(laid: Laid, axis: int) -> tuple[Bytes, float]:
    """The grey picture along the photo's points, turned so that columns run along the axis; its pixels for a place."""
    grey = laid.holder.grey if axis == 0 else laid.holder.grey.T
    sides = (laid.holder.width, laid.holder.height)
    low, high = laid.reach[:, 1 - axis] * (grey.shape[0] / sides[1 - axis])
    return grey[max(0, int(low)) : int(high) + 2], grey.shape[1] / sides[axis]


def _edge_at(laid: Laid, side: int, axis: int, cut: int) -> Edge | None:
    """The cut as an edge of a panel; None where the photo ends before it, goes on beyond, or no photo lies beyond."""
    strip, across = _strip(laid, axis)
    beyond, here = (strip[:, cut + 2 :], strip[:, :cut]) if side else (strip[:, : cut - 1], strip[:, cut:])
    further = laid.overhang(side, axis, cut / across)
    if further < -NEAR or beyond.shape[1] < LEAST * strip.shape[1] or not panel_beyond(here, beyond):
        return None
    both = _beside(laid, side, axis, cut / across) if further > NEAR else NOTHING
    goes_on = both.good >= GOES_ON * both.told if both.told else further > NARROW
    return None if goes_on else Edge(cut / across, both.told >= TOLD)


def _beside(laid: Laid, side: int, axis: int, cut: float) -> Overlap:
    """What the two have in common in a strip beside a cut."""
    whole = (laid.holder.width, laid.holder.height)[axis]
    low, high = sorted((cut, float(np.clip(cut + (1 if side else -1) * BEYOND * whole, 0, whole))))
    top, bottom = (float(edge) for edge in laid.reach[:, 1 - axis])
    box = Box(low, top, high, bottom) if axis == 0 else Box(top, low, bottom, high)
    moved = laid.found.matrix.copy()
    moved[:, 2] += laid.found.matrix[:, :2] @ (box.left, box.top)
    return overlap(laid.holder.within(box), laid.other, Alignment(moved, 0, laid.found.left, laid.found.right))
