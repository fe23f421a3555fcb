"""Numbers that look like a slip of the pen: one ad of somebody with another number shows a stranger's.

In: mentions, and which of them may join. Out: the rows that are not believed: a single mention that is all that ties
two groups together, in a group whose own number was in use before and after it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from rapidfuzz.distance import OSA

from enrichment.linking.components import Indexes, joined_by
from enrichment.linking.mentions import Mentions

ALIKE = 2
"""Numbers that differ in so many strokes at most are easily mistaken for one another."""
SURE_USE = 2
SURE_USE_OF_UNLIKE = 4
"""In how many ads both numbers must stand elsewhere: more where no slip of a stroke or two explains the mistake."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Who uses which number: `ads[group][number]` and `groups[number]`, where groups are what all but numbers joins."""

    ads: dict[int, dict[int, list[int]]]
    groups: dict[int, set[int]]


def find_slips(mentions: Mentions, rows: Indexes) -> Indexes:
    """Those of the joining rows that look like slips."""
    phone = mentions.kind_rows("phone")[rows]
    others, numbers = rows[~phone], rows[phone]
    group = joined_by(len(mentions.ads), mentions.ad[others], mentions.identifier[others])
    usage = _usage(mentions, numbers, group)
    shown = np.bincount(mentions.ad[numbers], minlength=len(mentions.ads))
    alone = numbers[shown[mentions.ad[numbers]] == 1]
    slips = [
        row
        for row in alone.tolist()
        if _is_slip(mentions, int(mentions.ad[row]), int(mentions.identifier[row]), int(group[mentions.ad[row]]), usage)
    ]
    return np.array(slips, np.int64)


def _usage(mentions: Mentions, numbers: Indexes, group: Indexes) -> Usage:
    ads: defaultdict[int, dict[int, list[int]]] = defaultdict(dict)
    groups: defaultdict[int, set[int]] = defaultdict(set)
    for ad, number in zip(mentions.ad[numbers].tolist(), mentions.identifier[numbers].tolist(), strict=True):
        ads[int(group[ad])].setdefault(number, []).append(ad)
        groups[number].add(int(group[ad]))
    return Usage(dict(ads), dict(groups))


def _is_slip(mentions: Mentions, ad: int, number: int, group: int, usage: Usage) -> bool:
    own = usage.ads[group]
    if len(own) < 2 or len(own[number]) > 1 or len(usage.groups[number]) < 2:
        return False
    strangers = [usage.ads[other] for other in usage.groups[number] if other != group]
    if any(set(own) & set(theirs) != {number} for theirs in strangers):
        return False
    elsewhere = sum(len(theirs[number]) for theirs in strangers)
    return any(elsewhere >= needed for needed in _needed(mentions, ad, number, own))


def _needed(mentions: Mentions, ad: int, number: int, own: dict[int, list[int]]) -> Iterator[int]:
    """For each own number that can explain the slip: in how many ads the stranger's must stand elsewhere."""
    for other, ads in own.items():
        apart = OSA.distance(mentions.identifiers[number][1], mentions.identifiers[other][1], score_cutoff=ALIKE)
        needed = SURE_USE if apart <= ALIKE else SURE_USE_OF_UNLIKE
        if other != number and len(ads) >= needed and _around(mentions, ad, ads):
            yield needed


def _around(mentions: Mentions, ad: int, ads: list[int]) -> bool:
    """Whether ads stand before (or with) and after (or with) an ad; ads without dates stand beside all others."""
    when = mentions.ads[ad].first_seen
    seen: list[datetime] = [date for index in ads if (date := mentions.ads[index].first_seen)]
    return when is None or not seen or min(seen) <= when <= max(seen)
