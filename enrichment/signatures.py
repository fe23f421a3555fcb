"""A text's signature for near-duplicates: MinHash over groups of three words.

In: words. Out: 32 small integers (none for a very short text), the same on every machine. Numbers and case do not
count, so that the same text with another telephone number keeps its signature.
"""

import re
import zlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

from enrichment.boilerplate import own_words

WORD = re.compile(r"[^\W\d_]+")
SIZE = 32
SHINGLE = 3
FEWEST_WORDS = 8
SEED = 0x5EED


def text_signature(text: str, left_out: frozenset[str] = frozenset()) -> tuple[int, ...]:
    """The MinHash of a text; two signatures agree in about the share of word groups that the texts have in common.

    `left_out` are the parts that the site puts into its ads (see boilerplate); they do not count.
    """
    words = WORD.findall(own_words(text, left_out).lower())
    if len(words) < FEWEST_WORDS:
        return ()
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
    hashes = np.fromiter((zlib.crc32(shingle.encode()) for shingle in shingles), dtype=np.uint64, count=len(shingles))
    factors, offsets = _permutations()
    mixed = (hashes[:, None] * factors + offsets) >> np.uint64(32)
    return tuple(mixed.min(axis=0).tolist())


def likeness(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """The estimated share (0 to 1) of word groups that two signed texts have in common; 0 where one is too short."""
    return sum(x == y for x, y in zip(a, b, strict=True)) / SIZE if a and b else 0.0


@cache
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    generator = np.random.Generator(np.random.PCG64(SEED))
    factors, offsets = generator.integers(1, 2**63, size=(2, SIZE), dtype=np.uint64)
    return factors | np.uint64(1), offsets
