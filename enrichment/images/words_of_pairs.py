"""Links by photos in words that say how the photo is shown and what bears it.

In: links as the linker made them of photos that were decided before, the ads that it was given, and the pairs that were
decided. Out: the same links, with the words and the distance of the pair that bears each.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from peil.records.joined import Link, LinkAd

WORDS = {
    "whole": "both show the same photo",
    "mirrored": "both show the same photo, one of them mirrored",
    "part": "both show the same photo, one of them a part of it",
    "collage": "both show the same photo, one of them in a collage",
}
SAME_FILE = "both show the same photo (the same file)"
BY_OTHERS = "both show the same photo (each is a copy of a third)"


@dataclass(frozen=True, slots=True)
class ToldPair:
    """Two image files by hash (`a` < `b`), how they show one photo, PDQ's distance, and what bears it."""

    a: str
    b: str
    how: str
    distance: int
    evidence: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """Which image files each ad shows, under the hash that stands for their photo; and the decided pairs of files."""

    files: Mapping[tuple[str, str], frozenset[str]]
    pairs: Mapping[tuple[str, str], ToldPair]


def in_words(links: Sequence[Link], ads: Sequence[LinkAd], pairs: Iterable[ToldPair]) -> tuple[Link, ...]:
    """The links, those by photos with the words of the pair that bears them; others as they are."""
    ends = {end for link in links if link.kind == "image" for end in (link.a, link.b)}
    files: dict[tuple[str, str], set[str]] = {}
    for ad in (ad for ad in ads if ad.id in ends):
        for image in ad.images:
            for name in {image.pdq, image.pdq_mirrored} - {""}:
                files.setdefault((ad.id, name), set()).add(image.sha256)
    shown = Shown({key: frozenset(names) for key, names in files.items()}, {(pair.a, pair.b): pair for pair in pairs})
    return tuple(_told(link, shown) if link.kind == "image" else link for link in links)


def _told(link: Link, shown: Shown) -> Link:
    ours, theirs = (shown.files.get((end, link.value), frozenset()) for end in (link.a, link.b))
    if ours & theirs:
        return replace(link, evidence=SAME_FILE, distance=0)
    keys = ((min(one, other), max(one, other)) for one in ours for other in theirs)
    found = [shown.pairs[key] for key in keys if key in shown.pairs]
    if not found:
        return replace(link, evidence=BY_OTHERS, distance=None)
    pair = max(found, key=lambda one: (one.evidence.get("points", 0), one.a, one.b))
    return replace(link, evidence=pair_words(pair), distance=pair.distance)


def pair_words(pair: ToldPair) -> str:
    """How two files show one photo and on what evidence, as a sentence."""
    borne = pair.evidence
    if "points" not in borne:
        return f"{WORDS[pair.how]} ({pair.distance} of 256 bits differ)"
    points = f"{borne['points']} of {borne['points_asked']} points lie on each other"
    return f"{WORDS[pair.how]} ({points}, {borne['blocks']} of {borne['blocks_asked']} blocks of pixels agree)"
