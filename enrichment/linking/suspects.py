"""Identifiers that could be hubs at all: the few on which it is worth to look closer.

In: mentions. Out: a flag for each identifier, and what was counted beside it.
A suspect is not yet a hub; what is no suspect is trusted.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from enrichment.linking.components import Indexes
from enrichment.linking.mentions import KINDS, Flags, Mentions
from enrichment.linking.options import LinkOptions
from enrichment.linking.stays import find_stays
from enrichment.websites import shared_domains

LONE_PHOTO_LIMIT = 10
"""From so many independent groups on a photo is a hub even where most of its ads show no number."""


@dataclass(frozen=True, slots=True)
class Census:
    """What an identifier is seen with: `ads` it touches, other `numbers` in them, `beside` ads with another number."""

    ads: Indexes
    numbers: Indexes
    beside: Indexes


def take_census(mentions: Mentions) -> Census:
    """Count what stands beside each identifier; what a single ad shows joins nothing and has no numbers beside it."""
    count = len(mentions.kinds)
    phones, phone_rows = mentions.of_kind("phone"), mentions.kind_rows("phone")
    of_ad = np.bincount(mentions.ad[phone_rows], minlength=mentions.count)
    enough = of_ad[mentions.ad] >= np.where(phones, 2, 1)[mentions.identifier]
    beside = np.bincount(mentions.identifier[enough], minlength=count)
    return Census(np.bincount(mentions.identifier, minlength=count), count_numbers(mentions, phones), beside)


def count_numbers(mentions: Mentions, counted: Flags) -> Indexes:
    """How many of the numbers that count stand in the ads of each identifier, itself left out."""
    shape = (len(mentions.kinds), mentions.count)
    often = (np.bincount(mentions.identifier, minlength=shape[0]) > 1)[mentions.identifier]
    by_ad = _ones(mentions.identifier[often], mentions.ad[often], shape)
    numbers = counted[mentions.identifier]
    beside = by_ad @ _ones(mentions.ad[numbers], mentions.identifier[numbers], (shape[1], shape[0]))
    others: Indexes = np.maximum(np.diff(beside.indptr) - counted, 0)
    return others


def find_guests(mentions: Mentions, suspect: Flags, options: LinkOptions) -> Flags:
    """Numbers that are guests with several accounts where other numbers are at home."""
    count = len(mentions.kinds)
    guests = find_stays(mentions, ~suspect).guests()
    hosts = np.bincount(guests.number, minlength=count)
    ads = np.bincount(guests.number, guests.times, minlength=count)
    shown = np.bincount(mentions.identifier, minlength=count)
    flags: Flags = (hosts >= options.hub_limits["phone"]) & (ads >= options.hub_share * shown)
    return flags


def _ones(row: Indexes, column: Indexes, shape: tuple[int, int]) -> csr_array:
    return csr_array((np.ones(len(row), np.int32), (row, column)), shape=shape)


def find_suspects(mentions: Mentions, census: Census, options: LinkOptions) -> Flags:
    """Identifiers that could be hubs at all; all others are beyond doubt."""
    limit = np.array([options.hub_limits[kind] for kind in KINDS], np.int64)[mentions.kinds]
    crowded = census.numbers >= limit
    crowded &= ~mentions.of_kind("phone") | (census.beside >= options.hub_share * census.ads)
    lone = np.where(mentions.of_kind("image"), LONE_PHOTO_LIMIT, options.lone_limit)
    alone = census.ads >= lone
    alone &= ~mentions.of_kind("image") | (2 * census.beside < census.ads)
    flags: Flags = crowded | alone | public_domains(mentions)
    return flags | find_guests(mentions, flags, options)


def public_domains(mentions: Mentions) -> Flags:
    """Which identifiers are domains that belong to everybody."""
    flags = mentions.of_kind("website")
    named = np.flatnonzero(flags)
    flags[named] = [mentions.words[value] in shared_domains() for value in mentions.value[named].tolist()]
    return flags
