"""Which pictures have points alike to those of one picture, turned and scaled by one amount: the first look.

In: the points of a picture and segments of the index. Out: candidates, the likeliest first; it decides nothing.
A point that is alike to a crowd (a site's watermark, a page's own signs) weighs little, and less still in the order:
whoever shows nothing else comes after all who do, however many they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enrichment.images.points import Floats, Points
from enrichment.images.segments import ERASED, SIZE_STEPS, TURN_STEPS, Segment, sizes, turns
from enrichment.images.words import WORDS, Indexes, worded

LOOKS = 2
"""Under how many words a point is looked up."""
MAX_BITS = 14
CROWD = 40
"""A point with more hits than this has no more to say in all; a photo may well have some forty copies."""
TURN_CELL = TURN_STEPS // 8
SIZE_CELL = SIZE_STEPS
LEAST_WEIGHT = 0.1
MIN_VOTES = 2.0
CANDIDATES = 30


@dataclass(frozen=True, slots=True)
class Candidate:
    """A picture by its number, the merit of the points that speak for it, and whether one must be mirrored."""

    number: int
    votes: float
    mirrored: bool


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Points alike to one of the picture that asks: whose they are, turned and sized by how much, what that says.

    `weight` tells whether a picture is worth a look, `merit` in which order.
    """

    picture: NDArray[np.uint32]
    turn: NDArray[np.uint8]
    size: Indexes
    weight: Floats
    merit: Floats


def candidates(asked: Points, segments: Sequence[Segment], most: int = CANDIDATES) -> list[Candidate]:
    """At most so many pictures, the likeliest first, that `asked` may show straight or mirrored."""
    both = [
        Candidate(number, votes, mirrored)
        for mirrored in (False, True)
        for number, votes in _voted(_hits(asked.mirrored() if mirrored else asked, segments))
    ]
    return sorted(both, key=lambda one: (-one.votes, one.number, one.mirrored))[:most]


def _hits(asked: Points, segments: Sequence[Segment]) -> Hits:
    found = worded(asked.descriptors, LOOKS)
    words, owners = found.words.ravel(), np.repeat(np.arange(len(asked)), found.words.shape[1])
    turn, size = turns(asked.angles), sizes(asked.scales).astype(np.int64)
    lookups, pictures, turned, sized = [], [], [], []
    for segment in segments:
        lookup, rows = _in_segment(words, found.signatures[owners], segment)
        lookups.append(lookup)
        pictures.append(segment.picture[rows])
        turned.append(segment.turn[rows])
        sized.append(segment.size[rows])
    lookup = np.concatenate([np.zeros(0, np.int64), *lookups])
    point = owners[lookup]
    crowd = np.maximum(np.bincount(point, minlength=len(asked)) / CROWD, 1)[point]
    weight = (_rarity(words, segments)[lookup] / crowd).astype(np.float32)
    return Hits(
        np.concatenate([np.zeros(0, np.uint32), *pictures]),
        np.concatenate([np.zeros(0, np.uint8), *turned]) - turn[point],
        np.concatenate([np.zeros(0, np.uint8), *sized]).astype(np.int64) - size[point],
        weight,
        (weight / crowd).astype(np.float32),
    )


def _rarity(words: Indexes, segments: Sequence[Segment]) -> Floats:
    """For each look-up how much it says that a point stands there, 1 for the rarest words."""
    standing = np.zeros(len(words), np.int64)
    for segment in segments:
        standing += segment.starts[words + 1].astype(np.int64) - segment.starts[words]
    total = max(WORDS, sum(map(len, segments)))
    rare = np.log(total / np.maximum(standing, 1)) / np.log(total)
    return np.asarray(np.maximum(rare, LEAST_WEIGHT), np.float32)


def _in_segment(words: Indexes, signatures: NDArray[np.uint64], segment: Segment) -> tuple[Indexes, Indexes]:
    """Which look-ups meet which rows: of one word, and few bits apart."""
    begin = segment.starts[words].astype(np.int64)
    counts = segment.starts[words + 1].astype(np.int64) - begin
    lookup = np.repeat(np.arange(len(words)), counts)
    rows = np.arange(len(lookup)) + np.repeat(begin - np.cumsum(counts) + counts, counts)
    near = np.bitwise_count(signatures[lookup] ^ segment.signature[rows]) <= MAX_BITS
    lookup, rows = lookup[near], rows[near]
    stands = segment.picture[rows] != ERASED
    return lookup[stands], rows[stands]


def _voted(hits: Hits) -> list[tuple[int, float]]:
    """For each picture worth a look the merit of its points that agree on one turn and one size.

    Cells overlap by half, so that what agrees lies whole in one of them.
    """
    if not len(hits.picture):
        return []
    turn_cells, size_cells = TURN_STEPS * 2 // TURN_CELL, 64
    turn = hits.turn.astype(np.int64) * 2 // TURN_CELL
    size = hits.size * 2 // SIZE_CELL + size_cells // 2
    keys = []
    for more_turn in (0, 1):
        for more_size in (0, 1):
            cell = (turn + more_turn) % turn_cells * size_cells + np.clip(size + more_size, 0, size_cells - 1)
            keys.append(hits.picture.astype(np.int64) * (turn_cells * size_cells) + cell)
    cells, places = np.unique(np.concatenate(keys), return_inverse=True)
    votes, merits = (np.bincount(places, np.tile(each, len(keys))) for each in (hits.weight, hits.merit))
    pictures, starts = np.unique(cells // (turn_cells * size_cells), return_index=True)
    enough = np.maximum.reduceat(votes, starts) >= MIN_VOTES
    best = np.maximum.reduceat(merits, starts)
    return list(zip(pictures[enough].tolist(), best[enough].tolist(), strict=True))
