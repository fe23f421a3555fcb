"""Identifiers that would weld strangers, found before anything is joined.

In: mentions, and what people said of identifiers. Out: the hubs, each with its reason in words.
What counts is how many groups of ads an identifier would join that nothing else joins, never a bare number of ads:
a house with forty workers on one number stays a house.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from enrichment.linking.components import Indexes, joined_by
from enrichment.linking.likeness import MIN_TEXT, same_text
from enrichment.linking.mentions import KINDS, Flags, Mentions
from enrichment.linking.options import LinkOptions
from enrichment.linking.stays import accounts_of, find_stays
from enrichment.linking.suspects import (
    LONE_PHOTO_LIMIT,
    Census,
    count_numbers,
    find_suspects,
    public_domains,
    take_census,
)
from enrichment.linking.table import Table

SAID_A_HUB = "a person said that it is a hub"
TEXTS_COMPARED = 30
COMPANY = 2
"""Photos that travel together may join so many times more groups: a set is rarely a stock photo."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What suspects are judged on: groups of ads that unsuspected identifiers join, and the ads by identifier.

    `numbered` are ads with an unsuspected number, `has_number` those whose group has one; `account` is the unsuspected
    account of an ad or -1, `most` by account how often it shows the number that it shows most. The ads of identifier i
    are those of `starts[i]` up to `starts[i + 1]` in the rows by identifier.
    """

    mentions: Mentions
    group: Indexes
    has_number: Flags
    numbered: Flags
    account: Indexes
    most: Indexes
    starts: Indexes


@dataclass(frozen=True, slots=True)
class Hubs:
    """`reasons`: identifier index -> why it is a hub; `ground` is what they were judged on."""

    reasons: dict[int, str]
    ground: Ground


def find_hubs(
    mentions: Mentions, said: Mapping[int, bool], options: LinkOptions, settled: Mapping[int, str] | None = None
) -> Hubs:
    """The hubs; `said` holds what a person decided (True: hub, False: not a hub).

    `settled` are hubs for reasons that ads outside of these mentions give.
    """
    settled = settled or {}
    census = take_census(mentions)
    suspect = find_suspects(mentions, census, options)
    suspect[[*settled, *(index for index, hub in said.items() if hub)]] = True
    ground = _lay_ground(mentions, census, suspect)
    phone = mentions.of_kind("phone")
    found = {index: _reason(index, ground, options) for index in np.flatnonzero(suspect & ~phone).tolist()}
    barred = suspect & phone
    barred[[index for index, reason in found.items() if reason]] = True
    found |= {
        index: _phone_reason(index, ground, barred, options) for index in np.flatnonzero(suspect & phone).tolist()
    }
    found |= dict.fromkeys(
        np.flatnonzero(public_domains(mentions)).tolist(), "a public domain, where anybody may have a page"
    )
    found |= settled
    found |= dict.fromkeys(said, "")
    found |= {index: SAID_A_HUB for index, hub in said.items() if hub}
    return Hubs({index: reason for index, reason in sorted(found.items()) if reason}, ground)


def _lay_ground(mentions: Mentions, census: Census, suspect: Flags) -> Ground:
    own = mentions.of_kind("phone") & ~suspect
    trusted = ~suspect & (~mentions.of_kind("image") | (count_numbers(mentions, own) <= 1))
    group = mentions.joined(trusted[mentions.identifier])
    numbered = np.zeros(mentions.count, bool)
    numbered[mentions.ad[own[mentions.identifier]]] = True
    with_number = np.zeros(mentions.count, bool)
    with_number[group[numbered]] = True
    starts = np.concatenate([[0], np.cumsum(census.ads)])
    most = find_stays(mentions, ~suspect).most(len(mentions.kinds))
    account = accounts_of(mentions, ~suspect)
    return Ground(mentions, group, with_number[group], numbered, account, most, starts)


def _reason(index: int, ground: Ground, options: LinkOptions) -> str:
    """Why a suspect is a hub, empty where it is none."""
    kind = KINDS[ground.mentions.kinds[index]]
    ads = _ads_of(ground, index)
    groups = len(np.unique(ground.group[ads]))
    numbered = len(np.unique(ground.group[ads[ground.has_number[ads]]]))
    if kind == "image":
        return _photo_reason(index, groups, numbered, ground, options)
    if numbered >= options.hub_limits[kind]:
        return f"shown by {numbered} groups of ads with numbers of their own that nothing else joins"
    return ""


def _phone_reason(index: int, ground: Ground, barred: Flags, options: LinkOptions) -> str:
    ads = _ads_of(ground, index)
    beside = ads[ground.numbered[ads]]
    others = len(np.unique(ground.group[beside]))
    if others >= options.hub_limits["phone"] and len(beside) >= options.hub_share * len(ads):
        return (
            f"stands beside other numbers in {len(beside)} of its {len(ads)} ads, "
            f"in {others} groups that nothing else joins"
        )
    hosts = _hosts(ads, ground, options)
    if hosts >= options.hub_limits["phone"]:
        return (
            f"stands in {hosts} groups of ads that nothing else joins, of accounts that show their own number as often"
        )
    groups = len(np.unique(ground.group[ads]))
    if groups >= options.lone_limit and (left := _left_apart(index, ground, barred)) >= options.lone_limit:
        return f"would join {left} groups of ads that nothing else joins"
    return ""


def _hosts(ads: Indexes, ground: Ground, options: LinkOptions) -> int:
    """With how many groups a number is a guest, where that is how it mostly stands, the foremost group left out."""
    accounts, of_ad, times = np.unique(ground.account[ads], return_inverse=True, return_counts=True)
    guest = (times <= ground.most[accounts]) & (accounts >= 0)
    _, stays = np.unique(ground.group[ads[guest[of_ad]]], return_counts=True)
    often = stays.sum() - stays.max(initial=0) >= options.hub_share * len(ads)
    return len(stays) if often else 0


def _left_apart(index: int, ground: Ground, barred: Flags) -> int:
    """How many groups an identifier joins when all that is not barred may join them first."""
    mentions, ads = ground.mentions, _ads_of(ground, index)
    rows = mentions.rows_of_ads(ads)
    groups, group = np.unique(ground.group[mentions.ad[rows]], return_inverse=True)
    free = ~barred[mentions.identifier[rows]]
    return int(joined_by(len(groups), group[free], mentions.identifier[rows][free]).max(initial=-1)) + 1


def _photo_reason(index: int, groups: int, numbered: int, ground: Ground, options: LinkOptions) -> str:
    limit = options.hub_limits["image"]
    ads = _ads_of(ground, index)
    beside = ads[ground.has_number[ads]]
    if numbered >= limit and (numbered > COMPANY * limit or _without_company(index, ground, beside) >= limit):
        hands = Hands.of(ads, ground.mentions.table)
        if numbered > COMPANY * limit or 2 * hands.largest <= hands.texts:
            return f"shown by {numbered} groups of ads with numbers of their own that nothing else joins"
    if groups < LONE_PHOTO_LIMIT or _without_company(index, ground, ads) < LONE_PHOTO_LIMIT:
        return ""
    hands = Hands.of(ads, ground.mentions.table)
    if hands.largest > 1 and (3 * hands.largest >= hands.texts or hands.count < LONE_PHOTO_LIMIT):
        return ""
    return f"shown by {groups} groups of ads that nothing else joins"


@dataclass(frozen=True, slots=True)
class Hands:
    """Who writes: how many `texts` were compared, how many different ones, and how many of the `largest` one."""

    texts: int
    count: int
    largest: int

    @classmethod
    def of(cls, ads: Indexes, table: Table) -> "Hands":
        """The hands of the first of some ads."""
        found: list[list[str]] = []
        texts = [text for ad in ads[:TEXTS_COMPARED].tolist() if len(text := table.text(ad)) >= MIN_TEXT]
        for text in texts:
            known = next((hand for hand in found if same_text(text, hand[0])), None)
            if known:
                known.append(text)
            else:
                found.append([text])
        return cls(len(texts), len(found), max(map(len, found), default=0))


def _without_company(index: int, ground: Ground, ads: Indexes) -> int:
    """How many groups a photo joins when other photos of the same ads may join them first."""
    mentions = ground.mentions
    rows = mentions.rows_of_ads(ads)
    groups, group = np.unique(ground.group[mentions.ad[rows]], return_inverse=True)
    others = (mentions.kinds[mentions.identifier[rows]] == KINDS.index("image")) & (mentions.identifier[rows] != index)
    return int(joined_by(len(groups), group[others], mentions.identifier[rows][others]).max(initial=-1)) + 1


def _ads_of(ground: Ground, index: int) -> Indexes:
    rows = ground.mentions.by_identifier[ground.starts[index] : ground.starts[index + 1]]
    return ground.mentions.ad[rows]
