"""Texts that many write: they say nothing about who writes, and a strict reader passes over them.

In: mentions. Out: the same, without the texts that ads with several numbers share.
Two texts are held for one when one of their few smallest shingles (four words in a row, hashed) is the same.
"""

from collections import defaultdict
from dataclasses import replace
from heapq import nsmallest
from zlib import crc32

import numpy as np

from enrichment.linking.mentions import Flags, Mentions

WORDS_TOGETHER = 4
SKETCH = 3
NUMBERS = 4
"""A text beside so many numbers is a template; one person rarely has more than three."""


def without_templates(mentions: Mentions, joining: Flags) -> Mentions:
    """The mentions, where ads with a template have no text; `joining` are the rows of identifiers that are no hubs."""
    numbers = _numbers(mentions, joining)
    sketches = [_sketch(mentions.table.text(ad)) for ad in range(mentions.count)]
    beside: defaultdict[int, set[int]] = defaultdict(set)
    for ad, shown in numbers.items():
        for shingle in sketches[ad]:
            beside[shingle].update(shown)
    shared = {shingle for shingle, shown in beside.items() if len(shown) >= NUMBERS}
    template = [not shared.isdisjoint(sketch) for sketch in sketches]
    text_of = np.where(template, len(mentions.table.texts), mentions.table.text_of)
    return replace(mentions, table=replace(mentions.table, texts=[*mentions.table.texts, ""], text_of=text_of))


def _numbers(mentions: Mentions, joining: Flags) -> dict[int, list[int]]:
    """Ad -> its numbers."""
    rows = np.flatnonzero(joining & mentions.kind_rows("phone"))
    found: defaultdict[int, list[int]] = defaultdict(list)
    for ad, number in zip(mentions.ad[rows].tolist(), mentions.identifier[rows].tolist(), strict=True):
        found[ad].append(number)
    return found


def _sketch(text: str) -> list[int]:
    words = text.split()
    shingles = (" ".join(words[start : start + WORDS_TOGETHER]) for start in range(len(words) - WORDS_TOGETHER + 1))
    return nsmallest(SKETCH, {crc32(shingle.encode()) for shingle in shingles})
