"""Why ads are joined, in words: one link for each further ad that shows what an earlier ad of its cluster showed.

In: mentions that join, cluster labels. Out: links, n - 1 for an identifier that n ads of a cluster show, sorted.
Words mask numbers; the value is whole.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

import numpy as np

from enrichment.linking.components import Indexes
from enrichment.linking.decisions import Pair
from enrichment.linking.mentions import Flags, Mentions
from enrichment.linking.photos import PhotoGroups, distances
from enrichment.linking.table import moment
from peil.records.joined import Link

SAID = -1
STRENGTHS = {"phone": "fair", "website": "fair", "handle": "fair", "image": "weak"}
"""Of what is not strong: an account, a licence number and a person's word have one owner, a number may be lent."""
WORDS = {
    "account": "both were placed by the account {}",
    "website": "both name the website {}",
    "handle": "both name the handle {}",
    "licence_no": "both name the licence number {}",
}


def tell_links(mentions: Mentions, joining: Flags, label: Indexes, same: Sequence[Pair]) -> tuple[Link, ...]:
    """The links of all clusters, by first ad, second ad, kind and value."""
    columns = (each.tolist() for each in _stars(mentions, joining, label))
    told = link_words(mentions, [*zip(*columns, strict=True), *((a, b, SAID) for a, b in same if label[a] == label[b])])
    return tuple(sorted(told, key=lambda link: (link.a, link.b, link.kind, link.value)))


def link_words(mentions: Mentions, found: Sequence[tuple[int, int, int]]) -> tuple[Link, ...]:
    """(ad, ad, identifier) in words and dates; the identifier SAID stands for a person's "same"."""
    table = np.array(found, np.int64).reshape(-1, 3)
    bits = _bits(mentions, table[:, 0], table[:, 1], table[:, 2])
    links = _Links(mentions)
    return tuple(
        links.tell((a, b), links.key(index) if index != SAID else ("same", ""), None if apart < 0 else apart)
        for (a, b, index), apart in zip(found, bits.tolist(), strict=True)
    )


def masked(phone: str) -> str:
    """A number for words and pages: its beginning and its last two digits."""
    return f"{phone[:5]}••••{phone[-2:]}" if len(phone) > 7 else "••••"


def words_for(kind: str, value: str, bits: int | None) -> str:
    """What joins two ads, as a sentence."""
    if kind == "phone":
        return f"both show the number {masked(value)}"
    if kind == "image":
        return f"both show the same photo ({bits} of 256 bits differ)" if bits else "both show the same photo"
    return WORDS[kind].format(value) if kind in WORDS else "a person said that they are the same"


def _stars(mentions: Mentions, joining: Flags, label: Indexes) -> tuple[Indexes, Indexes, Indexes]:
    """(earliest ad, later ad, identifier) of one cluster."""
    rows = mentions.by_identifier[joining[mentions.by_identifier]]
    ad, identifier = mentions.ad[rows], mentions.identifier[rows]
    order = np.lexsort((ad, label[ad], identifier))
    ad, identifier = ad[order], identifier[order]
    starts = np.ones(len(ad), bool)
    starts[1:] = (identifier[1:] != identifier[:-1]) | (label[ad][1:] != label[ad][:-1])
    earliest = ad[np.flatnonzero(starts)[np.cumsum(starts) - 1]]
    return earliest[~starts], ad[~starts], identifier[~starts]


def _bits(mentions: Mentions, first: Indexes, second: Indexes, identifier: Indexes) -> Indexes:
    """Between the prints of a photo in two ads, straight or mirrored; -1 for what is no photo."""
    bits = np.full(len(identifier), -1, np.int64)
    rows = np.flatnonzero(identifier != SAID)
    rows = rows[mentions.of_kind("image")[identifier[rows]]]
    both = np.concatenate([first[rows], second[rows]])
    one, other = np.split(_prints(mentions.photos, both, np.tile(mentions.value[identifier[rows]], 2)), 2)
    bits[rows] = distances(mentions.photos.hashes[one], mentions.photos.hashes[other])
    return bits


def _prints(photos: PhotoGroups, ad: Indexes, group: Indexes) -> Indexes:
    """For each ad the first hash that it shows of a group."""
    width = int(max(photos.ad.max(initial=0), ad.max(initial=0))) + 1
    key = photos.group[photos.shown] * width + photos.ad
    order = np.argsort(key, kind="stable")
    return photos.shown[order[np.searchsorted(key[order], group * width + ad)]]


class _Links:
    """Links in words; an identifier is spelt once."""

    def __init__(self, mentions: Mentions) -> None:
        self.key = cache(mentions.key)
        table = mentions.table
        self.ids, self.first, self.last = table.ids, table.first, table.last

    def tell(self, pair: Sequence[int], key: tuple[str, str], bits: int | None) -> Link:
        """Two ads and what joins them, over the time both were seen."""
        a, b = sorted(pair, key=self.ids.__getitem__)
        seen = [date for ad in pair if (date := moment(self.last[ad]))]
        first: datetime | None = moment(min(self.first[a], self.first[b]))
        kind, value = key
        words = words_for(kind, value, bits)
        strength = STRENGTHS.get(kind, "strong")
        return Link(self.ids[a], self.ids[b], kind, value, words, first, max(seen, default=None), bits, strength)
