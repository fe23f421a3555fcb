"""Strictness: which mentions of numbers nothing else bears out, so that a slip or a passing number joins nobody.

In: mentions, and which of them may join. Out: the rows that a strict reader does not believe: a number that a group
of ads shows only once, where neither a photo nor the text of that ad is also that of another user of the number.
"""

from collections import defaultdict

import numpy as np

from enrichment.linking.components import Indexes
from enrichment.linking.likeness import Likeness, compare_texts
from enrichment.linking.mentions import Flags, Mentions
from enrichment.linking.options import LinkOptions
from enrichment.linking.periods import Shown
from enrichment.linking.photo_joins import join_by_photos

USERS_COMPARED = 20


def find_uncorroborated(mentions: Mentions, joining: Flags, options: LinkOptions) -> Indexes:
    """Rows of numbers that stand once in their group, and but for the number could be anybody's."""
    phone, image = mentions.kind_rows("phone"), mentions.kind_rows("image")
    contact = mentions.joined(joining & ~phone & ~image)
    group = join_by_photos(mentions, joining & ~phone, contact, options)
    rows = np.flatnonzero(joining & phone)
    used = group[mentions.ad[rows]] * len(mentions.kinds) + mentions.identifier[rows]
    _, of_row, times = np.unique(used, return_inverse=True, return_counts=True)
    once = rows[times[of_row] == 1]
    users = _users(mentions, rows, mentions.identifier[once])
    shown = Shown(mentions, joining, options)
    return np.array([row for row in once.tolist() if not _borne_out(shown, row, group, users)], np.int64)


def _users(mentions: Mentions, rows: Indexes, numbers: Indexes) -> dict[int, list[int]]:
    """Number -> the ads that show it."""
    asked = np.zeros(len(mentions.kinds), bool)
    asked[numbers] = True
    users: defaultdict[int, list[int]] = defaultdict(list)
    near = rows[asked[mentions.identifier[rows]]]
    for ad, number in zip(mentions.ad[near].tolist(), mentions.identifier[near].tolist(), strict=True):
        users[number].append(ad)
    return users


def _borne_out(shown: Shown, row: int, group: Indexes, users: dict[int, list[int]]) -> bool:
    """Whether a photo or the text of the ad is that of an ad elsewhere that shows the number too."""
    ad, text = int(shown.mentions.ad[row]), shown.mentions.table.text
    number = int(shown.mentions.identifier[row])
    others = [other for other in users[number] if group[other] != group[ad]][:USERS_COMPARED]
    if shown.keys(np.array([ad])) & shown.keys(np.array(others, np.int64)):
        return True
    return any(compare_texts([text(ad)], [text(other)]) is Likeness.ALIKE for other in others)
