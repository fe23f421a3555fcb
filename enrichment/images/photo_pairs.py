"""Which image files show one photo, whole or in part: proposed by PDQ and by points, decided by the second look.

In: fingerprints and points of many files. Out: pairs with how and on what evidence. Where the second look can see and
does not agree, PDQ is not believed: photos of a burst have near hashes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from enrichment.images.alignment import Alignment, Matrix
from enrichment.images.cuts import beside_a_cut
from enrichment.images.first_look import Proposal, proposals
from enrichment.images.hamming import distance
from enrichment.images.matching import How, pairs, same_photo
from enrichment.images.photos import Photo
from enrichment.images.points import Floats, Points
from enrichment.images.second_look import Sighted, convincing, looked

SEEING = 60
"""With so many points on both sides the second look would have seen a copy, so its no is a no."""
WHOLE = 0.8
"""Two pictures that show at least so much of each other are the whole photo."""


@dataclass(frozen=True, slots=True)
class Decided:
    """How two files show one photo; `distance` is PDQ's; without `sighted` PDQ alone bears it."""

    how: How
    distance: int
    sighted: Sighted | None = None


@dataclass(frozen=True, slots=True)
class PhotoPair(Decided):
    """The same with the indexes of the two files (`a` < `b`)."""

    a: int = 0
    b: int = 0


def photo_pairs(photos: Sequence[Photo]) -> Iterator[PhotoPair]:
    """Every pair of files that shows one photo, in order of (a, b)."""
    hashed = {(pair.a, pair.b): pair.how == "mirrored" for pair in pairs([photo.fingerprint for photo in photos])}
    asked: dict[tuple[int, int], list[bool]] = {pair: [turned] for pair, turned in hashed.items()}
    for proposal in _by_points(photos):
        ways = asked.setdefault((proposal.a, proposal.b), [])
        if proposal.mirrored not in ways:
            ways.append(proposal.mirrored)
    for a, b in sorted(asked):
        if found := decide(photos[a], photos[b], asked[a, b]):
            yield PhotoPair(found.how, found.distance, found.sighted, a, b)


def decide(a: Photo, b: Photo, ways: Sequence[bool] = (False, True)) -> Decided | None:
    """How two files show one photo, looked at straight and mirrored as `ways` tells; None where they do not."""
    for mirrored in ways:
        if a.points is not None and b.points is not None:
            turned = b.points.mirrored() if mirrored else b.points
            seen = looked(a.points, turned, mirrored=mirrored)
            if seen and convincing(seen):
                return Decided(how_shown(a.points, turned, seen), _bits(a, b, mirrored), seen)
    blind = not (_could_see(a) and _could_see(b))
    match = same_photo(a.fingerprint, b.fingerprint) if blind else None
    return Decided(match.how, match.distance) if match else None


def _by_points(photos: Sequence[Photo]) -> set[Proposal]:
    known = [index for index, photo in enumerate(photos) if photo.points is not None and len(photo.points)]
    found = proposals([pointed for index in known if (pointed := photos[index].points) is not None])
    return {Proposal(known[one.a], known[one.b], one.mirrored) for one in found}


def _could_see(photo: Photo) -> bool:
    return photo.points is not None and len(photo.points) >= SEEING


def _bits(a: Photo, b: Photo, mirrored: bool) -> int:
    one, other = a.fingerprint.pdq, b.fingerprint.pdq_mirrored if mirrored else b.fingerprint.pdq
    return distance(one, other)


def how_shown(a: Points, b: Points, seen: Sighted) -> How:
    """Whole or mirrored, a part, or a panel of a collage; `b` as it was laid on `a`."""
    of_a, of_b = _shown(a, b, seen.alignment)
    if min(of_a, of_b) >= WHOLE:
        return "mirrored" if seen.mirrored else "whole"
    matrix = seen.alignment.matrix
    if of_a < of_b:
        holder, places, ends = (
            a,
            seen.alignment.left,
            _ends(b, np.asarray(cv2.invertAffineTransform(matrix), np.float64)),
        )
    else:
        holder, places, ends = b, seen.alignment.right, _ends(a, matrix)
    return "collage" if beside_a_cut(holder, places, ends) else "part"


def _corners(points: Points, matrix: Matrix) -> Floats:
    """The four corners of a picture, laid as the map tells."""
    frame = np.array([(0, 0), (points.width, 0), (points.width, points.height), (0, points.height)], np.float32)
    return np.asarray(frame @ matrix[:, :2].T + matrix[:, 2], np.float32)


def _ends(points: Points, matrix: Matrix) -> Floats:
    laid = _corners(points, matrix)
    return np.stack((laid.min(axis=0), laid.max(axis=0)))


def _shown(a: Points, b: Points, found: Alignment) -> tuple[float, float]:
    """The share of `a` that lies within `b`, and of `b` within `a`."""
    laid, frame = _corners(a, found.matrix), _corners(b, np.eye(2, 3))
    both, _ = cv2.intersectConvexConvex(laid, frame)
    return both / max(cv2.contourArea(laid), 1.0), both / (b.width * b.height)
