"""Why ads are joined, in words: one link for each further ad that shows what an earlier ad of its cluster showed.

In: mentions that join, cluster labels. Out: links, n - 1 for an identifier that n ads of a cluster show, sorted.
Words mask numbers; the value is whole.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from enrichment.images.hamming import distance, mirrored
from enrichment.linking.components import Indexes
from enrichment.linking.decisions import Pair
from enrichment.linking.mentions import Key, Mentions
from peil.records.joined import ImagePrint, Link, LinkAd

WORDS = {
    "account": "both were placed by the account {}",
    "website": "both name the website {}",
    "handle": "both name the handle {}",
    "licence_no": "both name the licence number {}",
}


def tell_links(mentions: Mentions, rows: Indexes, label: Indexes, same: Sequence[Pair]) -> tuple[Link, ...]:
    """The links of all clusters, by first ad, second ad, kind and value."""
    links = [_link(mentions, pair, mentions.identifiers[index]) for pair, index in _stars(mentions, rows, label)]
    links += [_said(mentions.ads[a], mentions.ads[b]) for a, b in same if label[a] == label[b]]
    return tuple(sorted(links, key=lambda link: (link.a, link.b, link.kind, link.value)))


def masked(phone: str) -> str:
    """A number for words and pages: its beginning and its last two digits."""
    return f"{phone[:5]}••••{phone[-2:]}" if len(phone) > 7 else "••••"


def _stars(mentions: Mentions, rows: Indexes, label: Indexes) -> Iterator[tuple[Pair, int]]:
    first: dict[tuple[int, int], int] = {}
    clusters = label[mentions.ad[rows]].tolist()
    for ad, identifier, cluster in zip(
        mentions.ad[rows].tolist(), mentions.identifier[rows].tolist(), clusters, strict=True
    ):
        earliest = first.setdefault((identifier, cluster), ad)
        if earliest != ad:
            yield (earliest, ad), identifier


def _link(mentions: Mentions, pair: Pair, key: Key) -> Link:
    a, b = sorted((mentions.ads[pair[0]], mentions.ads[pair[1]]), key=lambda ad: ad.id)
    kind, value = key
    bits = _distance(mentions, a, b, value) if kind == "image" else None
    return Link(a.id, b.id, kind, value, _words(key, bits), _first(a, b), _last(a, b), bits)


def _words(key: Key, bits: int | None) -> str:
    kind, value = key
    if kind == "phone":
        return f"both show the number {masked(value)}"
    if kind == "image":
        return f"both show the same photo ({bits} of 256 bits differ)"
    return WORDS[kind].format(value)


def _said(a: LinkAd, b: LinkAd) -> Link:
    first, second = sorted((a, b), key=lambda ad: ad.id)
    return Link(first.id, second.id, "same", "", "a person said that they are the same", _first(a, b), _last(a, b))


def _distance(mentions: Mentions, a: LinkAd, b: LinkAd, group: str) -> int:
    """Between the first print of this photo in each of them, straight or mirrored."""
    groups = mentions.photos.group
    one, other = (next(p for p in ad.images if groups.get(p.pdq) == group) for ad in (a, b))
    return _apart(one, other)


def _apart(a: ImagePrint, b: ImagePrint) -> int:
    if a.pdq == b.pdq:
        return 0
    turned = a.pdq_mirrored or mirrored(a.pdq)
    return min(distance(a.pdq, b.pdq), distance(turned, b.pdq))


def _first(a: LinkAd, b: LinkAd) -> datetime | None:
    return min((ad.first_seen for ad in (a, b) if ad.first_seen), default=None)


def _last(a: LinkAd, b: LinkAd) -> datetime | None:
    return max((ad.last_seen for ad in (a, b) if ad.last_seen), default=None)
