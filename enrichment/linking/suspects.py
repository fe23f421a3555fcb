"""Identifiers that could be hubs at all: the few on which it is worth to look closer.

In: mentions. Out: a flag for each identifier, and the sparse table of identifiers by ads that it was counted on.
A suspect is not yet a hub; what is no suspect is trusted.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from enrichment.linking.components import Indexes
from enrichment.linking.mentions import KINDS, Mentions
from enrichment.linking.options import LinkOptions
from enrichment.websites import shared_domains

Flags = NDArray[np.bool_]

LONE_PHOTO_LIMIT = 10
"""From so many independent groups on a photo is a hub even where none of them shows a number."""


@dataclass(frozen=True, slots=True)
class Census:
    """What an identifier is seen with: `ads` it touches, other `numbers` in them, `beside` ads with another number."""

    ads: Indexes
    numbers: Indexes
    beside: Indexes


def ads_by_identifier(mentions: Mentions) -> csr_array:
    """Identifiers by ads, one where the ad shows it."""
    shape = (len(mentions.identifiers), len(mentions.ads))
    return csr_array((np.ones(len(mentions.ad), np.int32), (mentions.identifier, mentions.ad)), shape=shape)


def take_census(mentions: Mentions, matrix: csr_array) -> Census:
    """Count what stands beside each identifier."""
    phones = mentions.of_kind("phone")
    numbers = matrix[np.flatnonzero(phones)]
    together = matrix @ numbers.T
    of_ad = np.asarray(numbers.sum(axis=0)).ravel()
    others = np.diff(together.indptr) - phones
    needed = np.where(phones, 2, 1)
    enough = of_ad[mentions.ad] >= needed[mentions.identifier]
    beside = np.bincount(mentions.identifier[enough], minlength=len(phones))
    return Census(np.diff(matrix.indptr), others, beside)


def find_suspects(mentions: Mentions, census: Census, options: LinkOptions) -> Flags:
    """Identifiers that could be hubs at all; all others are beyond doubt."""
    limit = np.array([options.hub_limits[kind] for kind in KINDS], np.int64)[mentions.kinds]
    crowded = census.numbers >= limit
    crowded &= ~mentions.of_kind("phone") | (census.beside >= options.hub_share * census.ads)
    lone = np.where(mentions.of_kind("image"), LONE_PHOTO_LIMIT, options.lone_limit)
    flags: Flags = crowded | (census.ads >= lone) | public_domains(mentions)
    return flags


def public_domains(mentions: Mentions) -> Flags:
    """Which identifiers are domains that belong to everybody."""
    public = [kind == "website" and value in shared_domains() for kind, value in mentions.identifiers]
    return np.array(public, bool)
