"""Image prints to groups that are one photo file each.

In: image prints of all ads. Out: for each usable hash the name of its group (its smallest hash).
Prints at most so many bits apart, straight or mirrored, are one file; prints with too little in them are left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enrichment.images.hamming import Words, distance, mirrored, mirrored_words, near, near_itself, to_words
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
    known: dict[str, ImagePrint] = {}
    for print_ in prints:
        if print_.pdq not in known and _usable(print_, options.photo_quality):
            known[print_.pdq] = print_
    hashes = sorted(known)
    straight = to_words(hashes)
    same = near_itself(straight, options.photo_distance)
    flipped = near(straight, _turned(straight, [known[pdq].pdq_mirrored for pdq in hashes]), options.photo_distance)
    left, right = np.concatenate([same.left, flipped.left]), np.concatenate([same.right, flipped.right])
    label = components(len(hashes), left, right)
    return PhotoGroups({pdq: hashes[first] for pdq, first in zip(hashes, _firsts(label), strict=True)})


def _turned(straight: Words, given: Sequence[str]) -> Words:
    """The mirrored hashes: as given, else derived."""
    turned = mirrored_words(straight)
    places = [place for place, pdq in enumerate(given) if pdq]
    turned[places] = to_words([given[place] for place in places])
    return turned


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
