"""Itineraries are told as far as k people share them, and never further."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from index.exports.research.itineraries import shared_lengths

K = 3
_sequences = st.lists(st.lists(st.sampled_from("ab"), max_size=5).map(tuple), max_size=40)


@given(_sequences)
def test_charter_21_every_told_itinerary_is_told_of_at_least_k_people(sequences: list[tuple[str, ...]]) -> None:
    lengths = shared_lengths(sequences, K)
    told = Counter(sequence[:length] for sequence, length in zip(sequences, lengths, strict=True) if length)
    assert all(count >= K for count in told.values())


@given(_sequences, st.randoms())
def test_who_stands_where_in_the_list_changes_nothing(sequences: list[tuple[str, ...]], chance: object) -> None:
    order = list(range(len(sequences)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    told = shared_lengths(sequences, K)
    shuffled = shared_lengths([sequences[place] for place in order], K)
    assert [told[place] for place in order] == shuffled


@given(_sequences)
def test_nothing_is_kept_back_that_k_people_share_whole(sequences: list[tuple[str, ...]]) -> None:
    lengths = shared_lengths(sequences, K)
    for sequence, count in Counter(sequences).items():
        if count >= K:
            assert all(lengths[place] == len(sequence) for place, one in enumerate(sequences) if one == sequence)


def test_two_who_go_on_are_told_as_far_as_the_others() -> None:
    sequences = [("a", "b")] * 2 + [("a",)] * 2 + [("c",)]
    assert shared_lengths(sequences, K) == [1, 1, 1, 1, 0]


def test_ends_of_too_few_go_back_a_step() -> None:
    sequences = [("a", "b", "c")] * 3 + [("a", "b")] * 2 + [("a",)]
    assert shared_lengths(sequences, K) == [3, 3, 3, 1, 1, 1]
