"""Inside a cluster, ads that show one person's appearance: the same photos, the same name, one account.

In: mentions that join, cluster labels. Out: a persona id for each ad that shows a photo, an account or a name, else "".
One number alone makes no persona: many may share it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from enrichment.linking.components import Indexes, components
from enrichment.linking.mentions import Mentions, account_value

Pairs = Iterator[tuple[int, int]]


def find_personas(mentions: Mentions, rows: Indexes, label: Indexes) -> dict[str, str]:
    """Ad id -> persona id (`p-` and 12 hex digits of the earliest ad's id), "" where the ad shows none."""
    pairs = [*_by_photo(mentions, rows, label), *_by_account(mentions, label), *_by_name(mentions, label)]
    table = np.array(pairs, np.int64).reshape(-1, 2)
    persona = components(len(mentions.ads), table[:, 0], table[:, 1])
    first = np.unique(persona, return_index=True)[1]
    ids = [persona_id(mentions.ads[index].id) for index in first.tolist()]
    shown = np.zeros(len(mentions.ads), bool)
    shown[mentions.ad[rows[mentions.kind_rows("image")[rows]]]] = True
    return {
        ad.id: ids[number] if photo or ad.account or ad.name else ""
        for ad, number, photo in zip(mentions.ads, persona.tolist(), shown.tolist(), strict=True)
    }


def persona_id(founding_ad: str) -> str:
    """The id of the persona whose earliest ad this is."""
    return "p-" + hashlib.sha256(founding_ad.encode()).hexdigest()[:12]


def _by_photo(mentions: Mentions, rows: Indexes, label: Indexes) -> Pairs:
    """Ads of one cluster with one photo, each with the earliest of them."""
    first: dict[tuple[int, int], int] = {}
    photos = rows[mentions.kind_rows("image")[rows]]
    for ad, photo in zip(mentions.ad[photos].tolist(), mentions.identifier[photos].tolist(), strict=True):
        earliest = first.setdefault((photo, int(label[ad])), ad)
        if earliest != ad:
            yield earliest, ad


def _by_account(mentions: Mentions, label: Indexes) -> Pairs:
    """Ads of one account; where it shows several names it is a house's, and only ads of one name belong together."""
    held: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for index, ad in enumerate(mentions.ads):
        if account := account_value(ad):
            held[int(label[index]), account].append(index)
    for ads in held.values():
        names = {mentions.ads[index].name.casefold() for index in ads} - {""}
        for name in names if len(names) > 1 else {""}:
            same = [index for index in ads if len(names) <= 1 or mentions.ads[index].name.casefold() == name]
            yield from ((same[0], index) for index in same[1:])


def _by_name(mentions: Mentions, label: Indexes) -> Pairs:
    """Ads of one name in one cluster, unless two accounts of one site bear it: then there are two of that name."""
    named: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for index, ad in enumerate(mentions.ads):
        if ad.name:
            named[int(label[index]), ad.name.casefold()].append(index)
    for ads in named.values():
        accounts = {account_value(mentions.ads[index]): mentions.ads[index].site for index in ads}
        accounts.pop("", None)
        if len(set(accounts.values())) == len(accounts):
            yield from ((ads[0], index) for index in ads[1:])
