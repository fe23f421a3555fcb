"""Components and groups agree with what a plain loop over pairs finds."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from enrichment.linking.components import components, joined_by
from enrichment.linking.grouping import Grouping

PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=15)


def naive(count: int, pairs: list[tuple[int, int]], apart: Sequence[tuple[int, int]] = ()) -> list[int]:
    """Labels by first appearance; a pair that would bring together what is kept apart is passed over."""
    label = list(range(count))
    for a, b in pairs:
        merged = [min(label[a], label[b]) if old in (label[a], label[b]) else old for old in label]
        if all(merged[c] != merged[d] for c, d in apart):
            label = merged
    order = {old: number for number, old in enumerate(dict.fromkeys(label))}
    return [order[old] for old in label]


@given(PAIRS)
def test_components_are_those_of_a_plain_loop(pairs: list[tuple[int, int]]) -> None:
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    assert components(10, left, right).tolist() == naive(10, pairs)


@given(PAIRS)
def test_items_with_one_identifier_are_one_group(rows: list[tuple[int, int]]) -> None:
    item, identifier = np.array(rows, np.int64).reshape(-1, 2).T
    pairs = [(a, b) for a, one in rows for b, other in rows if one == other]
    assert joined_by(10, item, identifier).tolist() == naive(10, pairs)


@given(PAIRS, PAIRS)
def test_what_is_kept_apart_never_meets_and_all_else_joins_in_order(
    pairs: list[tuple[int, int]], apart: list[tuple[int, int]]
) -> None:
    apart = [(a, b) for a, b in apart if a != b]
    grouping = Grouping(10)
    for a, b in apart:
        grouping.keep_apart(a, b)
    for a, b in pairs:
        grouping.join(a, b)
    roots = [grouping.find(item) for item in range(10)]
    assert grouping.roots().tolist() == roots
    order = {root: number for number, root in enumerate(dict.fromkeys(roots))}
    assert [order[root] for root in roots] == naive(10, pairs, apart)
