"""Which image files show one photo, whole or in part: proposed by PDQ and by points, decided by the second look.

In: fingerprints and points of many files. Out: pairs with how and on what evidence. Where the second look can see and
does not agree, PDQ is not believed: photos of a burst have near hashes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from enrichment.images.alignment import Alignment
from enrichment.images.cuts import beside_a_cut
from enrichment.images.first_look import Proposal, proposals
from enrichment.images.hamming import distance
from enrichment.images.matching import How, pairs
from enrichment.images.points import Points
from enrichment.images.second_look import Sighted, convincing, looked
from peil.records.read import Fingerprint

SEEING = 60
"""With so many points on both sides the second look would have seen a copy, so its no is a no."""
WHOLE = 0.8
"""Two pictures that show at least so much of each other are the whole photo."""


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A file as it is compared: its fingerprint, and its points unless it is no photo."""

    fingerprint: Fingerprint
    points: Points | None


@dataclass(frozen=True, slots=True)
class PhotoPair:
    """Indexes of two files (`a` < `b`) of one photo; `distance` is PDQ's; without `sighted` PDQ alone bears it."""

    a: int
    b: int
    how: How
    distance: int
    sighted: Sighted | None = None


def photo_pairs(photos: Sequence[Photo]) -> Iterator[PhotoPair]:
    """Every pair of files that shows one photo, in order of (a, b)."""
    hashed = {(pair.a, pair.b): pair for pair in pairs([photo.fingerprint for photo in photos])}
    asked = {Proposal(pair.a, pair.b, pair.how == "mirrored") for pair in hashed.values()}
    sighted: dict[tuple[int, int], Sighted] = {}
    for proposal in sorted(asked | _by_points(photos)):
        if (proposal.a, proposal.b) not in sighted and (seen := _look(photos, proposal)):
            sighted[proposal.a, proposal.b] = seen
    for a, b in sorted(hashed.keys() | sighted.keys()):
        if seen := sighted.get((a, b)):
            yield _sighted_pair(photos, a, b, seen)
        elif not _could_see(photos[a]) or not _could_see(photos[b]):
            yield PhotoPair(a, b, hashed[a, b].how, hashed[a, b].distance)


def _by_points(photos: Sequence[Photo]) -> set[Proposal]:
    known = [index for index, photo in enumerate(photos) if photo.points is not None and len(photo.points)]
    found = proposals([pointed for index in known if (pointed := photos[index].points) is not None])
    return {Proposal(known[one.a], known[one.b], one.mirrored) for one in found}


def _look(photos: Sequence[Photo], proposal: Proposal) -> Sighted | None:
    a, b = photos[proposal.a].points, photos[proposal.b].points
    if a is None or b is None:
        return None
    seen = looked(a, b.mirrored() if proposal.mirrored else b, mirrored=proposal.mirrored)
    return seen if seen and convincing(seen) else None


def _could_see(photo: Photo) -> bool:
    return photo.points is not None and len(photo.points) >= SEEING


def _sighted_pair(photos: Sequence[Photo], a: int, b: int, seen: Sighted) -> PhotoPair:
    left, right = photos[a], photos[b]
    other = right.fingerprint.pdq_mirrored if seen.mirrored else right.fingerprint.pdq
    assert left.points is not None
    assert right.points is not None
    turned = right.points.mirrored() if seen.mirrored else right.points
    return PhotoPair(a, b, how_shown(left.points, turned, seen), distance(left.fingerprint.pdq, other), seen)


def how_shown(a: Points, b: Points, seen: Sighted) -> How:
    """Whole or mirrored, a part, or a panel of a collage; `b` as it was laid on `a`."""
    of_a, of_b = _shown(a, b, seen.alignment)
    if min(of_a, of_b) >= WHOLE:
        return "mirrored" if seen.mirrored else "whole"
    holder, places = (a, seen.alignment.left) if of_a < of_b else (b, seen.alignment.right)
    return "collage" if beside_a_cut(holder, places) else "part"


def _shown(a: Points, b: Points, found: Alignment) -> tuple[float, float]:
    """The share of `a` that lies within `b`, and of `b` within `a`."""
    corners = np.array([(0, 0), (a.width, 0), (a.width, a.height), (0, a.height)], np.float32)
    laid = (corners @ found.matrix[:, :2].T + found.matrix[:, 2]).astype(np.float32)
    frame = np.array([(0, 0), (b.width, 0), (b.width, b.height), (0, b.height)], np.float32)
    both, _ = cv2.intersectConvexConvex(laid, frame)
    return both / max(cv2.contourArea(laid), 1.0), both / (b.width * b.height)
