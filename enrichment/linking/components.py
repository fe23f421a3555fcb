"""Pairs to connected components.

In: how many items, and pairs of their indexes. Out: a label for each item, numbered by first appearance.
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
    graph = coo_array((np.ones(len(left)), (left, right)), shape=(count, count))
    _, label = connected_components(graph, directed=False)
    return by_appearance(label)


def by_appearance(label: Indexes) -> Indexes:
    """The same partition with its labels numbered by first appearance."""
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    numbered: Indexes = rank[inverse]
    return numbered


def joined_by(count: int, item: Indexes, identifier: Indexes) -> Indexes:
    """Labels of `count` items, joined where rows (`item`, `identifier`) name one identifier."""
    if not len(identifier):
        return np.arange(count, dtype=np.int64)
    return by_appearance(components(count + int(identifier.max()) + 1, item, identifier + count)[:count])
