"""Pairs to connected components.

In: how many items, and pairs of their indexes, or rows that say which item shows which identifier. Out: a label for
each item, numbered by first appearance.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Indexes = NDArray[np.int64]


def components(count: int, left: Indexes, right: Indexes) -> Indexes:
    """Labels 0, 1, … of the components; the first item has label 0, the next new component 1, and so on."""
    if not count:
        return np.zeros(0, np.int64)
    edges = (np.ones(len(left), np.int8), (left.astype(np.int32), right.astype(np.int32)))
    _, label = connected_components(coo_array(edges, shape=(count, count)), directed=False)
    return by_appearance(label)


def by_appearance(label: NDArray[np.integer]) -> Indexes:
    """The same partition with its labels numbered by first appearance; labels are small numbers from 0 on."""
    first = first_of(label, int(label.max(initial=-1)) + 1)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    numbered: Indexes = rank[label]
    return numbered


def first_of(label: NDArray[np.integer], count: int) -> Indexes:
    """For each label the first item that bears it, and the number of items where none does."""
    first = np.full(count, len(label), np.int64)
    first[label[::-1]] = np.arange(len(label) - 1, -1, -1)
    return first


def joined_by(count: int, item: Indexes, identifier: Indexes) -> Indexes:
    """Labels of `count` items, joined where rows (`item`, `identifier`) name one identifier."""
    order = np.argsort(identifier, kind="stable")
    left, right = neighbours(item[order], identifier[order])
    return components(count, left, right)


def neighbours(item: Indexes, identifier: Indexes) -> tuple[Indexes, Indexes]:
    """Each item with the next that names the same identifier, of rows that are sorted by identifier."""
    same = np.flatnonzero(identifier[1:] == identifier[:-1])
    return item[same], item[same + 1]
