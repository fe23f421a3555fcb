"""Itineraries that at least k people share, to their last step.

In: a sequence a person. Out: how many of its first steps may be told. Pure.
Method: pruning of a prefix tree, as in pattern-preserving k-anonymization of sequences (Pensa and others, 2008), made
stricter: not the prefix but the whole told sequence is shared by k, so that where somebody's ends singles nobody out.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence

Sequences = Sequence[Sequence[Hashable]]


def shared_lengths(sequences: Sequences, k: int) -> list[int]:
    """For each sequence the length of its told part, 0 where nothing of it may be told.

    Every told part is told of at least `k` sequences. The order of the sequences changes nothing.
    """
    lengths = [0] * len(sequences)
    _settle(sequences, list(range(len(sequences))), 0, _Told(lengths, k))
    return lengths


class _Told:
    """The lengths so far, and how many must share one."""

    def __init__(self, lengths: list[int], k: int) -> None:
        self.lengths, self.k = lengths, k

    def tell(self, members: Sequence[int], length: int) -> bool:
        """Settle the members on this length, if they are enough."""
        if len(members) < self.k:
            return False
        for member in members:
            self.lengths[member] = length
        return True


def _settle(sequences: Sequences, members: Sequence[int], depth: int, told: _Told) -> list[int]:
    """Settle those who share their first `depth` steps; gives the ones who are too few and go back a step."""
    branches: dict[Hashable, list[int]] = defaultdict(list)
    left: list[int] = []
    for member in members:
        ends = len(sequences[member]) == depth
        (left if ends else branches[sequences[member][depth]]).append(member)
    for branch in branches.values():
        left += _settle(sequences, branch, depth + 1, told) if len(branch) >= told.k else branch
    return [] if told.tell(left, depth) else left
