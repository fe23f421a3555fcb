"""Identifiers that would weld strangers, found before anything is joined.

In: mentions, and what people said of identifiers. Out: the hubs, each with its reason in words.
What counts is how many groups of ads an identifier would join that nothing else joins, never a bare number of ads:
a house with forty workers on one number stays a house.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from enrichment.linking.components import Indexes, joined_by
from enrichment.linking.mentions import KINDS, Mentions
from enrichment.linking.options import LinkOptions
from enrichment.websites import shared_domains

Flags = NDArray[np.bool_]

LONE_PHOTO_LIMIT = 10
"""From so many independent groups on a photo is a hub even where none of them shows a number."""
COMPANY = 2
"""Photos that travel together may join so many times more groups: a set is rarely a stock photo."""


@dataclass(frozen=True, slots=True)
class Census:
    """What an identifier is seen with: `ads` it touches, other `numbers` in them, `beside` ads with another number."""

    ads: Indexes
    numbers: Indexes
    beside: Indexes


@dataclass(frozen=True, slots=True)
class Ground:
    """What suspects are judged on: groups of ads that unsuspected identifiers join, and the ads by identifier.

    `numbered` are ads with an unsuspected number, `has_number` those whose group has one.
    """

    mentions: Mentions
    group: Indexes
    has_number: Flags
    numbered: Flags
    by_identifier: csr_array


def find_hubs(mentions: Mentions, said: Mapping[int, bool], options: LinkOptions) -> dict[int, str]:
    """Identifier index -> why it is a hub; `said` holds what a person decided (True: hub, False: not a hub)."""
    matrix = _matrix(mentions)
    census = _take_census(mentions, matrix)
    suspect = _suspects(mentions, census, options) | _public(mentions)
    ground = _lay_ground(mentions, census, suspect, matrix)
    found = {index: _reason(index, ground, options) for index in np.flatnonzero(suspect).tolist()}
    found |= dict.fromkeys(np.flatnonzero(_public(mentions)).tolist(), "a public domain, where anybody may have a page")
    found |= dict.fromkeys(said, "")
    found |= {index: "a person said that it is a hub" for index, hub in said.items() if hub}
    return {index: reason for index, reason in sorted(found.items()) if reason}


def _matrix(mentions: Mentions) -> csr_array:
    """Identifiers by ads, one where the ad shows it."""
    shape = (len(mentions.identifiers), len(mentions.ads))
    return csr_array((np.ones(len(mentions.ad), np.int32), (mentions.identifier, mentions.ad)), shape=shape)


def _take_census(mentions: Mentions, matrix: csr_array) -> Census:
    phones = mentions.of_kind("phone")
    numbers = matrix[np.flatnonzero(phones)]
    together = matrix @ numbers.T
    of_ad = np.asarray(numbers.sum(axis=0)).ravel()
    others = np.diff(together.indptr) - phones
    needed = np.where(phones, 2, 1)
    enough = of_ad[mentions.ad] >= needed[mentions.identifier]
    beside = np.bincount(mentions.identifier[enough], minlength=len(phones))
    return Census(np.diff(matrix.indptr), others, beside)


def _suspects(mentions: Mentions, census: Census, options: LinkOptions) -> Flags:
    """Identifiers that could be hubs at all; all others are beyond doubt."""
    limit = np.array([options.hub_limits[kind] for kind in KINDS], np.int64)[mentions.kinds]
    crowded = census.numbers >= limit
    crowded &= ~mentions.of_kind("phone") | (census.beside >= options.hub_share * census.ads)
    lone = np.where(mentions.of_kind("image"), LONE_PHOTO_LIMIT, options.lone_limit)
    flags: Flags = crowded | (census.ads >= lone)
    return flags


def _public(mentions: Mentions) -> Flags:
    public = [kind == "website" and value in shared_domains() for kind, value in mentions.identifiers]
    return np.array(public, bool)


def _lay_ground(mentions: Mentions, census: Census, suspect: Flags, matrix: csr_array) -> Ground:
    count = len(mentions.ads)
    trusted = ~suspect & (~mentions.of_kind("image") | (census.numbers <= 1))
    rows = trusted[mentions.identifier]
    group = joined_by(count, mentions.ad[rows], mentions.identifier[rows])
    numbered = np.zeros(count, bool)
    numbered[mentions.ad[mentions.kind_rows("phone") & ~suspect[mentions.identifier]]] = True
    return Ground(mentions, group, np.isin(group, group[numbered]), numbered, matrix)


def _reason(index: int, ground: Ground, options: LinkOptions) -> str:
    """Why a suspect is a hub, empty where it is none."""
    kind = ground.mentions.identifiers[index][0]
    ads = _ads_of(ground, index)
    groups = len(np.unique(ground.group[ads]))
    if kind == "phone":
        return _phone_reason(ads, groups, ground, options)
    numbered = len(np.unique(ground.group[ads[ground.has_number[ads]]]))
    if kind == "image":
        return _photo_reason(index, groups, numbered, ground, options)
    if numbered >= options.hub_limits[kind]:
        return f"shown by {numbered} groups of ads with numbers of their own that nothing else joins"
    return ""


def _phone_reason(ads: Indexes, groups: int, ground: Ground, options: LinkOptions) -> str:
    beside = ads[ground.numbered[ads]]
    others = len(np.unique(ground.group[beside]))
    if others >= options.hub_limits["phone"] and len(beside) >= options.hub_share * len(ads):
        return (
            f"stands beside other numbers in {len(beside)} of its {len(ads)} ads, "
            f"in {others} groups that nothing else joins"
        )
    if groups >= options.lone_limit:
        return f"would join {groups} groups of ads that nothing else joins"
    return ""


def _photo_reason(index: int, groups: int, numbered: int, ground: Ground, options: LinkOptions) -> str:
    limit = options.hub_limits["image"]
    if numbered >= limit and (numbered > COMPANY * limit or _without_company(index, ground) >= limit):
        return f"shown by {numbered} groups of ads with numbers of their own that nothing else joins"
    if groups >= LONE_PHOTO_LIMIT:
        return f"shown by {groups} groups of ads that nothing else joins"
    return ""


def _without_company(index: int, ground: Ground) -> int:
    """How many numbered groups a photo joins when other photos of the same ads may join them first."""
    ads = _ads_of(ground, index)
    ads = ads[ground.has_number[ads]]
    mentions = ground.mentions
    rows = np.isin(mentions.ad, ads) & mentions.kind_rows("image") & (mentions.identifier != index)
    joined = joined_by(len(ground.group), ground.group[mentions.ad[rows]], mentions.identifier[rows])
    return len(np.unique(joined[ground.group[ads]]))


def _ads_of(ground: Ground, index: int) -> Indexes:
    matrix = ground.by_identifier
    ads: Indexes = matrix.indices[matrix.indptr[index] : matrix.indptr[index + 1]]
    return ads
