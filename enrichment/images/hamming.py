"""Which 256-bit hashes lie near each other, exactly and without comparing all with all.

In: hashes as 64 hex digits. Out: index pairs with their distance in bits.
Cut into sixteen words of 16 bits, two hashes at most 31 bits apart have a word at most one bit apart: so each word is
looked up with every one of its bits flipped, and only what turns up is compared in full.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Indexes = NDArray[np.int64]

BITS = 256
SURE_DISTANCE = 31
"""The largest distance at which one flipped bit a word misses nothing."""
MIRROR_MASK = "5" * 64
"""Mirroring a picture flips the sign of every odd horizontal frequency, so nearly exactly these bits of its PDQ."""

FEW = 2048
"""Up to this many hashes comparing all with all is quicker than any index."""
AT_ONCE = 1 << 21


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs as three arrays of one length: indexes into the two inputs, sorted, and the distance in bits."""

    left: Indexes
    right: Indexes
    distance: Indexes


def to_words(hashes: Sequence[str]) -> Words:
    """Hashes of 64 hex digits as an array of shape (n, 4); raises ValueError on anything else."""
    raw = bytes.fromhex("".join(hashes))
    if len(raw) != 32 * len(hashes):
        raise ValueError("a PDQ hash has 64 hex digits")
    return np.frombuffer(raw, dtype=">u8").reshape(-1, 4).astype(np.uint64)


def distance(a: str, b: str) -> int:
    """Bits in which two hashes of one length differ."""
    return (int(a, 16) ^ int(b, 16)).bit_count()


def mirrored(pdq: str) -> str:
    """The PDQ that the mirrored picture has, but for a few bits; its own inverse."""
    return f"{int(pdq, 16) ^ int(MIRROR_MASK, 16):064x}"


def near(a: Words, b: Words, limit: int = SURE_DISTANCE, *, ordered: bool = False) -> Near:
    """All (i, j) with `a[i]` and `b[j]` at most `limit` bits apart; with `ordered` only those with i < j.

    Exact for limits up to SURE_DISTANCE; raises ValueError above.
    """
    if not 0 <= limit <= SURE_DISTANCE:
        raise ValueError(f"limits from 0 to {SURE_DISTANCE} are exact, {limit} is not")
    few = len(a) * len(b) <= FEW * FEW
    found = [_verified(a, b, pair, limit) for pair in (_everything(a, b) if few else _candidates(a, b, ordered))]
    keys = np.unique(np.concatenate([np.zeros(0, np.int64), *(left * len(b) + right for left, right in found)]))
    left, right = np.divmod(keys, max(len(b), 1))
    if ordered:
        left, right = left[kept := left < right], right[kept]
    return Near(left, right, _distances(a, b, left, right))


def _everything(a: Words, b: Words) -> Iterator[tuple[Indexes, Indexes]]:
    rows = max(1, AT_ONCE // max(len(b), 1))
    for start in range(0, len(a), rows):
        left = np.arange(start, min(start + rows, len(a)), dtype=np.int64)
        yield np.repeat(left, len(b)), np.tile(np.arange(len(b), dtype=np.int64), len(left))


def _candidates(a: Words, b: Words, ordered: bool) -> Iterator[tuple[Indexes, Indexes]]:
    """Pairs with one 16-bit word at most one bit apart; some several times."""
    short_a, short_b = a.view(np.uint16), b.view(np.uint16)
    for word in range(BITS // 16):
        order = np.argsort(short_b[:, word], kind="stable").astype(np.int64)
        starts = np.searchsorted(short_b[order, word], np.arange(1 << 16 | 1))
        for flip in (0, *(1 << bit for bit in range(16))):
            asked = (short_a[:, word] ^ np.uint16(flip)).astype(np.int64)
            for left, right in _expanded(order, starts[asked], starts[asked + 1]):
                kept = left < right if ordered else slice(None)
                yield left[kept], right[kept]


def _expanded(order: Indexes, begin: Indexes, end: Indexes) -> Iterator[tuple[Indexes, Indexes]]:
    """Every (i, order[k]) with begin[i] <= k < end[i], some millions at a time."""
    counts = end - begin
    reach = np.cumsum(counts)
    cuts = np.searchsorted(reach, np.arange(AT_ONCE, int(reach[-1]) + AT_ONCE, AT_ONCE), side="right")
    for first, last in zip([0, *cuts[:-1].tolist()], [*cuts.tolist()], strict=True):
        part = counts[first:last]
        left = np.repeat(np.arange(first, last, dtype=np.int64), part)
        inside = np.arange(len(left)) - np.repeat(np.cumsum(part) - part, part)
        yield left, order[np.repeat(begin[first:last], part) + inside]


def _verified(a: Words, b: Words, pair: tuple[Indexes, Indexes], limit: int) -> tuple[Indexes, Indexes]:
    """The candidates within the limit; a first word that is already too far spares the other three."""
    left, right = pair
    kept = np.bitwise_count(a[left, 0] ^ b[right, 0]) <= limit
    left, right = left[kept], right[kept]
    kept = _distances(a, b, left, right) <= limit
    return left[kept], right[kept]


def _distances(a: Words, b: Words, left: Indexes, right: Indexes) -> Indexes:
    bits: Indexes = np.bitwise_count(a[left] ^ b[right]).sum(axis=1, dtype=np.int64)
    return bits
