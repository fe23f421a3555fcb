"""Near photos by sorted words agree with comparing all with all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrichment.linking import alike as searched
from enrichment.linking.alike import Words, alike
from enrichment.linking.components import by_appearance, components

MIRROR = np.uint64(0x5555555555555555)
SURE = 15


def naive(hashes: Words, limit: int) -> list[int]:
    pairs = [
        (i, j)
        for i in range(len(hashes))
        for j in range(i)
        for turned in (np.uint64(0), MIRROR)
        if int(np.bitwise_count(hashes[i] ^ hashes[j] ^ turned).sum()) <= limit
    ]
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    return components(len(hashes), left, right).tolist()


def copies(seed: int, flips: list[int], mirrored: list[bool]) -> Words:
    """Copies of three photos, each with some bits off, now and then mirrored."""
    rng = np.random.default_rng(seed)
    photos = rng.integers(0, 2**64, (3, 4), dtype=np.uint64)
    hashes = photos[rng.integers(0, 3, len(flips))]
    for row, count in zip(hashes, flips, strict=True):
        for bit in rng.choice(256, count, replace=False).tolist():
            row[bit // 64] ^= np.uint64(1 << (bit % 64))
    hashes[np.array(mirrored)] ^= MIRROR
    return hashes


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=30))
def test_up_to_fifteen_bits_every_pair_is_found(seed: int, changes: list[tuple[int, bool]]) -> None:
    hashes = copies(seed, *map(list, zip(*changes, strict=True)))
    assert by_appearance(alike(hashes, SURE)).tolist() == naive(hashes, SURE)


def test_up_to_thirty_one_bits_hardly_any_copy_is_missed_and_no_stranger_is_taken() -> None:
    rng = np.random.default_rng(1)
    photos = rng.integers(0, 2**64, (2000, 4), dtype=np.uint64)
    hashes = np.repeat(photos, 4, axis=0)
    for row, count in zip(hashes, rng.choice([0, 2, 6, 10, 14], len(hashes)), strict=True):
        for bit in rng.choice(256, count, replace=False).tolist():
            row[bit // 64] ^= np.uint64(1 << (bit % 64))
    groups = alike(hashes, 31).reshape(-1, 4)
    assert (groups == groups[:, :1]).all(axis=1).mean() > 0.99
    assert len(np.unique(groups[:, 0])) == 2000


def test_a_crowd_of_copies_is_one_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searched, "CROWD", 20)
    hashes = copies(1, [4] * 200, [False, True] * 100)
    assert by_appearance(alike(hashes, 31)).tolist() == naive(hashes, 31)
