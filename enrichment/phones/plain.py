"""Ads read at a glance: no digits that could be dialled, or mobile numbers in a plain form among plain words.

In: an AdText. Out: its readings, or None where the ad needs the lattice: whatever stands beside a number and could
change what it is (digits, amounts, labels, units), links, markup, a title that may begin a number. Both ways give
the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from enrichment.phones.elsewhere import is_said_otherwise
from enrichment.phones.fields import Field, folded
from enrichment.phones.folding import Folded, fold
from enrichment.phones.groups import TOKEN, read_token
from enrichment.phones.label_words import may_be_labels
from enrichment.phones.labels import labelled
from enrichment.phones.patterns import has_no_trunk
from enrichment.phones.plans import Candidate, candidate
from enrichment.phones.stretches import MOST_FILLER, holds_a_number
from enrichment.phones.word_codes import DIGITAL, HEADING, ODD, TELLING, UNITS, WEIGHT, codes_of
from enrichment.phones.written_links import may_link
from peil.records.read import AdText, PhoneReading

END = r"(?![.,!?;)]* ?[A-Z]{2}\b)(?=[.,!?;)]{0,3}(?:\s|$))"
PLAIN = {
    "NL": re.compile(
        r"(?:(?:(?P<plus>\+)31 ?(?:\(0\) ?)?6|0031 ?6|06)"
        r"(?:-?\d{8}| \d{8}|(?P<sign>[ *./_|-])\d\d(?:(?P=sign)\d\d){3}|[ -]\d{4} \d{4}"
        r"|[ -](?!\d\d0 \d\d0 \d0)\d{3} \d{3} \d\d)"
        rf"|0(?P<single>[ .-])6(?:(?P=single)\d){{8}}){END}"
    ),
    "BE": re.compile(
        r"(?:(?P<plus>\+)32 ?(?:\(0\) ?)?4\d\d|0032 ?4\d\d|04\d\d)"
        rf"(?:[/ -]?\d{{6}}|[/ ]\d\d(?P<sign>[ .])\d\d(?P=sign)\d\d){END}"
    ),
    "DE": re.compile(rf"(?:(?P<plus>\+)49 ?(?:\(0\) ?)?1[567]\d|0049 ?1[567]\d|01[567]\d)[ /-]?\d{{7,8}}{END}"),
}
HEADS = re.compile(rb"[\x80-\xff]")
THREE = re.compile(r"(?<![^\W_])3")
VARYING = "DE"
"""Where a number may be one digit longer or shorter."""
FRONT, BEHIND = 90, 64
NEAR = 14
MOST_BEHIND = 4
WORDS_LOOKED_AT = 12
ODDS, TELLERS = (
    re.compile(b"[%s]" % re.escape(bytes(code for code in range(256) if code & bit))) for bit in (ODD, TELLING)
)
DIGITS_IN = re.compile(b"[%s]" % re.escape(bytes(code for code in range(256) if code & (DIGITAL | HEADING))))
_DIGIT_CODES = bytes(code & (WEIGHT | DIGITAL | HEADING) for code in range(256))
_WEIGHTS = bytes(code & WEIGHT for code in range(256))
MONEY = re.compile(r"[€$£]|eur", re.IGNORECASE)
BEHIND_MONEY = re.compile(r"[.,!?;)]{0,3}\s?[€$£]")
_WORDS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\D+")

Verdict = Literal["number", "other", "unclear"]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A plain form: its match, the number it would be, and the places of its words among those of the text."""

    match: re.Match[str]
    number: Candidate | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Page:
    """A text as it stands or folded, its words and their codes, and its country."""

    folded: Folded
    words: Sequence[str]
    codes: bytes
    country: str


def plain_readings(ad: AdText) -> tuple[PhoneReading, ...] | None:
    """The numbers of an ad that needs no closer look; None for any other."""
    country = ad.country.upper()
    headless = has_no_trunk(country)
    if ad.phone or not ad.text or not begins_nothing(ad.title, headless):
        return None
    page = _page(Folded(ad.text), country)
    if ODDS.search(page.codes):
        page = _page(folded(ad.text), country)
        if may_link(ad.text) or ODDS.search(page.codes):
            return None
    if headless or country not in PLAIN or not HEADS.search(page.codes):
        return None if holds_a_number(page.codes.translate(_DIGIT_CODES), headless) else ()
    seen = _plain_forms(page)
    return None if seen is None else _readings(page, Field("text", ad.text, page.folded, ()), seen)


def _page(folded: Folded, country: str) -> _Page:
    words = folded.text.split()
    return _Page(folded, words, codes_of(words), country)


def begins_nothing(title: str, headless: bool) -> bool:
    """Whether a title has no number, and none could begin at its end."""
    words = title.split()
    codes = codes_of(words)
    if not any(codes):
        return True
    digits = codes.translate(_DIGIT_CODES)
    if ODDS.search(codes) or holds_a_number(digits, True):
        return False
    last = next((code for word, code in zip(reversed(words), reversed(digits), strict=True) if TOKEN.search(word)), 0)
    return not last or not (headless or _may_begin(digits) or THREE.search(title))


def _may_begin(digits: bytes) -> bool:
    """Whether one of the words could begin a number, or gives digits in words."""
    return any(code & HEADING or (code and not code & DIGITAL) for code in digits)


def _plain_forms(page: _Page) -> list[_Seen] | None:
    """The plain forms of a text; None where something else in it could be a number too."""
    found: list[_Seen] = []
    text, digits = page.folded.text, page.codes.translate(_DIGIT_CODES)
    at = last = 0
    for head in HEADS.finditer(page.codes):
        first = head.start()
        if first < last:
            continue
        at = _place(text, page.words[first], at)
        match = PLAIN[page.country].match(text, at)
        if not match:
            continue
        if holds_a_number(digits[last:first]):
            return None
        number = candidate(_DIGITS.sub("", match.group().replace("(0)", "")), match["plus"] is not None, page.country)
        last = first + len(match.group().split())
        at = match.end()
        found.append(_Seen(match, number, first, last))
    return None if holds_a_number(digits[last:]) else found


def _place(text: str, word: str, at: int) -> int:
    """Where a word stands by itself, from `at` on."""
    while True:
        at = text.index(word, at)
        end = at + len(word)
        if (not at or text[at - 1].isspace()) and (end == len(text) or text[end].isspace()):
            return at
        at += 1


def _readings(page: _Page, field: Field, seen: Sequence[_Seen]) -> tuple[PhoneReading, ...] | None:
    found: dict[str, PhoneReading] = {}
    for each in seen:
        verdict, number = _verdict(page, each), each.number
        if verdict == "unclear" or number is None:
            return None
        if verdict == "number" and number.e164 not in found:
            found[number.e164] = field.reading(number, *each.match.span())
    return tuple(found.values())


def _verdict(page: _Page, seen: _Seen) -> Verdict:
    if not seen.number or seen.number.use != "links":
        return "unclear"
    start, end = seen.match.span()
    front = page.folded.text[max(0, start - FRONT) : start]
    behind = fold(page.folded.text[end : end + BEHIND]).text
    if _is_near_digits(front, page, seen):
        return "unclear"
    if is_said_otherwise(behind, 0, 0):
        return "other"
    if not _is_free(front, behind, page.codes[seen.last : seen.last + 1]):
        return "unclear"
    if not may_be_labels(page.words[max(0, seen.first - WORDS_LOOKED_AT) : seen.first]):
        return "number"
    front = fold(front).text
    spans = labelled(front + seen.match.group())
    if spans and spans[-1] == (len(front), len(front) + end - start):
        return "other"
    return "unclear" if spans else "number"


def _is_near_digits(front: str, page: _Page, seen: _Seen) -> bool:
    """Whether digits or number words stand where they could change the number."""
    before = page.codes[max(0, seen.first - MOST_FILLER) : seen.first]
    after = page.codes[seen.last : seen.last + 2]
    if DIGITS_IN.search(before) or (after and after[0] & DIGITAL):
        return True
    near = after.translate(_WEIGHTS)
    if page.country == VARYING and any(near[:1]):
        return True
    if near and (near[0] > MOST_BEHIND or (len(near) > 1 and all(near))):
        return True
    return bool(before) and before[-1] & WEIGHT != 0 and not _is_no_digit(fold(front).text)


def _is_free(front: str, behind: str, after: bytes) -> bool:
    """Whether no amounts or units stand right beside a number."""
    if MONEY.search(front, max(0, len(front) - NEAR)) or BEHIND_MONEY.match(behind):
        return False
    return not behind[:1].isspace() or not TELLERS.search(after) or not _is_counted(behind)


def _is_counted(behind: str) -> bool:
    """Whether a unit stands right behind a number: "km", "mei"."""
    words = _WORDS.findall(behind)
    return bool(words) and words[0].lower() in UNITS


def _is_no_digit(front: str) -> bool:
    """Whether the word in front, though it could give digits, is none here ("is", "een")."""
    words = _WORDS.findall(front)
    read = read_token(words[-1]) if words else None
    return read is not None and read.digits in ("", "1")
