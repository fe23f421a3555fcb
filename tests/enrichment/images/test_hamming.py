"""The quick search for near hashes agrees with comparing all with all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrichment.images import hamming
from enrichment.images.hamming import distance, near, near_itself, sure_distance, to_words

HASH = st.integers(0, 2**256 - 1)


def as_hex(values: list[int]) -> list[str]:
    return [f"{value:064x}" for value in values]


def naive(a: list[str], b: list[str], limit: int) -> set[tuple[int, int, int]]:
    return {
        (i, j, distance(one, other))
        for i, one in enumerate(a)
        for j, other in enumerate(b)
        if distance(one, other) <= limit
    }


def found(pairs: hamming.Near) -> set[tuple[int, int, int]]:
    return set(zip(pairs.left.tolist(), pairs.right.tolist(), pairs.distance.tolist(), strict=True))


@st.composite
def crowds(draw: st.DrawFn) -> list[str]:
    """Hashes of which many are copies of one another with some bits flipped, up to just beyond the limit."""
    flips = st.lists(st.sets(st.integers(0, 255), max_size=36), max_size=4)
    bases = draw(st.lists(HASH, min_size=1, max_size=4))
    return as_hex([base ^ sum(1 << bit for bit in bits) for base in bases for bits in draw(flips)])


@pytest.mark.parametrize("few", [0, 2048], ids=["looked up", "all with all"])
@settings(max_examples=25, deadline=None)
@given(a=crowds(), b=crowds(), limit=st.integers(0, 31))
def test_the_search_finds_what_comparing_all_with_all_finds(few: int, a: list[str], b: list[str], limit: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hamming, "FEW", few)
        assert found(near(to_words(a), to_words(b), limit)) == naive(a, b, limit)
        itself = {pair for pair in naive(a, a, limit) if pair[0] < pair[1]}
        assert found(near_itself(to_words(a), limit)) == itself


def test_the_worst_spread_of_31_bits_is_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hamming, "FEW", 0)
    spread = sum(0b11 << (16 * word) for word in range(15)) | 1 << 240
    pair = to_words(as_hex([0, spread]))
    assert near_itself(pair).distance.tolist() == [31]


def test_many_hashes_at_once_agree_with_comparing_all_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    words = np.repeat(rng.integers(0, 2**64, (1000, 4), dtype=np.uint64), 3, axis=0)
    for _ in range(14):
        words[np.arange(3000), rng.integers(0, 4, 3000)] ^= np.uint64(1) << rng.integers(0, 64, 3000, dtype=np.uint64)
    slow = near_itself(words)
    monkeypatch.setattr(hamming, "FEW", 0)
    monkeypatch.setattr(hamming, "AT_ONCE", 1000)
    quick = near_itself(words)
    assert found(quick) == found(slow)
    assert len(quick.left) > 100


def test_a_limit_that_would_miss_pairs_is_refused() -> None:
    with pytest.raises(ValueError, match="0 to 31"):
        near_itself(to_words([]), 32)


def test_of_64_bits_seven_are_sure_and_eight_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hamming, "FEW", 0)
    assert (sure_distance(64), sure_distance(256)) == (7, 31)
    pair = to_words(["0" * 16, f"{0x0003_0003_0003_0001:016x}"], 64)
    assert near_itself(pair, 7).distance.tolist() == [7]
    with pytest.raises(ValueError, match="0 to 7"):
        near_itself(pair, 8)


@pytest.mark.parametrize("wrong", ["", "ab", "0" * 63, "0" * 65])
def test_what_is_no_256_bit_hash_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"64 hex digits|hexadecimal"):
        to_words([wrong])
