"""Where in a text enough digits stand together for a number, at one glance over its words.

In: folded text. Out: stretches of words (their spans and codes). Each word between spaces becomes one byte (how many
digits it could give, and how), kept from text to text, so that a plain word costs one look-up. Never misses what
`windows` would look at; never decides what is a number.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from enrichment.phones.compounds import DOUBLING
from enrichment.phones.groups import TOKEN, read_token

FEWEST_DIGITS = 8
MOST_FILLER = 4
MOST_KEPT = 65536
OPENING = 6
WEIGHT, WORDED, DIGITAL, HEADING = 0x1F, 0x20, 0x40, 0x80
"""A code: how many digits a word could give, whether as words or letters, in digits, with a zero or plus in front."""

ELSE = re.compile(
    r"(?:2[0-4]|[01]?\d):[0-5]\d[.,;!]*|[€$£]\d{1,3}(?:[.,]\d\d)?[.,;!]*|(?:https?://|www\.)\S*"
    r"|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d[.,;!]*",
    re.IGNORECASE,
)
"""Words that always are something else by themselves: a clock's time, a price, an address, a full date."""

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
    codes = bytes(map(_codes().__getitem__, words))
    edges = _edges(words, codes, at_edges) if at_edges.begins or at_edges.goes_on else ()
    if not edges and sum(codes.translate(_WEIGHTS)) < FEWEST_DIGITS:
        return []
    spans = [found.span() for found in _CLUSTER.finditer(codes)]
    return [
        _stretch(text, words, codes, first, last)
        for first, last in spans
        if could_be(codes[first:last], at_edges.headless) or any(first <= edge < last for edge in edges)
    ]


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


class _Codes(dict[str, int]):
    """Codes of words, filled as they are asked for; forgotten all at once when there are too many."""

    def __missing__(self, word: str) -> int:
        if len(self) >= MOST_KEPT:
            self.clear()
        code = self[word] = _code(word)
        return code


@cache
def _codes() -> _Codes:
    return _Codes()


def _code(word: str) -> int:
    if word.isdecimal() and word.isascii():
        return DIGITAL | (HEADING if word[0] == "0" else 0) | min(len(word), WEIGHT)
    if ELSE.fullmatch(word):
        return 0
    weight = kind = 0
    for token in TOKEN.findall(word):
        read = read_token(token)
        if read:
            weight += max(map(len, read.options))
            kind |= WORDED if token.isalpha() else DIGITAL
            kind |= HEADING if any(option.startswith("0") for option in read.options) else 0
        elif token.lower() in DOUBLING:
            weight, kind = weight + 2, kind | WORDED
    if "+" in word and (kind or word.rstrip("(").endswith("+")):
        kind |= HEADING
    return kind | min(weight, WEIGHT)
