"""Which hashes of 64 or 256 bits lie near each other, exactly and without comparing all with all.

In: hashes as hex digits. Out: index pairs with their distance in bits.
Cut into sixteen words of 16 bits, two hashes at most 31 bits apart have a word at most one bit apart (of 64 bits: four
words, 7 bits): so each word is looked up with every one of its bits flipped, and what turns up is compared in full.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Indexes = NDArray[np.int64]

Rows = tuple[Indexes, Indexes]

PDQ_BITS = 256

FEW = 2048
"""Up to this many hashes comparing all with all is quicker than any index."""
AT_ONCE = 1 << 18


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs as three arrays of one length: indexes into the two inputs, sorted, and the distance in bits."""

    left: Indexes
    right: Indexes
    distance: Indexes


@dataclass(frozen=True, slots=True)
class Columns:
    """Hashes as columns of 64 bits, in an `order` of their own; `key` is the 16-bit word that they are ordered by."""

    order: Indexes
    key: Indexes
    words: tuple[NDArray[np.uint64], ...]

    @classmethod
    def of(cls, hashes: Words) -> "Columns":
        """In the order given."""
        order = np.arange(len(hashes), dtype=np.int64)
        return cls(order, order, tuple(np.ascontiguousarray(column) for column in hashes.T))

    @classmethod
    def by_word(cls, hashes: Words, word: int) -> "Columns":
        """In the order of one of the words of 16 bits; the column that holds it is compared last."""
        short = hashes.view(np.uint16)[:, word]
        order = np.argsort(short, kind="stable")
        width = hashes.shape[1]
        columns = [hashes[order, (word // 4 + turn) % width] for turn in range(1, width + 1)]
        return cls(order, short[order].astype(np.int64), tuple(columns))


def to_words(hashes: Sequence[str], bits: int = PDQ_BITS) -> Words:
    """Hashes of `bits` / 4 hex digits as an array of shape (n, `bits` / 64); raises ValueError on anything else."""
    raw = bytes.fromhex("".join(hashes))
    if any(4 * len(text) != bits for text in hashes):
        raise ValueError(f"a hash of {bits} bits has {bits // 4} hex digits")
    return np.frombuffer(raw, dtype=">u8").reshape(-1, bits // 64).astype(np.uint64)


def distance(a: str, b: str) -> int:
    """Bits in which two hashes of one length differ."""
    return (int(a, 16) ^ int(b, 16)).bit_count()


def sure_distance(bits: int = PDQ_BITS) -> int:
    """The largest distance at which one flipped bit in each word of 16 misses nothing."""
    return bits // 8 - 1


def near(a: Words, b: Words, limit: int = sure_distance()) -> Near:
    """All (i, j) with `a[i]` and `b[j]` at most `limit` bits apart.

    Exact for limits up to `sure_distance`; raises ValueError above.
    """
    return _collected(a, b, _search(a, b, limit, itself=False))


def near_itself(a: Words, limit: int = sure_distance()) -> Near:
    """All i < j with `a[i]` and `a[j]` at most `limit` bits apart, as exact as `near`."""
    found = _search(a, a, limit, itself=True)
    return _collected(a, a, ((np.minimum(left, right), np.maximum(left, right)) for left, right in found), itself=True)


def _search(a: Words, b: Words, limit: int, *, itself: bool) -> Iterator[Rows]:
    if not 0 <= limit <= (sure := sure_distance(64 * a.shape[1])):
        raise ValueError(f"limits from 0 to {sure} are exact, {limit} is not")
    few = len(a) * len(b) <= FEW * FEW
    return _all_pairs(a, b, limit) if few else _looked_up(a, b, limit, itself=itself)


def _collected(a: Words, b: Words, found: Iterable[Rows], *, itself: bool = False) -> Near:
    """The pairs once each, by first and second index; with `itself` no pair of one with itself."""
    width = max(len(b), 1)
    known = np.zeros(0, np.int64)
    waiting: list[Indexes] = []
    for left, right in found:
        waiting.append(left * width + right)
        if sum(map(len, waiting)) > max(AT_ONCE, len(known)):
            known, waiting = _once([known, *waiting]), []
    left, right = np.divmod(_once([known, *waiting]), width)
    if itself:
        left, right = left[kept := left < right], right[kept]
    return Near(left, right, np.bitwise_count(a[left] ^ b[right]).sum(axis=1, dtype=np.int64))


def _once(parts: Sequence[Indexes]) -> Indexes:
    """Sorted, each once; crowds of near hashes turn up many times, and are not kept so."""
    keys = np.concatenate(parts)
    keys.sort()
    return keys[np.flatnonzero(np.diff(keys, prepend=-1))]


def _all_pairs(a: Words, b: Words, limit: int) -> Iterator[Rows]:
    rows = max(1, AT_ONCE // max(len(b), 1))
    left, right = Columns.of(a), Columns.of(b)
    for start in range(0, len(a), rows):
        some = np.arange(start, min(start + rows, len(a)), dtype=np.int64)
        yield _within(left, right, (np.repeat(some, len(b)), np.tile(np.arange(len(b)), len(some))), limit)


def _looked_up(a: Words, b: Words, limit: int, *, itself: bool) -> Iterator[Rows]:
    """Pairs with one 16-bit word at most one bit apart; some several times.

    Both sides are walked in the order of that word, so that what is compared lies close together in memory.
    With `itself` (the sides are one) a flipped bit is looked up from its lower side only, and an equal word ahead.
    """
    for word in range(4 * a.shape[1]):
        left, right = Columns.by_word(a, word), Columns.by_word(b, word)
        starts = np.searchsorted(right.key, np.arange((1 << 16) + 1))
        for flip in (0, *(1 << bit for bit in range(16))):
            asked = left.key ^ flip
            begin, end = starts[asked], starts[asked + 1]
            if itself:
                begin = np.where(asked > left.key, begin, end) if flip else np.arange(1, len(a) + 1)
            for rows in _expanded(begin, end):
                near_left, near_right = _within(left, right, rows, limit)
                yield left.order[near_left], right.order[near_right]


def _expanded(begin: Indexes, end: Indexes) -> Iterator[Rows]:
    """Every (i, k) with begin[i] <= k < end[i], some hundred thousand at a time."""
    counts = end - begin
    reach = np.cumsum(counts)
    if not reach[-1:].any():
        return
    cuts = np.searchsorted(reach, np.arange(AT_ONCE, int(reach[-1]) + AT_ONCE, AT_ONCE), side="right")
    for first, last in zip([0, *cuts[:-1].tolist()], cuts.tolist(), strict=True):
        part = counts[first:last]
        left = np.repeat(np.arange(first, last, dtype=np.int64), part)
        yield left, np.arange(len(left)) + np.repeat(begin[first:last] - np.cumsum(part) + part, part)


def _within(left: Columns, right: Columns, rows: Rows, limit: int) -> Rows:
    """The rows within the limit; half of the bits decide nearly all of them."""
    i, j = rows
    half = (len(left.words) + 1) // 2
    bits = _apart(left.words[:half], right.words[:half], (i, j))
    kept = np.flatnonzero(bits <= limit)
    i, j, apart = i[kept], j[kept], bits[kept].astype(np.int64)
    if rest := left.words[half:]:
        apart += _apart(rest, right.words[half:], (i, j))
    return i[apart <= limit], j[apart <= limit]


def _apart(left: Sequence[NDArray[np.uint64]], right: Sequence[NDArray[np.uint64]], rows: Rows) -> NDArray[np.uint8]:
    """Bits in which some columns differ, row by row; at most 128."""
    i, j = rows
    bits: NDArray[np.uint8] = np.bitwise_count(left[0][i] ^ right[0][j])
    for one, other in zip(left[1:], right[1:], strict=True):
        bits += np.bitwise_count(one[i] ^ other[j])
    return bits
