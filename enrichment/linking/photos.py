"""Image prints to groups that are one photo file each.

In: image prints of all ads. Out: for each usable hash the name of its group (its smallest hash).
Prints at most so many bits apart, straight or mirrored, are one file; prints with too little in them are left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enrichment.images.hamming import distance, mirrored, near, near_itself, to_words
from enrichment.linking.components import components
from enrichment.linking.options import LinkOptions
from peil.records.joined import ImagePrint

FLAT_BITS = 64
"""PDQ sets about half of its 256 bits; so many fewer or more come only from pictures with nothing in them."""


@dataclass(frozen=True, slots=True)
class PhotoGroups:
    """`group`: hash -> name of its group, for every usable hash."""

    group: dict[str, str]

    def named(self, pdq: str, limit: int) -> str:
        """The group of a hash that a person named, also if only a near one is known; empty where there is none."""
        if pdq in self.group:
            return self.group[pdq]
        found = min(((_apart(pdq, known), known) for known in self.group), default=(limit + 1, ""))
        return self.group[found[1]] if found[0] <= limit else ""


def group_photos(prints: Iterable[ImagePrint], options: LinkOptions) -> PhotoGroups:
    """Groups of prints that show one file."""
    turned = {p.pdq: p.pdq_mirrored or mirrored(p.pdq) for p in prints if _usable(p, options.photo_quality)}
    hashes = sorted(turned)
    straight = to_words(hashes)
    same = near_itself(straight, options.photo_distance)
    flipped = near(straight, to_words([turned[pdq] for pdq in hashes]), options.photo_distance)
    label = components(
        len(hashes), np.concatenate([same.left, flipped.left]), np.concatenate([same.right, flipped.right])
    )
    return PhotoGroups({pdq: hashes[first] for pdq, first in zip(hashes, _firsts(label), strict=True)})


def _firsts(label: NDArray[np.int64]) -> list[int]:
    """For each item the first item with its label."""
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    return list(first[inverse].tolist())


def _usable(print_: ImagePrint, quality: int) -> bool:
    if print_.quality < quality or len(print_.pdq) != 64:
        return False
    return FLAT_BITS <= int(print_.pdq, 16).bit_count() <= 256 - FLAT_BITS


def _apart(a: str, b: str) -> int:
    return min(distance(a, b), distance(mirrored(a), b))
