"""What may be shown of a tree of counts: held against an attacker who adds and subtracts whatever was shown."""

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.exports.cells import Path, publishable

K = 10
_names = st.sampled_from("abcd")
_trees = st.dictionaries(st.tuples(_names, _names, st.sampled_from("xyz")), st.integers(0, 40), max_size=24)


def _atoms_below(node: Path, leaves: Mapping[Path, int]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.array([int(leaf[: len(node)] == node) for leaf in leaves])


def _nodes(leaves: Mapping[Path, int]) -> set[Path]:
    return {leaf[:depth] for leaf in leaves for depth in range(len(leaf) + 1)}


def _differences(vectors: list["np.ndarray[tuple[int], np.dtype[np.int64]]"]) -> Iterator["np.ndarray"]:  # type: ignore[type-arg]
    """Every shown group, every difference of two, and every group less all shown groups that lie within it."""
    yield from vectors
    for one, other in combinations(vectors, 2):
        yield one - other
        yield other - one
    for one in vectors:
        rest = one.copy()
        for other in sorted(vectors, key=lambda vector: -vector.sum()):
            if other is not one and np.all(other <= rest):
                rest = rest - other
        yield rest


@settings(max_examples=300, deadline=None)
@given(_trees)
def test_charter_21_no_count_below_k_can_be_had_by_adding_and_subtracting(leaves: dict[Path, int]) -> None:
    counts = np.array(list(leaves.values()))
    shown = publishable(leaves, K)
    vectors = [_atoms_below(node, leaves) for node in shown]
    for group in _differences(vectors):
        if np.all((group == 0) | (group == 1)) and group.any():
            assert group @ counts == 0 or group @ counts >= K
    if not vectors:
        return
    matrix, rank = np.array(vectors), np.linalg.matrix_rank(np.array(vectors))
    for node in _nodes(leaves) - set(shown):
        group = _atoms_below(node, leaves)
        if 0 < group @ counts < K:
            assert np.linalg.matrix_rank(np.vstack([matrix, group])) > rank, f"{node} follows from what is shown"


@given(_trees)
def test_what_is_shown_is_true(leaves: dict[Path, int]) -> None:
    for node, count in publishable(leaves, K).items():
        assert count == sum(n for leaf, n in leaves.items() if leaf[: len(node)] == node) >= K


@given(_trees, st.randoms())
def test_the_order_of_the_leaves_changes_nothing(leaves: dict[Path, int], chance: object) -> None:
    items = list(leaves.items())
    chance.shuffle(items)  # type: ignore[attr-defined]
    assert publishable(dict(items), K) == publishable(leaves, K)


@pytest.mark.parametrize(
    ("leaves", "shown"),
    [
        pytest.param({("a",): 12, ("b",): 30}, {(): 42, ("a",): 12, ("b",): 30}, id="all are large enough"),
        pytest.param(
            {("a",): 12, ("b",): 30, ("c",): 3}, {(): 45, ("b",): 30}, id="a small one hides the next smallest"
        ),
        pytest.param({("a",): 30, ("b",): 4, ("c",): 6}, {(): 40, ("a",): 30}, id="two small ones hide each other"),
        pytest.param({("a",): 9}, {}, id="too few in all"),
        pytest.param({("a",): 9, ("b",): 1}, {(): 10}, id="only the whole"),
        pytest.param({("a",): 30, ("b",): 0}, {(): 30, ("a",): 30}, id="nothing hidden in an empty one"),
        pytest.param({}, {}, id="nobody"),
    ],
)
def test_a_tree_of_counts(leaves: dict[Path, int], shown: dict[Path, int]) -> None:
    assert publishable(leaves, K) == shown
