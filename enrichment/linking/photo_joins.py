"""Photos as counted evidence: which groups of ads they join that contacts leave apart.

In: the groups that contacts make, and photos that are no hubs. Out: the groups after photos.
Two groups with numbers of their own need more than one photo among many, for single photos get stolen; a house with
many sets of photos is never joined to another number by photos.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from enrichment.linking.components import Indexes, by_appearance
from enrichment.linking.grouping import Grouping
from enrichment.linking.mentions import Flags, Mentions
from enrichment.linking.options import LinkOptions

MAX_PAIRED = 50
"""A photo of more groups than this joins each of them to the first only."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What the groups of ads are made of, by group: number of photos, of photo sets, any number, the names."""

    photos: Indexes
    sets: Indexes
    numbered: Flags
    names: dict[int, set[int]]


def join_by_photos(mentions: Mentions, joining: Flags, contact: Indexes, options: LinkOptions) -> Indexes:
    """Group labels of the ads; `joining` are the rows that may join, `contact` the labels before photos."""
    photos = np.flatnonzero(joining & mentions.kind_rows("image"))
    table = _photos_of_groups(mentions, photos, contact)
    pairs = _by_strength(table)
    sides = _sides(mentions, joining, contact, table, pairs)
    grouping = Grouping(len(sides.photos))
    numbered = sides.numbered.tolist()
    for shared, a, b in pairs:
        a_root, b_root = grouping.find(a), grouping.find(b)
        both = numbered[a_root] and numbered[b_root]
        if not both or _enough(shared, a, b, sides, options):
            grouping.join(a, b)
            numbered[grouping.find(a)] = numbered[a_root] or numbered[b_root]
    roots = np.fromiter((grouping.find(index) for index in range(len(sides.photos))), np.int64)
    return by_appearance(roots[contact])


def _photos_of_groups(mentions: Mentions, photos: Indexes, contact: Indexes) -> Indexes:
    """(photo, group) once each, sorted."""
    width = max(mentions.count, 1)
    pairs = np.sort(mentions.identifier[photos] * width + contact[mentions.ad[photos]])
    return np.stack(np.divmod(pairs[np.flatnonzero(np.diff(pairs, prepend=-1))], width), axis=1)


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
    ends = np.append(starts[1:], len(table))
    several = np.flatnonzero(ends - starts > 1)
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        members = table[start:end, 1].tolist()
        firsts = members[:1] if len(members) > MAX_PAIRED else members
        for place, first in enumerate(firsts):
            for second in members[place + 1 :]:
                shared[first, second] += 1
    return sorted(((count, a, b) for (a, b), count in shared.items()), key=lambda row: (-row[0], row[1], row[2]))


def _sides(
    mentions: Mentions, joining: Flags, contact: Indexes, table: Indexes, pairs: list[tuple[int, int, int]]
) -> Sides:
    count = int(contact.max(initial=-1)) + 1
    image = joining & mentions.kind_rows("image")
    sets = mentions.joined(image)
    photo_ads = mentions.ad[image]
    seen = np.unique(contact[photo_ads] * max(mentions.count, 1) + sets[photo_ads]) // max(mentions.count, 1)
    numbered = np.zeros(count, bool)
    numbered[contact[mentions.ad[joining & mentions.kind_rows("phone")]]] = True
    names = _names(mentions, contact, pairs)
    return Sides(np.bincount(table[:, 1], minlength=count), np.bincount(seen, minlength=count), numbered, names)


def _names(mentions: Mentions, contact: Indexes, pairs: list[tuple[int, int, int]]) -> dict[int, set[int]]:
    """The names in each group that shares a photo with another."""
    names: dict[int, set[int]] = {group: set() for _, *both in pairs for group in both}
    met = np.zeros(int(contact.max(initial=-1)) + 1, bool)
    met[list(names)] = True
    ads = np.flatnonzero(met[contact] & (mentions.table.name > 0))
    for group, name in zip(contact[ads].tolist(), mentions.table.name[ads].tolist(), strict=True):
        names[group].add(name)
    return names
