"""Where in a text enough digits stand together for a number, at one glance over its words.

In: folded text. Out: stretches of words (their spans and codes, see word_codes). Never misses what `windows` would
look at; never decides what is a number.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from enrichment.phones.groups import TOKEN
from enrichment.phones.word_codes import WEIGHT, digit_codes_of

FEWEST_DIGITS = 8
MOST_FILLER = 4
OPENING = 6

_CLUSTER = re.compile(rb"[^\0]+(?:\0{1,%d}[^\0]+)*" % MOST_FILLER)
_RUN = re.compile(rb"[^\0]+")
_HEAD = re.compile(rb"[\x80-\xff]")
_POSTCODE_END = re.compile(r"[A-Z]{2}[.,;:!?)]*")
"""Two capitals behind digits may make them a postcode, so they are looked at together."""
_WEIGHTS = bytes(code & WEIGHT for code in range(256))


class Edges(NamedTuple):
    """What could be a number's part in a text: at its edges (`begins` before it, `goes_on` behind), with any head."""

    begins: bool = False
    goes_on: bool = False
    headless: bool = False


NOWHERE = Edges()


class Stretch(NamedTuple):
    """Words close together that could hold a number: their folded span, and the code of each."""

    start: int
    end: int
    codes: bytes


def stretches(text: str, at_edges: Edges = NOWHERE) -> list[Stretch]:
    """The stretches of folded text that could hold a number, or at its edges a part of one."""
    words = text.split()
    codes = digit_codes_of(words)
    edges = _edges(words, codes, at_edges) if at_edges.begins or at_edges.goes_on else ()
    if not edges and sum(codes.translate(_WEIGHTS)) < FEWEST_DIGITS:
        return []
    spans = [found.span() for found in _CLUSTER.finditer(codes)]
    return [
        _stretch(text, words, codes, first, last)
        for first, last in spans
        if could_be(codes[first:last], at_edges.headless) or any(first <= edge < last for edge in edges)
    ]


def holds_a_number(codes: bytes, headless: bool = False) -> bool:
    """Whether words of these codes hold a stretch that could be a number."""
    if not could_be(codes, headless):
        return False
    return any(could_be(cluster, headless) for cluster in _CLUSTER.findall(codes))


def could_be(codes: bytes, headless: bool = False) -> bool:
    """Whether words of these codes could make a number: enough digits side by side, or strewn behind a beginning."""
    if sum(codes.translate(_WEIGHTS)) < FEWEST_DIGITS:
        return False
    if headless or _HEAD.search(codes):
        return True
    return any(sum(run.translate(_WEIGHTS)) >= FEWEST_DIGITS for run in _RUN.findall(codes))


def _edges(words: Sequence[str], codes: bytes, edges: Edges) -> tuple[int, ...]:
    """Places of the first digits and of the last word, where they could be part of a split number."""
    order = range(len(words))
    first = next((at for at in order[:OPENING] if codes[at]), None) if edges.begins else None
    last = next((at for at in reversed(order) if TOKEN.search(words[at])), None) if edges.goes_on else None
    return tuple(at for at in (first, last) if at is not None and codes[at])


def _stretch(text: str, words: Sequence[str], codes: bytes, first: int, last: int) -> Stretch:
    start = _place(text, words, first)
    if last < len(words) and _POSTCODE_END.fullmatch(words[last]):
        last += 1
    return Stretch(start, _place(text, words, last - 1) + len(words[last - 1]), codes[first:last])


def _place(text: str, words: Sequence[str], at: int) -> int:
    """Where word number `at` stands; quick where single spaces stand between all words in front."""
    place = sum(map(len, words[:at])) + at
    front = text[:place]
    if text.startswith(words[at], place) and len(front.split()) == at and (not place or text[place - 1].isspace()):
        return place
    place = 0
    for word in words[:at]:
        place = text.index(word, place) + len(word)
    return text.index(words[at], place)
