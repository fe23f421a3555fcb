"""Which pictures may show one photo, found by their points without holding each against each.

In: the points of many pictures. Out: proposals, the likeliest first for each picture; it decides nothing. Points vote
for pictures that have alike points, turned and scaled by one amount; words that stand everywhere weigh little.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from enrichment.images.points import Floats, Points
from enrichment.images.words import Indexes, Signatures, Vocabulary

ALL_WITH_ALL = 100
"""Up to this many pictures each is simply held against each."""
REACH = 2
MAX_BITS = 22
CANDIDATES = 100
MIN_VOTES = 2.0
TURNS = 12
SIZES = 8
COMMON = (150, 0.05)
"""A word in more pictures than this, and in a larger share of them, is no witness: a watermark, a page's own signs."""
LEAST_WEIGHT = 0.25
CROWD = 40
"""A point with more hits than this has no more to say in all; a photo may well have some forty copies."""


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """Indexes of two pictures (`a` < `b`) and whether the one must be mirrored."""

    a: int
    b: int
    mirrored: bool


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """All points of all pictures in the order of their words; `starts` tells where each word begins."""

    starts: Indexes
    weights: Floats
    picture: Indexes
    signature: Signatures
    angle: Floats
    scale: Floats


def proposals(pictures: Sequence[Points]) -> list[Proposal]:
    """Pairs to look at closely, each once, in order."""
    if len(pictures) <= ALL_WITH_ALL:
        pairs = ((a, b) for b in range(len(pictures)) for a in range(b))
        return sorted(Proposal(a, b, turned) for a, b in pairs for turned in (False, True))
    if not any(map(len, pictures)):
        return []
    vocabulary = Vocabulary.of(np.concatenate([picture.descriptors for picture in pictures]))
    postings = _posted(pictures, vocabulary)
    return sorted(set(_asked(pictures, vocabulary, postings)))


def _asked(pictures: Sequence[Points], vocabulary: Vocabulary, postings: Postings) -> Iterator[Proposal]:
    for index, picture in enumerate(pictures):
        for turned in (False, True):
            asked = picture.mirrored() if turned else picture
            votes = _votes(asked, vocabulary, postings, len(pictures))
            votes[index] = 0
            for other in np.argsort(-votes, kind="stable")[:CANDIDATES]:
                if votes[other] >= MIN_VOTES:
                    yield Proposal(min(index, int(other)), max(index, int(other)), turned)


def _posted(pictures: Sequence[Points], vocabulary: Vocabulary) -> Postings:
    descriptors = np.concatenate([picture.descriptors for picture in pictures])
    owner = np.repeat(np.arange(len(pictures)), [len(picture) for picture in pictures])
    words = vocabulary.words(descriptors)[:, 0]
    order = np.argsort(words, kind="stable")
    count = len(vocabulary.trunks) ** 2
    holders = np.bincount(np.unique(words * len(pictures) + owner) // len(pictures), minlength=count)
    weights = np.log(len(pictures) / np.maximum(holders, 1)) / np.log(len(pictures))
    weights = np.maximum(weights, LEAST_WEIGHT)
    weights[holders > max(COMMON[0], COMMON[1] * len(pictures))] = 0
    return Postings(
        np.searchsorted(words[order], np.arange(count + 1)),
        weights.astype(np.float32),
        owner[order],
        vocabulary.signatures(descriptors, words)[order],
        np.concatenate([picture.angles for picture in pictures])[order],
        np.log2(np.maximum(np.concatenate([picture.scales for picture in pictures]), 0.1))[order],
    )


def _votes(asked: Points, vocabulary: Vocabulary, postings: Postings, pictures: int) -> Floats:
    """For each picture the weight of the points that agree on one turn and one size."""
    words = vocabulary.words(asked.descriptors, REACH)
    point = np.repeat(np.arange(len(asked)), words.shape[1])
    flat = words.ravel()
    own = vocabulary.signatures(asked.descriptors[point], flat)
    begin, end = postings.starts[flat], postings.starts[flat + 1]
    hits = np.repeat(np.arange(len(flat)), end - begin)
    rows = np.arange(len(hits)) + np.repeat(begin - np.cumsum(end - begin) + (end - begin), end - begin)
    near = np.bitwise_count(own[hits] ^ postings.signature[rows]) <= MAX_BITS
    hits, rows = hits[near], rows[near]
    weight = _damped(flat, hits, postings)
    turn = ((postings.angle[rows] - asked.angles[point[hits]]) % 360 / (360 / TURNS)).astype(int) % TURNS
    size = postings.scale[rows] - np.log2(np.maximum(asked.scales[point[hits]], 0.1))
    size = np.clip(np.round(size) + SIZES // 2, 0, SIZES - 1).astype(int)
    cells = (postings.picture[rows] * TURNS + turn) * SIZES + size
    table = np.bincount(cells, weight, pictures * TURNS * SIZES).reshape(pictures, TURNS, SIZES)
    table = table + np.roll(table, 1, axis=1)
    table[:, :, 1:] += table[:, :, :-1]
    return np.asarray(table.max(axis=(1, 2)), np.float32)


def _damped(flat: Indexes, hits: Indexes, postings: Postings) -> Floats:
    """A point with many hits has no more to say than one with a few."""
    counts = np.bincount(hits, minlength=len(flat))
    return (postings.weights[flat] / np.maximum(counts / CROWD, 1))[hits].astype(np.float32)
