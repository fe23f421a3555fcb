"""Points to words, so that alike points are found by looking up and not by comparing all with all.

In: descriptors (n, 128) in bytes. Out: for each the words it may stand under, and 64 bits by which two points of one
word are told apart. Both are the sides of eighty planes on which a descriptor lies, of which `words.csv` tells
(made by `benchmarks.image_words`); equal input, equal words.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from enrichment.images.points import Bytes, Floats

Indexes = NDArray[np.int64]
Signatures = NDArray[np.uint64]

WORD_BITS = 16
WORDS = 1 << WORD_BITS
SIGNATURE_BITS = 64
FLIPS: tuple[tuple[int, ...], ...] = ((), (0,), (1,), (2,), (0, 1))
"""What else a point may stand under: its word with the bits turned of the planes nearest to it, nearest first."""


@dataclass(frozen=True, slots=True, eq=False)
class Planes:
    """Eighty planes: `normals` (128, 80) and, of each, the product that lies on it."""

    normals: Floats
    offsets: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Worded:
    """Of n points the words (n, looks), its own first, and the signatures (n,)."""

    words: Indexes
    signatures: Signatures


def worded(descriptors: Bytes, looks: int = 1) -> Worded:
    """Words and signatures of descriptors; `looks` is how many words each may stand under, FLIPS at most."""
    planes = _planes()
    beyond = descriptors.astype(np.float32) @ planes.normals - planes.offsets
    sides = beyond > 0
    own = sides[:, :WORD_BITS] @ (1 << np.arange(WORD_BITS))
    nearest = 1 << np.argsort(np.abs(beyond[:, :WORD_BITS]), axis=1, kind="stable")
    words = [own ^ nearest[:, flip].sum(axis=1, dtype=np.int64) for flip in map(list, FLIPS[:looks])]
    signatures = np.packbits(sides[:, WORD_BITS:], axis=1).view("<u8").astype(np.uint64).ravel()
    return Worded(np.stack(words, axis=1), signatures)


@cache
def _planes() -> Planes:
    with files("enrichment.images").joinpath("words.csv").open(encoding="ascii") as opened:
        table = np.array(list(csv.reader(opened)), np.float32)
    return Planes(np.ascontiguousarray(table[:, 1:].T), table[:, 0])
