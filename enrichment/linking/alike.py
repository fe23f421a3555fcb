"""Which photo files are one: groups of 256-bit hashes that lie near each other, straight or mirrored, by millions.

In: distinct hashes as an array of shape (n, 4). Out: a label for each. Never compares all with all.
Mirroring flips half of the bits (`MIRROR_MASK`) and leaves the others. So the bits are laid apart, 128 that stay and
128 that flip; of these a word and its complement count as one, and straight and mirrored copies are found in one pass.
Two hashes are near when one of their sixteen words of 16 bits is the same, the 64 bits around it differ in at most
`AROUND`, and all 256 in at most `limit`. Up to 15 bits apart that finds every pair (one of four columns then differs in
three bits at most, and one of its four words in none), beyond that nearly every; whether a pair is near depends
on nothing but the pair.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enrichment.linking.components import Indexes, components, first_of

Words = NDArray[np.uint64]
Column = NDArray[np.uint64]
Pairs = tuple[Indexes, Indexes]

STAYS, FLIPS = np.uint64(0xAAAAAAAAAAAAAAAA), np.uint64(0x5555555555555555)
ONE = np.uint64(1)
NOWHERE = np.zeros(0, np.int64)
AROUND = 10
AT_ONCE = 1 << 15
"""So many buckets are compared in one step: their hashes lie in the cache."""
CROWD, ABOVE_MEAN = 64, 4
"""A bucket with more hashes, and so many times more than others have, is compared by itself: one photo's copies."""
PIVOTS = 3
"""So many hashes of a crowd are compared with all of it, before those that are not in its largest group are."""


@dataclass(slots=True)
class Groups:
    """Labels that only ever merge; a group is named by the first of its hashes."""

    label: Indexes

    def join(self, pairs: Pairs) -> None:
        """Join the groups of each pair."""
        if not len(pairs[0]):
            return
        a, b = self.label[pairs[0]], self.label[pairs[1]]
        met = np.zeros(len(self.label), bool)
        met[a] = met[b] = True
        names = np.flatnonzero(met)
        place = np.zeros(len(met), np.int64)
        place[names] = np.arange(len(names))
        joined = components(len(names), place[a], place[b])
        renamed = np.arange(len(met))
        renamed[names] = names[first_of(joined, len(names))[joined]]
        self.label = renamed[self.label]

    def strangers(self, pairs: Pairs) -> Pairs:
        """The pairs that are not in one group yet."""
        apart = np.flatnonzero(self.label[pairs[0]] != self.label[pairs[1]])
        return pairs[0][apart], pairs[1][apart]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Hashes in the order of one word: `column` in that order, `order` back to the hashes, buckets largest first."""

    column: Column
    order: Indexes
    starts: Indexes
    sizes: Indexes


def alike(hashes: Words, limit: int) -> Indexes:
    """For each hash the first that shows the same file; `limit` in bits of 256."""
    if not len(hashes):
        return np.zeros(0, np.int64)
    groups = Groups(np.arange(len(hashes), dtype=np.int64))
    columns = laid_apart(hashes)
    for shelf in _shelves(columns):
        for pairs in _candidates(shelf, groups):
            near = within(columns, groups.strangers(pairs), limit)
            groups.join(near)
    return groups.label


def laid_apart(hashes: Words) -> tuple[Column, ...]:
    """Four columns of 64 bits: two of bits that mirroring leaves, two of bits that it flips."""
    a, b, c, d = (np.ascontiguousarray(hashes[:, index]) for index in range(4))
    stays = ((a & STAYS) | ((b & STAYS) >> ONE), (c & STAYS) | ((d & STAYS) >> ONE))
    return (*stays, (a & FLIPS) | ((b & FLIPS) << ONE), (c & FLIPS) | ((d & FLIPS) << ONE))


def within(columns: tuple[Column, ...], pairs: Pairs, limit: int) -> Pairs:
    """The pairs at most `limit` bits apart, straight or mirrored."""
    left, right = pairs
    apart = [np.bitwise_count(column[left] ^ column[right]).astype(np.int16) for column in columns]
    stays, flips = apart[0] + apart[1], apart[2] + apart[3]
    near = np.flatnonzero(stays + np.minimum(flips, 128 - flips) <= limit)
    return left[near], right[near]


def _shelves(columns: tuple[Column, ...]) -> Iterator[Shelf]:
    for place, column in enumerate(columns):
        for word in range(4):
            yield _shelf(column, word, mirrored=place >= 2)


def keyed(column: Column, word: int, *, mirrored: bool) -> tuple[NDArray[np.uint16], Column]:
    """By which word hashes are looked up, and the column to compare; of bits that flip both as if never mirrored."""
    key = _word(column, word)
    if mirrored:
        turned = np.where(key >> np.uint16(15), ~np.uint64(0), np.uint64(0))
        column = column ^ turned
        key = _word(column, word)
    return key, column


def _shelf(column: Column, word: int, *, mirrored: bool) -> Shelf:
    key, column = keyed(column, word, mirrored=mirrored)
    order = np.argsort(key, kind="stable")
    key = key[order]
    starts = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    sizes = np.diff(np.append(starts, len(key)))
    largest = np.argsort(-sizes, kind="stable")[: int(np.count_nonzero(sizes > 1))]
    return Shelf(column[order], order, starts[largest], sizes[largest])


def _word(column: Column, word: int) -> NDArray[np.uint16]:
    return (column >> np.uint64(16 * word)).astype(np.uint16)


def _candidates(shelf: Shelf, groups: Groups) -> Iterator[Pairs]:
    """Pairs of one bucket whose columns are near; a shelf's ordinary buckets together, then its crowds in turns."""
    crowd = max(CROWD, ABOVE_MEAN * len(shelf.order) >> 16)
    crowded = int(np.searchsorted(-shelf.sizes, -crowd))
    blocks = range(crowded, len(shelf.starts), AT_ONCE)
    yield _on_shelf(shelf, [pair for start in blocks for pair in _across(shelf, start, start + AT_ONCE)])
    crowds = [*zip(shelf.starts[:crowded].tolist(), shelf.sizes[:crowded].tolist(), strict=True)]
    for turn in range(PIVOTS + 1):
        compared = 1 if turn < PIVOTS else None
        yield _on_shelf(shelf, [pair for crowd in crowds for pair in _in_crowd(shelf, *crowd, groups, compared)])


def _on_shelf(shelf: Shelf, found: list[Pairs]) -> Pairs:
    """Pairs of places on a shelf as pairs of hashes."""
    left, right = (np.concatenate(side) for side in zip(*found, strict=True)) if found else (NOWHERE, NOWHERE)
    return shelf.order[left], shelf.order[right]


def _across(shelf: Shelf, first: int, last: int) -> Iterator[Pairs]:
    """Every pair within some buckets, the i-th hashes of all of them against the j-th in one step."""
    starts, sizes = shelf.starts[first:last], shelf.sizes[first:last]
    held = [int(np.searchsorted(-sizes, -place)) for place in range(int(sizes[0]))]
    layers = [shelf.column[starts[:count] + place] for place, count in enumerate(held)]
    differ, bits = np.empty(len(starts), np.uint64), np.empty(len(starts), np.uint8)
    for upper in range(1, len(layers)):
        count, above = held[upper], layers[upper]
        for lower in range(upper):
            np.bitwise_xor(layers[lower][:count], above, out=differ[:count])
            np.bitwise_count(differ[:count], out=bits[:count])
            near = (bits[:count] <= AROUND).nonzero()[0]
            if len(near):
                yield starts[near] + lower, starts[near] + upper


def _in_crowd(shelf: Shelf, start: int, size: int, groups: Groups, compared: int | None) -> Iterator[Pairs]:
    """Pairs of one large bucket: so many hashes (or all) that are not in its largest group, each with all others."""
    label = groups.label[shelf.order[start : start + size]]
    names, count = np.unique(label, return_counts=True)
    strangers = (label != names[np.argmax(count)]).nonzero()[0]
    for member in strangers[:compared].tolist():
        bits = np.bitwise_count(shelf.column[start + member] ^ shelf.column[start : start + size])
        near = ((bits <= AROUND) & (label != label[member])).nonzero()[0]
        yield np.full(len(near), start + member), start + near
