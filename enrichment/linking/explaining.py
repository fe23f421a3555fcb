"""Why two ads are in one cluster, or what holds a whole cluster together, and what was not used and why; in words.

In: what joined, as the linker left it. Out: links along the shortest way, all links of a cluster, and what its ads show
that joins nothing. Decides nothing: it only reads what was decided. Words mask numbers.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from enrichment.linking.components import Indexes
from enrichment.linking.evidence import SAID, link_words
from enrichment.linking.explained import Explained, Unused
from enrichment.linking.linker import Joining
from enrichment.linking.mentions import KINDS, Key


class Explainer:
    """Answers questions about one linking."""

    def __init__(self, joining: Joining) -> None:
        self.joining, self.mentions = joining, joining.mentions
        self.place = {name: index for index, name in enumerate(self.mentions.table.ids)}

    def pair(self, a: str, b: str) -> Explained:
        """The shortest chain of evidence between two ads, and what both show that was not used."""
        ends = self.place[a], self.place[b]
        together = self.joining.cut.label[ends[0]] == self.joining.cut.label[ends[1]]
        way = self._shortest_way(*ends) if together else []
        common = self._keys(ends[0]) & self._keys(ends[1])
        unused = [
            each for end in ends for index, each in self._unused(np.array([end])) if self.mentions.key(index) in common
        ]
        once = {(each.kind, each.value): replace(each, ads=(a, b)) for each in unused}
        said = () if together else tuple(self._kept_apart(*(self._cluster(end) for end in ends)))
        return Explained((a, b), link_words(self.mentions, way), tuple(once.values()), not together, said)

    def _cluster(self, ad: int) -> Indexes:
        label = self.joining.cut.label
        return np.flatnonzero(label == label[ad])

    def _kept_apart(self, ads: Indexes, others: Indexes | None = None) -> Iterator[str]:
        """What people said that keeps some ads from others, or from anybody."""
        inside = set(ads.tolist())
        outside = set(range(self.mentions.count)) - inside if others is None else set(others.tolist())
        ids = self.mentions.table.ids
        for a, b in self.joining.verdicts.apart:
            if {a, b} & inside and {a, b} & outside:
                yield f'a person said "not the same" of {ids[a]} and {ids[b]}'

    def _keys(self, ad: int) -> set[Key]:
        return {self.mentions.key(index) for index in self.mentions.identifier[self._rows([ad])].tolist()}

    def whole(self, ad: str) -> Explained:
        """All that holds the cluster of an ad together, and what its ads show that was not used."""
        ads = self._cluster(self.place[ad])
        ids = tuple(self.mentions.table.ids[index] for index in ads.tolist())
        unused = tuple(each for _, each in self._unused(ads))
        links = link_words(self.mentions, self._stars(ads))
        return Explained(ids, links, unused, said=tuple(self._kept_apart(ads)))

    def slips(self) -> tuple[Unused, ...]:
        """Every number that was taken for a slip of the pen."""
        rows = self.joining.slips
        found = zip(self.mentions.ad[rows].tolist(), self.mentions.identifier[rows].tolist(), strict=True)
        return tuple(self._slip(ad, index) for ad, index in found)

    def _slip(self, ad: int, index: int) -> Unused:
        elsewhere = self._elsewhere(index, np.array([ad]))
        return Unused(*self.mentions.key(index), (self.mentions.table.ids[ad],), elsewhere, SLIP)

    def _rows(self, ads: Sequence[int] | Indexes) -> Indexes:
        return self.mentions.rows_of_ads(np.array(ads, np.int64))

    def _joining_rows(self, ads: Sequence[int] | Indexes) -> Indexes:
        rows = self._rows(ads)
        joining: Indexes = rows[self.joining.rows[rows]]
        return joining

    def _stars(self, ads: Indexes) -> list[tuple[int, int, int]]:
        """(first ad, later ad, identifier) for each identifier of a cluster; SAID for what a person said."""
        first: dict[int, int] = {}
        found = []
        rows = self._joining_rows(ads)
        for ad, index in zip(self.mentions.ad[rows].tolist(), self.mentions.identifier[rows].tolist(), strict=True):
            if first.setdefault(index, ad) != ad:
                found.append((first[index], ad, index))
        inside = set(ads.tolist())
        return found + [(a, b, SAID) for a, b in self.joining.verdicts.same if a in inside and b in inside]

    def _shortest_way(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Steps from one ad to another through ads of their cluster; of ways of one length always the same."""
        label = self.joining.cut.label
        neighbours: dict[int, list[tuple[int, int]]] = {}
        holders: dict[int, list[int]] = {}
        cluster = np.flatnonzero(label == label[start])
        rows = self._joining_rows(cluster)
        shown: dict[int, list[int]] = {ad: [] for ad in cluster.tolist()}
        for ad, index in zip(self.mentions.ad[rows].tolist(), self.mentions.identifier[rows].tolist(), strict=True):
            holders.setdefault(index, []).append(ad)
            shown[ad].append(index)
        for a, b in self.joining.verdicts.same:
            neighbours.setdefault(a, []).append((b, SAID))
            neighbours.setdefault(b, []).append((a, SAID))
        came: dict[int, tuple[int, int]] = {start: (start, SAID)}
        waiting = deque([start])
        while waiting and end not in came:
            ad = waiting.popleft()
            steps = [
                *neighbours.get(ad, ()),
                *((other, index) for index in shown[ad] for other in holders.pop(index, ())),
            ]
            for other, index in steps:
                if other in shown and other not in came:
                    came[other] = (ad, index)
                    waiting.append(other)
        return list(reversed(list(_back(came, start, end)))) if end in came else []

    def _unused(self, ads: Indexes) -> Iterator[tuple[int, Unused]]:
        """What the ads show that joins nothing beyond them, by identifier."""
        rows = self._rows(ads)
        slips = set(self.joining.slips.tolist())
        by_identifier: dict[int, list[int]] = {}
        for row in rows.tolist():
            by_identifier.setdefault(int(self.mentions.identifier[row]), []).append(row)
        for index, shown in sorted(by_identifier.items()):
            elsewhere = self._elsewhere(index, ads)
            slipped = [row for row in shown if row in slips]
            if why := self._why(index, slipped, elsewhere):
                names = tuple(self.mentions.table.ids[int(self.mentions.ad[row])] for row in slipped or shown)
                yield index, Unused(*self.mentions.key(index), names, elsewhere, why)

    def _elsewhere(self, index: int, ads: Indexes) -> int:
        """How many ads of other clusters show the same value, in any period."""
        same = np.flatnonzero(
            (self.mentions.kinds == self.mentions.kinds[index]) & (self.mentions.value == self.mentions.value[index])
        )
        holders = self.mentions.ad[np.isin(self.mentions.identifier, same)]
        label = self.joining.cut.label
        return int(np.count_nonzero(~np.isin(label[holders], label[ads])))

    def _why(self, index: int, slipped: Iterable[int], elsewhere: int) -> str:
        """Why an identifier does not join; empty where it does, or where nobody else shows it."""
        if reason := self.joining.hubs.get(index):
            return f"in quarantine: {reason}"
        if any(True for _ in slipped):
            return SLIP
        if not elsewhere:
            return ""
        if index in self.mentions.identifier[self.joining.slips]:
            return SLIPPED_ELSEWHERE
        return WHY_NOT.get(KINDS[self.mentions.kinds[index]], 'a person said "not the same"')


SLIP = "shown once, amid ads with another number: taken for a slip of the pen"
SLIPPED_ELSEWHERE = (
    "shown once by somebody amid ads with another number: taken for a slip of the pen, which ties nobody"
)
WHY_NOT = {
    "phone": "silent for long, then back with other photos and other accounts or texts: another's since",
    "image": "one photo of several, where neither a name nor a text agrees: photos get stolen",
}


def _back(came: dict[int, tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    while end != start:
        before, index = came[end]
        yield before, end, index
        end = before
