"""Points to words: a vocabulary of textures, so that alike points are found by looking up and not by comparing all.

In: descriptors (n, 128) in bytes. Out: for each the nearest words, and 64 bits that tell on which side of its word it
lies. The vocabulary is two levels of cluster centres, made from the descriptors at hand; equal input, equal words.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enrichment.images.points import Bytes, Floats

Indexes = NDArray[np.int64]
Signatures = NDArray[np.uint64]

BITS = 64
ROUNDS = 5
SAMPLE = 120_000
PER_WORD = 24
"""How many descriptors of the sample make one word."""
MOST_BRANCHES = 96
AT_ONCE = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """`trunks` (k, 128) and, under each, `twigs` (k, k, 128); `views` (128, 64) are the orthogonal directions asked."""

    trunks: Floats
    twigs: Floats
    views: Floats

    @classmethod
    def of(cls, descriptors: Bytes, seed: int = 7) -> "Vocabulary":
        """The vocabulary of these descriptors, or of an even sample where there are many."""
        rng = np.random.default_rng(seed)
        step = max(1, len(descriptors) // SAMPLE)
        sample = descriptors[::step].astype(np.float32)
        branches = int(np.clip(np.sqrt(len(sample) / PER_WORD), 1, MOST_BRANCHES))
        trunks = _centres(sample, branches, rng)
        own = _nearest(sample, trunks)[:, 0]
        twigs = np.stack(
            [_centres(_some(sample[own == trunk], trunks[trunk]), branches, rng) for trunk in range(branches)]
        )
        views = np.linalg.qr(rng.normal(size=(128, BITS)))[0].astype(np.float32)
        return cls(trunks, twigs, views)

    def words(self, descriptors: Bytes, reach: int = 1) -> Indexes:
        """The word in each of the `reach` nearest trunks, as (n, reach), the nearest trunk's first."""
        branches = len(self.trunks)
        described = descriptors.astype(np.float32)
        trunks = _nearest(described, self.trunks, min(reach, branches))
        found = np.zeros_like(trunks)
        for column in range(trunks.shape[1]):
            for trunk in np.unique(trunks[:, column]):
                rows = trunks[:, column] == trunk
                found[rows, column] = trunk * branches + _nearest(described[rows], self.twigs[trunk])[:, 0]
        return found

    def signatures(self, descriptors: Bytes, words: Indexes) -> Signatures:
        """Of each descriptor, seen from its word (n,): the signs of 64 directions as one number."""
        centres = self.twigs.reshape(-1, 128)[words]
        signs = (descriptors.astype(np.float32) - centres) @ self.views > 0
        return np.packbits(signs, axis=1).view(np.uint64).ravel()


def _some(sample: Floats, instead: Floats) -> Floats:
    return sample if len(sample) else instead[None]


def _centres(sample: Floats, count: int, rng: np.random.Generator) -> Floats:
    """Lloyd's k-means from a random start; a centre that nobody is near stays where it was."""
    centres = sample[rng.choice(len(sample), count, replace=len(sample) < count)]
    for _ in range(ROUNDS):
        own = _nearest(sample, centres)[:, 0]
        order = np.argsort(own, kind="stable")
        kept, starts, sizes = np.unique(own[order], return_index=True, return_counts=True)
        centres = centres.copy()
        centres[kept] = np.add.reduceat(sample[order], starts) / sizes[:, None]
    return centres


def _nearest(described: Floats, centres: Floats, count: int = 1) -> Indexes:
    """The nearest centres, as (n, count)."""
    found = np.zeros((len(described), count), np.int64)
    lengths = (centres**2).sum(axis=1)
    for start in range(0, len(described), AT_ONCE):
        apart = lengths - 2 * (described[start : start + AT_ONCE] @ centres.T)
        if count == 1:
            found[start : start + AT_ONCE, 0] = apart.argmin(axis=1)
        else:
            found[start : start + AT_ONCE] = np.argsort(apart, axis=1)[:, :count]
    return found
