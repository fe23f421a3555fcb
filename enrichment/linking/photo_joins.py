"""Photos as counted evidence: which groups of ads they join that contacts leave apart.

In: the groups that contacts make, and photos that are no hubs. Out: the groups after photos.
Two groups with numbers of their own need more than one photo among many, for single photos get stolen; a house with
many sets of photos is never joined to another number by photos. Names and texts support a single photo or speak
against it.
"""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np

from enrichment.linking.components import Indexes, by_appearance
from enrichment.linking.grouping import Grouping
from enrichment.linking.likeness import Likeness, alike_texts, compare_texts
from enrichment.linking.mentions import Flags, Mentions
from enrichment.linking.options import LinkOptions
from enrichment.linking.table import Table

MAX_PAIRED = 50
"""A photo of more groups than this joins each of them to the first only."""
ADS_KEPT = 4
HALF = 0.5
TEXTS_COMPARED = 8
"""Of so many ads with a photo, and of so many ads of one side in all, texts are compared with the other side's."""


@dataclass(slots=True)
class Side:
    """What a group of ads shows: photos with some ads of each, names, whether any number; how many sets of photos."""

    numbered: bool
    sets: int
    photos: dict[int, list[int]] = field(default_factory=dict)
    names: set[int] = field(default_factory=set)
    taken_in: int = 0

    def take_in(self, other: "Side") -> None:
        """Become both."""
        self.taken_in += 1 + other.taken_in
        self.numbered |= other.numbered
        self.sets = max(self.sets, other.sets)
        self.names |= other.names
        for photo, ads in other.photos.items():
            self.photos[photo] = sorted({*self.photos.get(photo, ()), *ads})[:ADS_KEPT]


def join_by_photos(mentions: Mentions, joining: Flags, contact: Indexes, options: LinkOptions) -> Indexes:
    """Group labels of the ads; `joining` are the rows that may join, `contact` the labels before photos."""
    table = _photos_of_groups(mentions, joining, contact)
    pairs = _by_strength(table)
    judge = Judge(_sides(mentions, joining, contact, pairs), mentions.table, options)
    grouping = Grouping(int(contact.max(initial=-1)) + 1)
    waiting = len(pairs) + 1
    while len(pairs) < waiting:
        waiting = len(pairs)
        pairs = [pair for pair in pairs if not judge.joined(grouping, pair)]
    return by_appearance(grouping.roots()[contact])


@dataclass(frozen=True, slots=True)
class Judge:
    """Decides whether photos join two groups, by what these have become; `sides` by the item that stands for each."""

    sides: dict[int, Side]
    table: Table
    options: LinkOptions
    refused: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def joined(self, grouping: Grouping, pair: tuple[int, int]) -> bool:
        """Whether two groups are one, now or before; those that are not may come to share more photos."""
        a, b = sorted(map(grouping.find, pair))
        if a != b and not self._newly_enough(a, b):
            return False
        if a != b:
            grouping.join(a, b)
            self.sides[a].take_in(self.sides.pop(b))
        return True

    def _newly_enough(self, a: int, b: int) -> bool:
        """Whether photos join two groups; not asked again before one of them has grown."""
        state = self.sides[a].taken_in, self.sides[b].taken_in
        if self.refused.get((a, b)) == state:
            return False
        self.refused[a, b] = state
        return self.enough(self.sides[a], self.sides[b])

    def enough(self, a: Side, b: Side) -> bool:
        """Whether the photos that two groups share join them.

        What counts is how many they share, and how much of what the smaller side shows: thieves take one among many.
        """
        both = a.numbered and b.numbered
        if both and max(a.sets, b.sets) >= self.options.agency_photo_sets:
            return False
        shared = a.photos.keys() & b.photos.keys()
        share = len(shared) / min(len(a.photos), len(b.photos))
        if len(shared) == 1:
            return self._one_enough(a, b, shared, whole=share == 1)
        if self.options.strict:
            return share == 1 or (share >= HALF and len(shared) > (2 if both else 1))
        return share >= HALF or compare_texts(*self._texts(a, b, shared)) is not Likeness.UNLIKE

    def _one_enough(self, a: Side, b: Side, shared: AbstractSet[int], *, whole: bool) -> bool:
        """Whether a single photo joins two groups; `whole` where one of them shows no other."""
        numbered = a.numbered + b.numbered
        if not self.options.strict and (a.names & b.names or (whole and numbered < 2 and not (a.names and b.names))):
            return True
        if self.options.strict or (a.names and b.names) or (numbered and not whole):
            return alike_texts(*self._texts(a, b, shared))
        return compare_texts(*self._texts(a, b, shared)) is not Likeness.UNLIKE

    def _texts(self, a: Side, b: Side, shared: AbstractSet[int]) -> tuple[list[str], list[str]]:
        return self._texts_of(a, shared), self._texts_of(b, shared)

    def _texts_of(self, side: Side, shared: AbstractSet[int]) -> list[str]:
        """The texts of whoever shows the photos: of ads with them, then of ads with photos that stand beside them."""
        ads = sorted({ad for photo in shared for ad in side.photos[photo]})
        beside = {ad for shown in side.photos.values() if not set(ads).isdisjoint(shown) for ad in shown}
        return [self.table.text(ad) for ad in [*ads, *sorted(beside.difference(ads))][:TEXTS_COMPARED]]


def _photos_of_groups(mentions: Mentions, joining: Flags, contact: Indexes) -> Indexes:
    """(photo, group) once each, sorted."""
    photos = joining & mentions.kind_rows("image")
    width = max(mentions.count, 1)
    pairs = np.sort(mentions.identifier[photos] * width + contact[mentions.ad[photos]])
    return np.stack(np.divmod(pairs[np.flatnonzero(np.diff(pairs, prepend=-1))], width), axis=1)


def _by_strength(table: Indexes) -> list[tuple[int, int]]:
    """Pairs of groups that share photos, most photos first, then the oldest groups."""
    starts = np.flatnonzero(np.diff(table[:, 0], prepend=-1)) if len(table) else np.zeros(0, np.int64)
    ends = np.append(starts[1:], len(table))
    several = np.flatnonzero(ends - starts > 1)
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        members = table[start:end, 1].tolist()
        firsts = members[:1] if len(members) > MAX_PAIRED else members
        for place, first in enumerate(firsts):
            for second in members[place + 1 :]:
                shared[first, second] += 1
    return sorted(shared, key=lambda pair: (-shared[pair], pair))


def _sides(mentions: Mentions, joining: Flags, contact: Indexes, pairs: Iterable[tuple[int, int]]) -> dict[int, Side]:
    """The groups that share a photo with another."""
    count = int(contact.max(initial=-1)) + 1
    numbered = np.zeros(count, bool)
    numbered[contact[mentions.ad[joining & mentions.kind_rows("phone")]]] = True
    met = np.zeros(count, bool)
    met[list({group for pair in pairs for group in pair})] = True
    photos = joining & mentions.kind_rows("image")
    sets = _photo_sets(mentions, photos, contact)
    sides = {group: Side(bool(numbered[group]), int(sets[group])) for group in np.flatnonzero(met).tolist()}
    rows = np.flatnonzero(photos & met[contact[mentions.ad]])
    columns = contact[mentions.ad[rows]], mentions.identifier[rows], mentions.ad[rows]
    for group, photo, ad in zip(*(column.tolist() for column in columns), strict=True):
        shown = sides[group].photos.setdefault(photo, [])
        if len(shown) < ADS_KEPT:
            shown.append(ad)
    named = np.flatnonzero(met[contact] & (mentions.table.name > 0))
    for group, name in zip(contact[named].tolist(), mentions.table.name[named].tolist(), strict=True):
        sides[group].names.add(name)
    return sides


def _photo_sets(mentions: Mentions, photos: Flags, contact: Indexes) -> Indexes:
    """How many sets of photos each group has that no ad shows together."""
    sets, ads, width = mentions.joined(photos), mentions.ad[photos], max(mentions.count, 1)
    seen = np.unique(contact[ads] * width + sets[ads]) // width
    return np.bincount(seen, minlength=int(contact.max(initial=-1)) + 1)
