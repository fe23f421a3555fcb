"""Hubs over all ads, judged where the master is: by numbers alone, and the texts of a few.

In: rows that Spark collected. Out: hubs with their reasons. It holds 16 bytes a mention and 8 an ad; words only of
websites and hubs, texts only of the first ads with a photo that many show.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from enrichment.linking.components import Indexes
from enrichment.linking.hubs import TEXTS_COMPARED, find_hubs
from enrichment.linking.mentions import Mentions
from enrichment.linking.options import LinkOptions
from enrichment.linking.photos import PhotoGroups
from enrichment.linking.suspects import find_suspects, take_census
from enrichment.linking.table import Table


@dataclass(frozen=True, slots=True)
class Market:
    """Numbers of ads in founding order and of identifiers in order of age, and who shows what."""

    ads: Indexes
    identifiers: Indexes
    mentions: Mentions


def market_of(ads: Indexes, rows: Indexes, websites: Mapping[int, str]) -> Market:
    """Rows (ad, rank, identifier, kind) of shape (4, n) over ads; `websites` spells the identifiers that are websites.

    Identifiers come in the order in which ads first show them, as in the local engine, for judging asks which is older.
    """
    by_name = np.argsort(ads)
    ad = by_name[np.searchsorted(ads, rows[0], sorter=by_name)]
    order = np.lexsort((rows[1], ad))
    ad, shown, kind = ad[order], rows[2][order], rows[3][order]
    names, first, identifier = np.unique(shown, return_index=True, return_inverse=True)
    by_age = np.argsort(first)
    rank = np.empty(len(names), np.int64)
    rank[by_age] = np.arange(len(names))
    identifier = rank[identifier]
    order = np.lexsort((identifier, ad))
    ad, identifier = ad[order], identifier[order]
    value = np.zeros(len(names), np.int64)
    value[rank[np.searchsorted(names, np.array(list(websites), np.int64))]] = np.arange(1, len(websites) + 1)
    empty = np.zeros(0, np.int64)
    photos = PhotoGroups(np.zeros((0, 4), np.uint64), empty, empty, empty)
    kinds, words = kind[first][by_age].astype(np.int8), ["", *websites.values()]
    by_identifier = np.argsort(identifier, kind="stable")
    mentions = Mentions(_table(len(ads), {}), photos, words, kinds, value, ad, identifier, by_identifier)
    return Market(ads, names[by_age], mentions)


def _table(count: int, texts: Mapping[int, str]) -> Table:
    """Ads of which nothing is known but some texts."""
    nothing = np.zeros(count, np.int64)
    text_of = np.zeros(count, np.int64)
    text_of[list(texts)] = np.arange(1, len(texts) + 1)
    ids, said = [""] * count, ["", *texts.values()]
    return Table(ids, nothing, nothing, nothing, nothing, nothing, [""], said, text_of)


def ads_to_hear(market: Market, options: LinkOptions) -> Indexes:
    """Which ads' texts the judging of photos asks for, as places."""
    mentions = market.mentions
    suspect = find_suspects(mentions, take_census(mentions), options) & mentions.of_kind("image")
    rows = mentions.by_identifier[suspect[mentions.identifier[mentions.by_identifier]]]
    starts = np.flatnonzero(np.diff(mentions.identifier[rows], prepend=-1))
    rank = np.arange(len(rows)) - np.repeat(starts, np.diff(np.append(starts, len(rows))))
    return np.unique(mentions.ad[rows[rank < TEXTS_COMPARED]])


def judge(
    market: Market, texts: Mapping[int, str], said: Sequence[tuple[int, bool]], options: LinkOptions
) -> dict[int, tuple[str, int]]:
    """Identifier -> why it is a hub, and how many ads show it; `texts` by place, `said` by identifier."""
    mentions = replace(market.mentions, table=_table(len(market.ads), texts))
    place = {number: index for index, number in enumerate(market.identifiers.tolist())} if said else {}
    verdicts = {place[number]: hub for number, hub in said if number in place}
    found = find_hubs(mentions, verdicts, options).reasons
    shown = np.bincount(mentions.identifier, minlength=len(mentions.kinds))
    return {int(market.identifiers[index]): (reason, int(shown[index])) for index, reason in found.items()}
