"""Which image files show one photo, whole or in part: proposed by PDQ and by points, decided by the second look.

In: fingerprints and points of many files. Out: pairs with how and on what evidence. Where the second look can see and
does not agree, PDQ is not believed: photos of a burst have near hashes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from enrichment.images.first_look import Proposal, proposals
from enrichment.images.frames import framed_alike
from enrichment.images.hamming import distance
from enrichment.images.matching import How, pairs, same_photo
from enrichment.images.panels import panel_of
from enrichment.images.photos import Photo
from enrichment.images.points import REMEMBERED, Points
from enrichment.images.second_look import Sighted, convincing, looked
from enrichment.images.showing import WHOLE, how_shown, shown

SHIFT = 2.0
INEXACT = 0.28
MOMENT_BITS = 36
"""Copies that were only saved again, resized or filtered are nearer; those that were written upon are exact."""
SEEING = 60
"""With so many points on both sides the second look would have seen a copy, so its no is a no."""
SAME_SIZE = 0.03
BORNE = (16, 0.6)
"""Points that bear a panel at least, and which share of the pairs they are."""
MUCH = 0.3
"""A panel shows at least so much of the photo that it was cut from."""


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
            turned = _mirrored(b.points) if mirrored else b.points
            seen = looked(a.points, turned, mirrored=mirrored)
            bits = _bits(a, b, mirrored)
            if seen and convincing(seen) and not _another_moment(seen, bits):
                return Decided(how_shown(a.points, turned, seen), bits, seen)
            if seen and (
                panel := _by_panel(a.points, turned, seen) or _by_panel(turned, a.points, seen.turned_round())
            ):
                return Decided("collage", bits, panel)
    return None if _could_see(a) and _could_see(b) else _by_frames(a, b)


def _another_moment(seen: Sighted, bits: int) -> bool:
    """Whether a fixed camera took both: the frames coincide, and yet they are neither exact nor near as hashes."""
    found = seen.alignment
    shift = np.abs(found.matrix[:, 2]).max()
    return found.in_place and shift < SHIFT and found.residual > INEXACT and bits > MOMENT_BITS


def _by_frames(a: Photo, b: Photo) -> Decided | None:
    """What near hashes say of photos with hardly a point, if the pixels say so too; of bare hashes, what those say."""
    match = same_photo(a.fingerprint, b.fingerprint)
    if match and a.points is not None and b.points is not None:
        turned = _mirrored(b.points) if match.how == "mirrored" else b.points
        match = match if framed_alike(a.points, turned) else None
    return Decided(match.how, match.distance) if match else None


@lru_cache(maxsize=REMEMBERED)
def _mirrored(points: Points) -> Points:
    return points.mirrored()


def _by_panel(holder: Points, other: Points, seen: Sighted) -> Sighted | None:
    """What is seen when a collage is asked by its panel alone, beyond which the photo would go on, and does not."""
    # The same letters on two photos lie in place; a photo in a panel is smaller or larger than it was.
    box = None if seen.alignment.within(SAME_SIZE) else panel_of(holder, other, seen.alignment)
    panel = looked(holder.within(box), other, mirrored=seen.mirrored) if box else None
    if box is None or panel is None or not convincing(panel):
        return None
    if panel.alignment.inliers < max(BORNE[0], BORNE[1] * panel.alignment.asked):
        return None
    of_panel, of_other = shown(holder.within(box), other, panel.alignment)
    return panel if of_panel >= WHOLE and of_other >= MUCH else None


def _by_points(photos: Sequence[Photo]) -> set[Proposal]:
    known = [index for index, photo in enumerate(photos) if photo.points is not None and len(photo.points)]
    found = proposals([pointed for index in known if (pointed := photos[index].points) is not None])
    return {Proposal(known[one.a], known[one.b], one.mirrored) for one in found}


def _could_see(photo: Photo) -> bool:
    return photo.points is not None and len(photo.points) >= SEEING


def _bits(a: Photo, b: Photo, mirrored: bool) -> int:
    one, other = a.fingerprint.pdq, b.fingerprint.pdq_mirrored if mirrored else b.fingerprint.pdq
    return distance(one, other)
