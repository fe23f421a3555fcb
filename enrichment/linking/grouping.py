"""Things put together one pair at a time, where some may never meet.

In: pairs to join and pairs to keep apart. Out: groups; a join that would bring together what is kept apart is refused.
"""

import numpy as np

from enrichment.linking.components import Indexes


class Grouping:
    """Disjoint groups of the items 0 to `count` - 1 (union-find with enemies)."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))
        self._apart: dict[int, set[int]] = {}

    def find(self, item: int) -> int:
        """The item that stands for the group."""
        while self._above[item] != item:
            self._above[item] = self._above[self._above[item]]
            item = self._above[item]
        return item

    def roots(self) -> Indexes:
        """For each item the one that stands for its group."""
        above = np.array(self._above, np.int64)
        while np.any(above != (higher := above[above])):
            above = higher
        return above

    def keep_apart(self, a: int, b: int) -> None:
        """No later join may bring the groups of `a` and `b` together."""
        a, b = self.find(a), self.find(b)
        self._apart.setdefault(a, set()).add(b)
        self._apart.setdefault(b, set()).add(a)

    def join(self, a: int, b: int) -> bool:
        """Join two groups; False where they are kept apart. The smaller item stands for the new group."""
        a, b = sorted((self.find(a), self.find(b)))
        if b in self._apart.get(a, ()):
            return False
        if a != b:
            self._above[b] = a
            for other in self._apart.pop(b, ()):
                self._apart[other].discard(b)
                self.keep_apart(a, other)
        return True
