"""A number that was silent for months starts a new period, so that it does not weld its old user to its new one.

In: mentions. Out: mentions in which each period of a number is an identifier of its own.
No new period where a photo, an account, a website, a handle or the text carries over the silence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import numpy as np

from enrichment.linking.components import Indexes
from enrichment.linking.likeness import MIN_TEXT, Likeness, compare_texts
from enrichment.linking.looks import UNDATED
from enrichment.linking.mentions import KINDS, Flags, Mentions
from enrichment.linking.options import LinkOptions

TEXTS_COMPARED = 5
DAY = timedelta(days=1) // timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of one number without a long silence among them, and the silence before them in microseconds."""

    rows: Indexes
    silence: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What ads with a number show besides it, which rows join, and what is believed of silences."""

    mentions: Mentions
    joining: Flags
    options: LinkOptions

    def keys(self, ads: Indexes) -> set[int]:
        """The identifiers of some ads that are no numbers."""
        rows = self.mentions.rows_of_ads(ads)
        found = self.mentions.identifier[rows[self.joining[rows]]]
        return set(found[self.mentions.kinds[found] != KINDS.index("phone")].tolist())


def split_periods(mentions: Mentions, joining: Flags, options: LinkOptions) -> Mentions:
    """The mentions with a further identifier (of the same kind and value) for each later period of a joining number."""
    identifier = mentions.identifier.copy()
    values: list[int] = []
    shown = Shown(mentions, joining, options)
    for stretches in _silent(shown):
        for later in _periods(stretches, shown)[1:]:
            values.append(int(mentions.value[mentions.identifier[later[0]]]))
            identifier[later] = len(mentions.kinds) + len(values) - 1
    return mentions.with_periods(identifier, values) if values else mentions


def _silent(shown: Shown) -> Iterator[list[Stretch]]:
    """The numbers that were silent for long, each as its stretches; ads without a date end no silence."""
    mentions, options = shown.mentions, shown.options
    rows = mentions.by_identifier[(shown.joining & mentions.kind_rows("phone"))[mentions.by_identifier]]
    gap = min(options.short_gap_days, options.gap_days) * DAY
    silence = _silences(mentions, rows)
    starts = np.flatnonzero(np.diff(mentions.identifier[rows], prepend=-1))
    ends = np.append(starts[1:], len(rows))
    cuts = np.flatnonzero(silence > gap)
    for number in np.unique(np.searchsorted(starts, cuts, side="right") - 1).tolist():
        edges = [starts[number], *cuts[(cuts >= starts[number]) & (cuts < ends[number])].tolist(), ends[number]]
        yield [Stretch(rows[a:b], int(silence[a])) for a, b in pairwise(edges)]


def _silences(mentions: Mentions, rows: Indexes) -> Indexes:
    """For rows of numbers, each number's in order of age: for how long nobody showed the number before."""
    first, last = mentions.table.first[mentions.ad[rows]], mentions.table.last[mentions.ad[rows]]
    heard = np.where(last == UNDATED, np.where(first == UNDATED, 0, first), last)
    number = np.cumsum(np.diff(mentions.identifier[rows], prepend=-1) != 0)
    heard = _running_max(heard, number)
    silence = np.zeros(len(rows), np.int64)
    silence[1:] = np.where((number[1:] == number[:-1]) & (first[1:] != UNDATED), first[1:] - heard[:-1], 0)
    return silence


def _running_max(value: Indexes, number: Indexes) -> Indexes:
    """The largest value so far within each number."""
    _, rank = np.unique(value, return_inverse=True)
    ranked = np.maximum.accumulate(number * (len(value) + 1) + rank)
    order = np.unique(value)
    found: Indexes = order[ranked - number * (len(value) + 1)]
    return found


def _periods(stretches: Sequence[Stretch], shown: Shown) -> list[Indexes]:
    """Stretches put together again where the same hand may be behind both."""
    periods = [stretches[0].rows]
    for stretch in stretches[1:]:
        if _passed_on(periods[-1], stretch, shown):
            periods.append(stretch.rows)
        else:
            periods[-1] = np.concatenate([periods[-1], stretch.rows])
    return periods


def _passed_on(before: Indexes, stretch: Stretch, shown: Shown) -> bool:
    """Whether a number came back as somebody else's."""
    old, new = shown.mentions.ad[before], shown.mentions.ad[stretch.rows]
    if _carries_over(old, new, shown):
        return False
    return stretch.silence > shown.options.gap_days * DAY or _all_new(old, new, shown)


def _carries_over(old: Indexes, new: Indexes, shown: Shown) -> bool:
    if shown.keys(old) & shown.keys(new):
        return True
    if shown.options.strict:
        return False
    text = shown.mentions.table.text
    last, first = ([text(ad) for ad in some.tolist()] for some in (old[-TEXTS_COMPARED:], new[:TEXTS_COMPARED]))
    return compare_texts(last, first) is Likeness.ALIKE


def _all_new(old: Indexes, new: Indexes, shown: Shown) -> bool:
    """Whether photos are known on both sides, and accounts, names or texts; that none carries over is known already."""
    kinds = [set(shown.mentions.kinds[list(shown.keys(side))].tolist()) for side in (old, new)]
    if any(KINDS.index("image") not in known for known in kinds):
        return False
    names = [set(shown.mentions.table.name[side].tolist()) - {0} for side in (old, new)]
    if all(names):
        return not names[0] & names[1]
    told = [any(len(shown.mentions.table.text(ad)) >= MIN_TEXT for ad in side.tolist()) for side in (old, new)]
    return all(told) or all(KINDS.index("account") in known for known in kinds)
