"""Counts that may be published: none below k, and none below k to be had by subtraction.

In: counts of people at the leaves of a tree, each person in one leaf. Out: the nodes whose count may be shown.
Method: primary and secondary cell suppression in hierarchical tables (Hundepool and others, Statistical Disclosure
Control, 2012, chapter 4), where every hidden rest must itself reach k. Pure.
"""

from collections import defaultdict
from collections.abc import Mapping

Path = tuple[str, ...]


def publishable(leaves: Mapping[Path, int], k: int) -> dict[Path, int]:
    """The count of every node that may be shown, by its path from the root `()`.

    Below a shown node what is not shown adds up to nothing or to at least `k`; below a hidden one nothing is shown.
    """
    counts: dict[Path, int] = defaultdict(int)
    children: dict[Path, set[Path]] = defaultdict(set)
    for leaf, count in leaves.items():
        for depth in range(len(leaf) + 1):
            counts[leaf[:depth]] += count
            if depth:
                children[leaf[: depth - 1]].add(leaf[:depth])
    shown: dict[Path, int] = {}
    waiting: list[Path] = [()] if counts[()] >= k else []
    while waiting:
        node = waiting.pop()
        shown[node] = counts[node]
        waiting += _shown({child: counts[child] for child in children[node]}, k)
    return dict(sorted(shown.items()))


def _shown(counts: Mapping[Path, int], k: int) -> list[Path]:
    """The children that reach k, without the smallest of them where the rest would not."""
    largest_first = sorted((path for path in counts if counts[path] >= k), key=lambda path: (-counts[path], path))
    rest = sum(counts.values()) - sum(counts[path] for path in largest_first)
    while 0 < rest < k and largest_first:
        rest += counts[largest_first.pop()]
    return largest_first
