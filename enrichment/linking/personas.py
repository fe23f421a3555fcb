"""Inside a cluster, ads that show one person's appearance: the same photos, the same name, one account.

In: mentions that join, cluster labels. Out: a persona id for each ad that shows a photo, an account or a name, else "".
One number alone makes no persona: many may share it.
"""

import hashlib

import numpy as np

from enrichment.linking.components import Indexes, components, first_of, neighbours
from enrichment.linking.mentions import Flags, Mentions
from enrichment.linking.table import Table

Pairs = tuple[Indexes, Indexes]


def find_personas(mentions: Mentions, joining: Flags, label: Indexes) -> list[str]:
    """For each ad its persona id (`p-` and 12 hex digits of the earliest ad's id), "" where the ad shows none."""
    table = mentions.table
    photos = np.flatnonzero(joining & mentions.kind_rows("image"))
    shown = np.zeros(mentions.count, bool)
    shown[mentions.ad[photos]] = True
    pairs = [
        _together(mentions.ad[photos], mentions.identifier[photos], label[mentions.ad[photos]]),
        *_by_account(table, label),
        _by_name(table, label),
    ]
    persona = components(mentions.count, *(np.concatenate(side) for side in zip(*pairs, strict=True)))
    ids = [persona_id(table.ids[ad]) for ad in first_of(persona, int(persona.max(initial=-1)) + 1).tolist()]
    bears = shown | (table.account > 0) | (table.name > 0)
    return [ids[number] if any_ else "" for number, any_ in zip(persona.tolist(), bears.tolist(), strict=True)]


def persona_id(founding_ad: str) -> str:
    """The id of the persona whose earliest ad this is."""
    return "p-" + hashlib.sha256(founding_ad.encode()).hexdigest()[:12]


def _together(ad: Indexes, value: Indexes, label: Indexes) -> Pairs:
    """Ads of one cluster with one value, each with the next."""
    key = label * (int(value.max(initial=0)) + 1) + value
    order = np.lexsort((ad, key))
    return neighbours(ad[order], key[order])


def _by_account(table: Table, label: Indexes) -> list[Pairs]:
    """Ads of one account; where it shows several names it is a house's, and only ads of one name belong together."""
    ad = np.flatnonzero(table.account)
    key = label[ad] * len(table.accounts) + table.account[ad]
    _, held = np.unique(key, return_inverse=True)
    named = table.name[ad] > 0
    several = _distinct(held[named], table.name[ad][named], len(ad)) > 1
    house = several[held] if len(ad) else named
    own, shared = ~house, house & named
    width = int(table.name.max(initial=0)) + 1
    names = held[shared] * width + table.name[ad][shared]
    return [_together(ad[own], held[own], held[own]), _together(ad[shared], names, names)]


def _by_name(table: Table, label: Indexes) -> Pairs:
    """Ads of one name in one cluster, unless two accounts of one site bear it: then there are two of that name."""
    ad = np.flatnonzero(table.name)
    key = label[ad] * (int(table.name.max(initial=0)) + 1) + table.name[ad]
    _, held = np.unique(key, return_inverse=True)
    known = table.account[ad] > 0
    accounts = _distinct(held[known], table.account[ad][known], len(ad))
    sites = _distinct(held[known], table.site[ad][known], len(ad))
    alone = (accounts == sites)[held] if len(ad) else known
    return _together(ad[alone], held[alone], held[alone])


def _distinct(group: Indexes, value: Indexes, count: int) -> Indexes:
    """How many distinct values each of `count` groups has."""
    width = int(value.max(initial=0)) + 1
    return np.bincount(np.unique(group * width + value) // width, minlength=count)
