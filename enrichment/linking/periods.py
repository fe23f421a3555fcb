"""A number that was silent for months starts a new period, so that it does not weld its old user to its new one.

In: mentions. Out: mentions in which each period of a number is an identifier of its own.
No new period where photos, an account, a website, a name or the text carry over the silence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
from rapidfuzz import fuzz

from enrichment.linking.mentions import NEVER, Indexes, Key, Mentions

MIN_TEXT = 40
SAME_TEXT = 90
TEXTS_COMPARED = 5


def split_periods(mentions: Mentions, gap_days: int) -> Mentions:
    """The mentions with a further identifier (of the same kind and value) for every later period of a number."""
    identifier = mentions.identifier.copy()
    identifiers = list(mentions.identifiers)
    for rows in _silent_numbers(mentions, timedelta(days=gap_days)):
        for later in rows:
            key: Key = identifiers[int(identifier[later[0]])]
            identifier[later] = len(identifiers)
            identifiers.append(key)
    return replace(mentions, identifier=identifier, identifiers=tuple(identifiers))


def _silent_numbers(mentions: Mentions, gap: timedelta) -> Iterator[list[Indexes]]:
    """For each number with new periods: the rows of each of them, the first period left out."""
    shown = _shown_otherwise(mentions)
    for rows in _rows_by_number(mentions):
        stretches = _stretches(mentions, rows, gap)
        if len(stretches) > 1:
            periods = _periods(mentions, stretches, shown)
            if len(periods) > 1:
                yield periods[1:]


def _rows_by_number(mentions: Mentions) -> Iterator[Indexes]:
    """The rows of each number that several ads show, in founding order."""
    rows = np.flatnonzero(mentions.kind_rows("phone"))
    rows = rows[np.lexsort((mentions.ad[rows], mentions.identifier[rows]))]
    starts = np.flatnonzero(np.diff(mentions.identifier[rows], prepend=-1))
    for group in np.split(rows, starts[1:]):
        if len(group) > 1:
            yield group


def _stretches(mentions: Mentions, rows: Indexes, gap: timedelta) -> list[Indexes]:
    """The rows of one number cut at every silence longer than the gap; ads without a date end no silence."""
    cuts: list[int] = []
    heard: datetime | None = None
    for place, index in enumerate(mentions.ad[rows].tolist()):
        ad = mentions.ads[index]
        first = ad.first_seen or NEVER
        if heard and first != NEVER and first - heard > gap:
            cuts.append(place)
        last = ad.last_seen or ad.first_seen
        heard = max(heard, last) if heard and last else last or heard
    return np.split(rows, cuts)


def _periods(mentions: Mentions, stretches: Sequence[Indexes], shown: dict[int, set[Key]]) -> list[Indexes]:
    """Stretches put together again where something carries over."""
    periods = [stretches[0]]
    for stretch in stretches[1:]:
        if _carries_over(mentions, periods[-1], stretch, shown):
            periods[-1] = np.concatenate([periods[-1], stretch])
        else:
            periods.append(stretch)
    return periods


def _carries_over(mentions: Mentions, before: Indexes, after: Indexes, shown: dict[int, set[Key]]) -> bool:
    old = [int(ad) for ad in mentions.ad[before]]
    new = [int(ad) for ad in mentions.ad[after]]
    if set().union(*(shown[ad] for ad in old)) & set().union(*(shown[ad] for ad in new)):
        return True
    return any(
        _same_text(mentions.ads[a].text, mentions.ads[b].text)
        for a in old[-TEXTS_COMPARED:]
        for b in new[:TEXTS_COMPARED]
    )


def _same_text(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= MIN_TEXT and fuzz.ratio(a, b, score_cutoff=SAME_TEXT) > 0


def _shown_otherwise(mentions: Mentions) -> dict[int, set[Key]]:
    """For each ad with a number what else it shows that is not a number."""
    with_number = set(mentions.ad[mentions.kind_rows("phone")].tolist())
    shown: dict[int, set[Key]] = {ad: set() for ad in with_number}
    for ad, identifier in zip(mentions.ad.tolist(), mentions.identifier.tolist(), strict=True):
        key = mentions.identifiers[identifier]
        if key[0] != "phone" and ad in shown:
            shown[ad].add(key)
    return shown
