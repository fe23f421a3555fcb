"""Photos as counted evidence: which groups of ads they join that contacts leave apart.

In: the groups that contacts make, and photos that are no hubs. Out: the groups after photos.
Two groups with numbers of their own need more than one photo among many, for single photos get stolen; a house with
many sets of photos is never joined to another number by photos.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enrichment.linking.components import Indexes, by_appearance, joined_by
from enrichment.linking.grouping import Grouping
from enrichment.linking.mentions import Mentions
from enrichment.linking.options import LinkOptions

MAX_PAIRED = 50
"""A photo of more groups than this joins each of them to the first only."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What the groups of ads are made of, by group: number of photos, of photo sets, any number, the names."""

    photos: Indexes
    sets: Indexes
    numbered: NDArray[np.bool_]
    names: list[set[str]]


def join_by_photos(mentions: Mentions, rows: Indexes, contact: Indexes, options: LinkOptions) -> Indexes:
    """Group labels of the ads; `rows` are the mentions that may join, `contact` the labels before photos."""
    photos = rows[mentions.kind_rows("image")[rows]]
    table = np.unique(np.stack([mentions.identifier[photos], contact[mentions.ad[photos]]], axis=1), axis=0)
    sides = _sides(mentions, rows, contact, table)
    grouping = Grouping(len(sides.photos))
    numbered = sides.numbered.tolist()
    for shared, a, b in _by_strength(table):
        a_root, b_root = grouping.find(a), grouping.find(b)
        both = numbered[a_root] and numbered[b_root]
        if not both or _enough(shared, a, b, sides, options):
            grouping.join(a, b)
            numbered[grouping.find(a)] = numbered[a_root] or numbered[b_root]
    roots = np.fromiter((grouping.find(index) for index in range(len(sides.photos))), np.int64)
    return by_appearance(roots[contact])


def _enough(shared: int, a: int, b: int, sides: Sides, options: LinkOptions) -> bool:
    """Whether so many shared photos join two groups that both have numbers.

    One is enough only where a name agrees, or where it is all that one side shows and no names disagree.
    """
    if max(sides.sets[a], sides.sets[b]) >= options.agency_photo_sets:
        return False
    if shared > 1 or sides.names[a] & sides.names[b]:
        return True
    strangers = sides.names[a] and sides.names[b]
    return not strangers and int(min(sides.photos[a], sides.photos[b])) == 1


def _by_strength(table: Indexes) -> list[tuple[int, int, int]]:
    """(shared photos, group, group), most photos first, then the oldest groups."""
    starts = np.flatnonzero(np.diff(table[:, 0], prepend=-1)) if len(table) else np.zeros(0, np.int64)
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    for groups in np.split(table[:, 1], starts[1:]):
        members = groups.tolist()
        firsts = members[:1] if len(members) > MAX_PAIRED else members
        for place, first in enumerate(firsts):
            for second in members[place + 1 :]:
                shared[first, second] += 1
    return sorted(((count, a, b) for (a, b), count in shared.items()), key=lambda row: (-row[0], row[1], row[2]))


def _sides(mentions: Mentions, rows: Indexes, contact: Indexes, table: Indexes) -> Sides:
    count = int(contact.max(initial=-1)) + 1
    photos, phones = rows[mentions.kind_rows("image")[rows]], rows[mentions.kind_rows("phone")[rows]]
    photo_ads = mentions.ad[photos]
    sets = joined_by(len(mentions.ads), photo_ads, mentions.identifier[photos])
    seen = np.unique(np.stack([contact[photo_ads], sets[photo_ads]], axis=1), axis=0)
    numbered = np.zeros(count, bool)
    numbered[contact[mentions.ad[phones]]] = True
    names: list[set[str]] = [set() for _ in range(count)]
    for ad, group in zip(mentions.ads, contact.tolist(), strict=True):
        if ad.name:
            names[group].add(ad.name.casefold())
    return Sides(np.bincount(table[:, 1], minlength=count), np.bincount(seen[:, 0], minlength=count), numbered, names)
