"""One image file to its points: what the second look needs to know a part of the photo again.

In: bytes. Out: at most 600 places with a description of the texture around each, and a small grey picture; None where
there is no photo in the bytes. A point describes corners and blotches of any thing; no model was ever shown a person.
"""

from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from enrichment.images.pictures import UnreadablePicture, read_picture

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

SIDE = 640
"""Places and sizes are told in pixels of a picture whose longer side has so many."""
FINE_SIDE = 800
"""The texture around a point is described at this size."""
COARSE_SIDE = FINE_SIDE // 2
"""Points are sought at this size: the finest that show only above it are the first that any copy loses."""
MOST = 600
FEW = 400
"""With fewer points than this a picture is asked again for fainter ones: fog, night, skin-smooth walls."""
CONSIDERED = 2500
GRID = 4
COARSE = (4.0, 8.0)
"""Diameters, in pixels of the small picture, that part fine points from middling and coarse ones."""
CONTRASTS = (0.04, 0.004)
LAYERS = 3
"""Of each octave; a point's contrast is its response times so many."""
EDGES = 18.0
"""How much more a point may vary one way than the other: smooth photos have hardly any but soft edges."""
OCTAVE = 0xFF
"""The bits of a point's octave in which OpenCV keeps its number, -1 for the enlarged picture."""
GREY_SIDE = 256
REMEMBERED = 64
"""Of so many pictures what was worked out is kept: a picture is held against several, one after the other."""
FULL = 512.0
"""A RootSIFT part of 1 is this many steps of a byte; parts beyond 255 steps are rare and clipped."""

# A mirrored patch: the four rows of cells change places, the eight directions in a cell run the other way round.
MIRRORED_PARTS = np.arange(128).reshape(4, 4, 8)[::-1, :, [0, 7, 6, 5, 4, 3, 2, 1]].ravel()


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, in the pixels in which places are told."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Points of one picture of `width` x `height` (at most SIDE), best first.

    `places` is (n, 2) in pixels, `scales` and `angles` (degrees) are (n,), `descriptors` (n, 128) is RootSIFT in bytes,
    `grey` is the picture at GREY_SIDE at most.
    """

    width: int
    height: int
    places: Floats
    scales: Floats
    angles: Floats
    descriptors: Bytes
    grey: Bytes

    def __len__(self) -> int:
        return len(self.places)

    def mirrored(self) -> "Points":
        """The points of the mirrored picture, without looking at it again; its own inverse."""
        return replace(
            self,
            places=np.column_stack((self.width - 1 - self.places[:, 0], self.places[:, 1])),
            angles=(180 - self.angles) % 360,
            descriptors=np.ascontiguousarray(self.descriptors[:, MIRRORED_PARTS]),
            grey=np.ascontiguousarray(self.grey[:, ::-1]),
        )

    def within(self, box: Box) -> "Points":
        """The points in a part of the picture, as if the part were the picture, at its size in it."""
        corner, span = np.array([box.left, box.top]), np.array([box.right - box.left, box.bottom - box.top])
        inside = ((self.places >= corner) & (self.places < corner + span)).all(axis=1)
        shrunk = self.grey.shape[1] / self.width, self.grey.shape[0] / self.height
        columns = slice(round(box.left * shrunk[0]), max(1, round(box.right * shrunk[0])))
        rows = slice(round(box.top * shrunk[1]), max(1, round(box.bottom * shrunk[1])))
        return Points(
            max(1, round(span[0])),
            max(1, round(span[1])),
            self.places[inside] - corner.astype(np.float32),
            self.scales[inside],
            self.angles[inside],
            self.descriptors[inside],
            np.ascontiguousarray(self.grey[rows, columns]),
        )


def points(data: bytes) -> Points | None:
    """The points of an image file; None for bytes of which `fingerprint` gives a reason."""
    try:
        return points_of(read_picture(data, FINE_SIDE).image)
    except UnreadablePicture:
        return None


def points_of(image: Image.Image) -> Points:
    """The points of a picture, which is made to have FINE_SIDE pixels on its longer side."""
    grey = np.asarray(image.convert("L"))
    fine = _sized(grey, FINE_SIDE)
    found, described = _described(fine)
    scale = SIDE / FINE_SIDE
    return Points(
        max(1, round(fine.shape[1] * scale)),
        max(1, round(fine.shape[0] * scale)),
        np.array([point.pt for point in found], np.float32).reshape(-1, 2) * np.float32(scale),
        np.array([point.size for point in found], np.float32) * np.float32(scale),
        np.array([point.angle for point in found], np.float32),
        _rooted(described),
        _sized(fine, GREY_SIDE),
    )


def _sized(grey: Bytes, side: int) -> Bytes:
    scale = side / max(grey.shape)
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR), np.uint8)


def _described(fine: Bytes) -> tuple[list[cv2.KeyPoint], Floats]:
    """Points, the strongest first, and their SIFT descriptors, both in pixels of the fine picture."""
    coarse = _sized(fine, COARSE_SIDE)
    found = _found(coarse)
    ordered = sorted(found, key=lambda point: (-point.response, point.pt, point.angle))
    scale = (fine.shape[1] / coarse.shape[1], fine.shape[0] / coarse.shape[0])
    chosen = _enlarged(_chosen(ordered, coarse.shape), scale)
    kept, described = _finder(CONTRASTS[0]).compute(fine, chosen)
    return list(kept), np.zeros((0, 128), np.float32) if described is None else described.astype(np.float32)


def _found(coarse: Bytes) -> list[cv2.KeyPoint]:
    """The points of enough contrast, or with too few of them the fainter ones as well.

    Sought once: what OpenCV finds at the higher contrast is what it finds at the lower, less what is fainter.
    """
    every = list(_finder(CONTRASTS[1]).detect(coarse))
    strong = [point for point in every if point.response * LAYERS >= CONTRASTS[0]]
    return strong if len(strong) >= FEW else every


def _enlarged(found: list[cv2.KeyPoint], scale: tuple[float, float]) -> list[cv2.KeyPoint]:
    """The points on a picture twice as large: an octave up, so that describing them needs no enlarging again."""
    for point in found:
        x, y = point.pt
        point.pt = ((x + 0.5) * scale[0] - 0.5, (y + 0.5) * scale[1] - 0.5)
        point.size *= 2
        octave = point.octave & OCTAVE
        point.octave = (point.octave & ~OCTAVE) | ((octave + 1) & OCTAVE)
    return found


def _chosen(ordered: list[cv2.KeyPoint], shape: tuple[int, ...]) -> list[cv2.KeyPoint]:
    """MOST points: taken in turn from each place and size, or the letters laid over a photo would be all of them."""
    if len(ordered) <= MOST:
        return ordered
    places = np.array([point.pt for point in ordered]) / (shape[1], shape[0])
    sizes = np.digitize([point.size for point in ordered], COARSE)
    cells = (places * GRID).astype(int) @ (1, GRID) * (len(COARSE) + 1) + sizes
    by_cell = np.argsort(cells, kind="stable")
    starts = np.searchsorted(cells[by_cell], cells[by_cell])
    turn = np.empty(len(ordered), int)
    turn[by_cell] = np.arange(len(ordered)) - starts
    first = np.argsort(turn, kind="stable")[:MOST]
    return [ordered[index] for index in first]


@cache
def _finder(contrast: float) -> cv2.SIFT:
    return cv2.SIFT.create(nfeatures=CONSIDERED, nOctaveLayers=LAYERS, contrastThreshold=contrast, edgeThreshold=EDGES)


def _rooted(described: Floats) -> Bytes:
    """RootSIFT: the square root of each part's share, so that a few strong edges do not drown the rest."""
    share = described / np.maximum(described.sum(axis=1, keepdims=True), 1)
    return np.asarray(np.minimum(np.sqrt(share) * FULL, 255), np.uint8)
