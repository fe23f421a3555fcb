"""Which fingerprints show one and the same photo file.

In: fingerprints. Out: matches with how (whole, mirrored) and the distance in bits. PDQ proposes, the perceptual hash is
the second look where PDQ alone is not sure. Flat and low-quality pictures match nothing, not even themselves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from enrichment.images.hamming import Near, near, near_itself, to_words
from enrichment.images.pdq import PDQ
from enrichment.images.perceptual import PERCEPTUAL
from peil.records.read import Fingerprint

How = Literal["whole", "mirrored", "part", "collage"]

MIN_QUALITY = PDQ.floor
MAX_DISTANCE = PDQ.limit
SURE_DISTANCE = 16
"""Up to here PDQ is believed alone; from here on the perceptual hash must agree."""
MAX_PHASH_DISTANCE = 16
"""So far the perceptual hash agrees with PDQ; alone it would have to be nearer."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two fingerprints of one photo file; `distance` is PDQ's, 0 to 31 bits."""

    how: How
    distance: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Indexes of two fingerprints (`a` < `b`) that match."""

    a: int
    b: int
    how: How
    distance: int


def same_photo(a: Fingerprint, b: Fingerprint) -> Match | None:
    """The match of two fingerprints, the same whichever comes first; None where they show no same photo."""
    if not (usable(a) and usable(b)):
        return None
    whole = Match("whole", PDQ.distance(a.pdq, b.pdq))
    mirrored = Match("mirrored", min(PDQ.distance(a.pdq, b.pdq_mirrored), PDQ.distance(a.pdq_mirrored, b.pdq)))
    best = whole if whole.distance <= mirrored.distance else mirrored
    return best if best.distance <= MAX_DISTANCE and _second_look(a, b, best) else None


def usable(print_: Fingerprint) -> bool:
    """Whether there is enough in the picture to know it again."""
    return bool(print_.pdq) and print_.quality >= MIN_QUALITY


def pairs(fingerprints: Sequence[Fingerprint]) -> Iterator[Pair]:
    """Every pair for which `same_photo` finds a match, in order of (a, b)."""
    known = [index for index, print_ in enumerate(fingerprints) if usable(print_)]
    straight = to_words([fingerprints[index].pdq for index in known])
    turned = to_words([fingerprints[index].pdq_mirrored for index in known])
    proposed = _both(near_itself(straight, MAX_DISTANCE), near(straight, turned, MAX_DISTANCE))
    for left, right in proposed:
        a, b = known[left], known[right]
        if match := same_photo(fingerprints[a], fingerprints[b]):
            yield Pair(a, b, match.how, match.distance)


def _both(straight: Near, turned: Near) -> list[tuple[int, int]]:
    found = set(zip(straight.left.tolist(), straight.right.tolist(), strict=True))
    across = zip(turned.left.tolist(), turned.right.tolist(), strict=True)
    return sorted(found | {(min(i, j), max(i, j)) for i, j in across if i != j})


def _second_look(a: Fingerprint, b: Fingerprint, match: Match) -> bool:
    if match.distance <= SURE_DISTANCE or not (a.phash and b.phash):
        return True
    other = PERCEPTUAL.mirrored(b.phash) if match.how == "mirrored" else b.phash
    return PERCEPTUAL.distance(a.phash, other) <= MAX_PHASH_DISTANCE
