"""Numbers that look like a slip of the pen: one ad of somebody with another number shows a stranger's.

In: mentions, and which of them may join. Out: the rows that are not believed: a single mention that is all that ties
two groups together, in a group whose own number was in use before and after it.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from enrichment.linking.components import Indexes
from enrichment.linking.looks import UNDATED
from enrichment.linking.mentions import Flags, Mentions

SURE_USE = 2
"""In how many ads of the group its own number must stand, some before and some after the stranger's."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Who uses which number: `ads[group][number]` and `groups[number]`, where groups are what all but numbers joins."""

    ads: dict[int, dict[int, list[int]]]
    groups: dict[int, list[int]]


def find_slips(mentions: Mentions, joining: Flags) -> Indexes:
    """Those of the joining rows that look like slips."""
    phone = mentions.kind_rows("phone")
    group = mentions.joined(joining & ~phone)
    rows = np.flatnonzero(joining & phone)
    suspects = _suspects(mentions, rows, group)
    usage = _usage(mentions, rows, group, suspects)
    slips = [row for row in suspects.tolist() if _is_slip(mentions, row, int(group[mentions.ad[row]]), usage)]
    return np.array(slips, np.int64)


def _suspects(mentions: Mentions, rows: Indexes, group: Indexes) -> Indexes:
    """Rows whose number is the ad's only one, stands once in its group, beside others there, and in other groups."""
    ad, number = mentions.ad[rows], mentions.identifier[rows]
    used, of_row, times = np.unique(group[ad] * len(mentions.kinds) + number, return_inverse=True, return_counts=True)
    users, numbers = np.divmod(used, len(mentions.kinds))
    alone = np.bincount(ad, minlength=mentions.count)[ad] == 1
    once = times[of_row] == 1
    beside = np.bincount(users, minlength=mentions.count)[group[ad]] > 1
    elsewhere = np.bincount(numbers, minlength=len(mentions.kinds))[number] > 1
    suspects: Indexes = rows[alone & once & beside & elsewhere]
    return suspects


def _usage(mentions: Mentions, rows: Indexes, group: Indexes, suspects: Indexes) -> Usage:
    """The use of numbers in all groups that a suspect number would tie together."""
    numbers = np.zeros(len(mentions.kinds), bool)
    numbers[mentions.identifier[suspects]] = True
    touched = np.zeros(mentions.count, bool)
    touched[group[mentions.ad[rows[numbers[mentions.identifier[rows]]]]]] = True
    near = rows[touched[group[mentions.ad[rows]]]]
    ads: defaultdict[int, dict[int, list[int]]] = defaultdict(dict)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    columns = group[mentions.ad[near]], mentions.identifier[near], mentions.ad[near]
    for user, number, ad in zip(*(column.tolist() for column in columns), strict=True):
        if number not in ads[user]:
            groups[number].append(user)
        ads[user].setdefault(number, []).append(ad)
    return Usage(dict(ads), dict(groups))


def _is_slip(mentions: Mentions, row: int, group: int, usage: Usage) -> bool:
    ad, number = int(mentions.ad[row]), int(mentions.identifier[row])
    own = usage.ads[group]
    strangers = [usage.ads[other] for other in usage.groups[number] if other != group]
    if any(theirs.keys() & own.keys() != {number} for theirs in strangers):
        return False
    others = (ads for other, ads in own.items() if other != number)
    return any(len(ads) >= SURE_USE and _around(mentions, ad, ads) for ads in others)


def _around(mentions: Mentions, ad: int, ads: list[int]) -> bool:
    """Whether ads stand before (or with) and after (or with) an ad; ads without dates stand beside all others."""
    first = mentions.table.first
    seen = [date for date in first[ads].tolist() if date != UNDATED]
    return first[ad] == UNDATED or not seen or min(seen) <= first[ad] <= max(seen)
