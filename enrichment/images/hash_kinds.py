"""What every kind of hash can do: known by name and version, computed, compared, mirrored, and looked up quickly.

In: pictures, or hashes as the text that others exchange. Out: hashes, distances in bits, and the pairs of two lists
that lie near each other, the same that comparing all with all gives.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import ClassVar

import numpy as np
from PIL import Image

from enrichment.images.hamming import Indexes, Near, Words, distance, near, to_words


@dataclass(frozen=True, slots=True)
class Hashed:
    """A hash of a picture as text, the one its mirror image has, and how much there is in it to know (0 to 100)."""

    text: str
    mirrored: str
    quality: int


class HashKind(ABC):
    """One kind of hash of `bits` bits; two pictures are one where at most `limit` bits differ.

    Hashes of a quality below `floor` join nothing, not even themselves.
    """

    name: ClassVar[str]
    own_version: ClassVar[str]
    libraries: ClassVar[tuple[str, ...]]
    bits: ClassVar[int]
    limit: ClassVar[int]
    floor: ClassVar[int] = 50

    @property
    def version(self) -> str:
        """Our own version and those of the libraries that compute it: other versions, other hashes."""
        return " ".join([self.own_version, *(f"{name}={version(name)}" for name in self.libraries)])

    @abstractmethod
    def compute(self, picture: Image.Image) -> Hashed:
        """The hash of an upright grey picture of at most 512 pixels a side."""

    @abstractmethod
    def mirrored(self, text: str) -> str:
        """The hash that the mirror image has, but for a few bits; its own inverse."""

    def parts(self, text: str) -> list[str]:
        """The hashes of `bits` bits of which one is made: itself, unless it is one of many parts of a picture."""
        return [text]

    def joins(self, hashed: Hashed) -> bool:
        """Whether there is enough in the picture to know it again."""
        return hashed.quality >= self.floor

    def distance(self, a: str, b: str) -> int:
        """Bits in which the two parts that are nearest to each other differ; all of them where there is no part."""
        apart = (distance(one, other) for one in self.parts(a) for other in self.parts(b))
        return min(apart, default=self.bits)

    def near(self, some: Sequence[str], others: Sequence[str]) -> Near:
        """All (i, j) with `some[i]` and `others[j]` at most `limit` bits apart, without comparing all with all."""
        left, right = self._listed(some), self._listed(others)
        found = near(left.words, right.words, self.limit)
        return _nearest(left.owners[found.left], right.owners[found.right], found.distance)

    def _listed(self, hashes: Sequence[str]) -> "_Listed":
        parts = [self.parts(text) for text in hashes]
        owners = np.repeat(np.arange(len(hashes)), [len(some) for some in parts])
        return _Listed(to_words([part for some in parts for part in some], self.bits), owners)


@dataclass(frozen=True, slots=True, eq=False)
class _Listed:
    """The parts of many hashes one after the other, and to which hash each belongs."""

    words: Words
    owners: Indexes


def _nearest(left: Indexes, right: Indexes, apart: Indexes) -> Near:
    """Each pair once, with the smallest of its distances."""
    order = np.lexsort((apart, right, left))
    left, right, apart = left[order], right[order], apart[order]
    first = np.ones(len(left), bool)
    first[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    return Near(left[first], right[first], apart[first])


def evenness(hashes: Sequence[str]) -> int:
    """How even set and unset bits are in the evenest of some hashes, 0 to 100: a picture with nothing in it has few."""
    sets = ((int(text, 16).bit_count(), 4 * len(text)) for text in hashes)
    return max((200 * min(ones, bits - ones) // bits for ones, bits in sets), default=0)
