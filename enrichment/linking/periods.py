"""A number that was silent for months starts a new period, so that it does not weld its old user to its new one.

In: mentions. Out: mentions in which each period of a number is an identifier of its own.
No new period where a photo, an account, a website, a handle or the text carries over the silence.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

import numpy as np
from rapidfuzz import fuzz

from enrichment.linking.components import Indexes
from enrichment.linking.mentions import Key, Mentions
from enrichment.linking.options import LinkOptions

MIN_TEXT = 40
SAME_TEXT = 90
TEXTS_COMPARED = 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of one number without a long silence among them, and the silence before them."""

    rows: Indexes
    silence: timedelta


@dataclass(frozen=True, slots=True)
class Shown:
    """What ads with a number show besides it, by ad, and what the linker may believe about silences."""

    mentions: Mentions
    keys: dict[int, set[Key]]
    options: LinkOptions


def split_periods(mentions: Mentions, options: LinkOptions) -> Mentions:
    """The mentions with a further identifier (of the same kind and value) for every later period of a number."""
    identifier = mentions.identifier.copy()
    identifiers = list(mentions.identifiers)
    gap = timedelta(days=min(options.short_gap_days, options.gap_days))
    silent = [cut for rows in _rows_by_number(mentions) if len(cut := _stretches(mentions, rows, gap)) > 1]
    shown = Shown(mentions, _shown_otherwise(mentions, silent), options)
    for stretches in silent:
        for later in _periods(stretches, shown)[1:]:
            key: Key = identifiers[int(identifier[later[0]])]
            identifier[later] = len(identifiers)
            identifiers.append(key)
    return mentions.with_periods(identifier, identifiers)


def _rows_by_number(mentions: Mentions) -> Iterator[Indexes]:
    """The rows of each number that several ads show, in founding order."""
    rows = np.flatnonzero(mentions.kind_rows("phone"))
    rows = rows[np.lexsort((mentions.ad[rows], mentions.identifier[rows]))]
    starts = np.flatnonzero(np.diff(mentions.identifier[rows], prepend=-1))
    for group in np.split(rows, starts[1:]):
        if len(group) > 1:
            yield group


def _stretches(mentions: Mentions, rows: Indexes, gap: timedelta) -> list[Stretch]:
    """The rows of one number cut at every silence longer than the gap; ads without a date end no silence."""
    cuts: list[int] = []
    silences = [timedelta(0)]
    heard: datetime | None = None
    for place, index in enumerate(mentions.ad[rows].tolist()):
        ad = mentions.ads[index]
        if heard and ad.first_seen and ad.first_seen - heard > gap:
            cuts.append(place)
            silences.append(ad.first_seen - heard)
        last = ad.last_seen or ad.first_seen
        heard = max(heard, last) if heard and last else last or heard
    return [Stretch(part, silence) for part, silence in zip(np.split(rows, cuts), silences, strict=True)]


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
    old, new = shown.mentions.ad[before].tolist(), shown.mentions.ad[stretch.rows].tolist()
    if _carries_over(old, new, shown):
        return False
    return stretch.silence > timedelta(days=shown.options.gap_days) or _all_new(old, new, shown)


def _carries_over(old: list[int], new: list[int], shown: Shown) -> bool:
    if _keys(old, shown) & _keys(new, shown):
        return True
    texts = ([shown.mentions.ads[ad].text for ad in some] for some in (old[-TEXTS_COMPARED:], new[:TEXTS_COMPARED]))
    return any(_same_text(a, b) for a, b in product(*texts))


def _all_new(old: list[int], new: list[int], shown: Shown) -> bool:
    """Whether names and photos are known on both sides of the silence; that none carries over is known already."""
    known_photos = all(any(kind == "image" for kind, _ in _keys(side, shown)) for side in (old, new))
    before, after = ({shown.mentions.ads[ad].name.casefold() for ad in side} - {""} for side in (old, new))
    return known_photos and bool(before and after) and not before & after


def _keys(ads: list[int], shown: Shown) -> set[Key]:
    return set().union(*(shown.keys[ad] for ad in ads))


def _same_text(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= MIN_TEXT and fuzz.ratio(a, b, score_cutoff=SAME_TEXT) > 0


def _shown_otherwise(mentions: Mentions, silent: Iterable[Sequence[Stretch]]) -> dict[int, set[Key]]:
    """For each ad with a number that was silent: what else it shows that is not a number."""
    shown: dict[int, set[Key]] = {
        ad: set() for stretches in silent for stretch in stretches for ad in mentions.ad[stretch.rows].tolist()
    }
    rows = np.flatnonzero(np.isin(mentions.ad, list(shown)) & ~mentions.kind_rows("phone"))
    for ad, identifier in zip(mentions.ad[rows].tolist(), mentions.identifier[rows].tolist(), strict=True):
        shown[ad].add(mentions.identifiers[identifier])
    return shown
