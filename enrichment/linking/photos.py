"""Photos of ads to groups that are one photo file each.

In: photos as gathered. Out: the distinct usable hashes, the group of each, and which ad shows which hash.
Prints at most so many bits apart, straight or mirrored, are one file; prints with too little in them are left out. A
group is named after one of its hashes; which one depends on the hashes alone, not on their order.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enrichment.linking.alike import Words, alike
from enrichment.linking.components import Indexes, components, first_of
from enrichment.linking.looks import Prints
from enrichment.linking.options import LinkOptions

FLAT_BITS = 64
"""PDQ sets about half of its 256 bits; so many fewer or more come only from pictures with nothing in them."""
MIXERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64)


@dataclass(frozen=True, slots=True)
class PhotoGroups:
    """`hashes` are distinct; `group` holds for each the hash that its group is named after.

    Rows (`ad[i]`, `shown[i]`) say which ad shows which hash.
    """

    hashes: Words
    group: Indexes
    ad: Indexes
    shown: Indexes

    def digits(self, place: int) -> str:
        """A hash as 64 hex digits."""
        return "".join(f"{int(word):016x}" for word in self.hashes[place])

    def named(self, pdq: str, limit: int) -> str:
        """The group of a hash that a person named, also if only a near one is known; empty where there is none."""
        if not len(self.hashes) or len(pdq) != 64:
            return ""
        apart = distances(self.hashes, from_digits([pdq])[0])
        nearest = int(np.argmin(apart))
        return self.digits(int(self.group[nearest])) if apart[nearest] <= limit else ""


def group_photos(prints: Prints, options: LinkOptions) -> PhotoGroups:
    """Groups of prints that show one file; `ad` holds the looks that show them."""
    places, words = _usable(prints, options)
    hashes, shown = distinct(words)
    group = _groups(hashes, _given(prints, places, shown), options.photo_distance)
    return PhotoGroups(hashes, group, np.array(prints.look, np.int64)[places], shown)


def named_photos(prints: Prints, options: LinkOptions, names: Mapping[str, str]) -> PhotoGroups:
    """The same where it is known already after which hash each is named; one without a name is named after itself."""
    places, words = _usable(prints, options)
    digits = ["".join(f"{word:016x}" for word in row) for row in words.tolist()]
    named = from_digits([names.get(each, each) for each in digits])
    hashes, place = distinct(np.concatenate([words, named]))
    shown, name = np.split(place, 2)
    group = np.arange(len(hashes))
    group[shown] = name
    return PhotoGroups(hashes, group, np.array(prints.look, np.int64)[places], shown)


def _usable(prints: Prints, options: LinkOptions) -> tuple[Indexes, Words]:
    """Where the prints stand that have enough in them, and their hashes."""
    places = np.flatnonzero(np.array(prints.quality, np.int64) >= options.photo_quality)
    words = np.frombuffer(prints.hashes, ">u8").reshape(-1, 4)[places].astype(np.uint64)
    bits = np.bitwise_count(words).sum(axis=1, dtype=np.int64)
    full = (bits >= FLAT_BITS) & (bits <= 256 - FLAT_BITS)
    return places[full], words[full]


def from_digits(digits: list[str]) -> Words:
    """Hashes of 64 hex digits as an array of shape (n, 4)."""
    return np.frombuffer(bytes.fromhex("".join(digits)), ">u8").reshape(-1, 4).astype(np.uint64)


def distances(hashes: Words, other: NDArray[np.uint64]) -> Indexes:
    """Bits between each hash and another, straight or mirrored, whichever is nearer."""
    mirror = np.uint64(0x5555555555555555)
    straight, turned = (np.bitwise_count(hashes ^ one).sum(axis=1, dtype=np.int64) for one in (other, other ^ mirror))
    nearer: Indexes = np.minimum(straight, turned)
    return nearer


def mixed_bits(words: Words) -> NDArray[np.uint64]:
    """A number for each hash, by which hashes are put in order; hashes that differ in a few bits have others."""
    folded = words ^ (words >> np.uint64(31))  # else the highest bits of two words, both flipped, would cancel out
    mixed: NDArray[np.uint64] = (folded * MIXERS).sum(axis=1, dtype=np.uint64)
    mixed ^= mixed >> np.uint64(29)
    return mixed


def distinct(words: Words) -> tuple[Words, Indexes]:
    """The distinct hashes, in an order that they alone decide, and the place of each given one among them."""
    mixed = mixed_bits(words)
    order = np.argsort(mixed)
    sorted_words = words[order]
    new = np.ones(len(order), bool)
    new[1:] = (sorted_words[1:] != sorted_words[:-1]).any(axis=1)
    if np.any(new[1:] & (mixed[order][1:] == mixed[order][:-1])):
        hashes, place = np.unique(words, axis=0, return_inverse=True)
        return hashes, place.reshape(-1)
    place = np.empty(len(order), np.int64)
    place[order] = np.cumsum(new) - 1
    return sorted_words[new], place


def _given(prints: Prints, places: Indexes, shown: Indexes) -> dict[int, str]:
    """Hash -> the mirrored hash that was given with it, the smallest where several were."""
    found: dict[int, str] = {}
    if prints.mirrored:
        for row, place in zip(places.tolist(), shown.tolist(), strict=True):
            if turned := prints.mirrored.get(row):
                found[place] = min(found.get(place, turned), turned)
    return found


def _groups(hashes: Words, given: dict[int, str], limit: int) -> Indexes:
    """For each hash the one that its group is named after; a mirrored hash that was given stands beside its own."""
    label = alike(np.concatenate([hashes, from_digits(list(given.values()))]), limit)
    if given:
        beside = np.arange(len(hashes), len(label))
        left = np.concatenate([np.arange(len(label)), np.array(list(given), np.int64)])
        label = components(len(label), left, np.concatenate([label, beside]))
        label = first_of(label, len(label))[label]
    own: Indexes = label[: len(hashes)]
    return own
