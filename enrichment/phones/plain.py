"""Dutch mobile numbers in a plain form among plain words, read without a closer look: most numbers there are.

In: folded text and a stretch of it. Out: finds, and the stretches that are left for the lattice. Whatever stands
beside a number and could change what it is (digits, amounts, labels, units) leaves it to the lattice, so that both
ways give the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from enrichment.phones.elsewhere import COUNTED, LONG_UNITS, MONTHS, SHORT_UNITS
from enrichment.phones.groups import read_token
from enrichment.phones.label_words import kinds, may_label, may_say_otherwise
from enrichment.phones.labels import WORD, labelled
from enrichment.phones.plans import Candidate, candidate
from enrichment.phones.stretches import DIGITAL, HEADING, MOST_FILLER, WEIGHT, Stretch, could_be

PLAIN = re.compile(
    r"(?<!\S)(?:(?:(?P<plus>\+)31 ?(?:\(0\) ?)?6|0031 ?6|06)"
    r"(?:-?\d{8}| \d{8}|(?P<sign>[ *./_|-])\d\d(?:(?P=sign)\d\d){3}|[ -]\d{4} \d{4}"
    r"|[ -](?!\d\d0 \d\d0 \d0)\d{3} \d{3} \d\d)"
    r"|0(?P<single>[ .-])6(?:(?P=single)\d){8})"
    r"(?![.,!?;)]* ?[A-Z]{2}\b)(?=[.,!?;)]{0,3}(?:\s|$))"
)
FRONT, BEHIND = 90, 64
NEAR = 14
MOST_BEHIND = 4
WORDS_LOOKED_AT = 7
MONEY = re.compile(r"[€$£]|eur", re.IGNORECASE)
BEHIND_MONEY = re.compile(r"[.,!?;)]{0,3}\s?[€$£]")
UNITS = frozenset(f"{MONTHS}|{COUNTED}|{LONG_UNITS}|{SHORT_UNITS}|am|pm|std|cent|x".replace("?", "").split("|"))
_WORDS = re.compile(WORD)
_DIGITS = re.compile(r"\D+")

Verdict = Literal["number", "other", "unclear"]


@dataclass(frozen=True, slots=True)
class PlainFind:
    """A number with its folded span; without the number where a label says that it is something else."""

    number: Candidate | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """A plain form in a stretch: its match, the number it would be, and the places of its words in the codes."""

    match: re.Match[str]
    number: Candidate | None
    first: int
    last: int


def plain_numbers(text: str, stretch: Stretch) -> tuple[list[PlainFind], list[Stretch]]:
    """The plain numbers of a stretch of a Dutch page, and what of the stretch needs a closer look."""
    seen = list(_plain_forms(text, stretch))
    verdicts = [_verdict(text, each, stretch.codes) for each in seen]
    if not seen or "unclear" in verdicts:
        return [], [stretch]
    finds = [
        PlainFind(each.number if verdict == "number" else None, *each.match.span())
        for each, verdict in zip(seen, verdicts, strict=True)
    ]
    return finds, list(_between(stretch, seen))


def _plain_forms(text: str, stretch: Stretch) -> Iterator[_Seen]:
    for match in PLAIN.finditer(text, stretch.start, stretch.end):
        first = len(text[stretch.start : match.start()].split())
        digits = _DIGITS.sub("", match.group().replace("(0)", ""))
        number = candidate(digits, match["plus"] is not None, "NL")
        yield _Seen(match, number, first, first + len(match.group().split()))


def _between(stretch: Stretch, seen: list[_Seen]) -> Iterator[Stretch]:
    """What is left of a stretch before, between and behind its plain numbers, where it could hold one more."""
    starts = [(stretch.start, 0), *((each.match.end(), each.last) for each in seen)]
    ends = [*((each.match.start(), each.first) for each in seen), (stretch.end, len(stretch.codes))]
    for (start, first), (end, last) in zip(starts, ends, strict=True):
        if could_be(stretch.codes[first:last]):
            yield Stretch(start, end, stretch.codes[first:last])


def _verdict(text: str, seen: _Seen, codes: bytes) -> Verdict:
    if not seen.number or seen.number.use != "links":
        return "unclear"
    start, end = seen.match.span()
    front = text[max(0, start - FRONT) : start]
    if not _is_free(front, text[end : end + BEHIND], codes, seen):
        return "unclear"
    words = _WORDS.findall(front)[-WORDS_LOOKED_AT:]
    if not any(map(may_label, words)):
        return "number"
    spans = labelled(front + seen.match.group())
    if spans and spans[-1] == (len(front), len(front) + end - start):
        return "other"
    return "unclear" if spans or any(map(may_say_otherwise, words)) else "number"


def _is_free(front: str, behind: str, codes: bytes, seen: _Seen) -> bool:
    """Whether no digits, number words, amounts, units or labels stand where they could change the number."""
    before = codes[max(0, seen.first - MOST_FILLER) : seen.first]
    after = codes[seen.last : seen.last + 2]
    if any(code & (DIGITAL | HEADING) for code in before) or any(code & DIGITAL for code in after[:1]):
        return False
    long = bool(after) and after[0] & WEIGHT > MOST_BEHIND
    if long or (before and before[-1] and not _is_no_digit(front)) or (len(after) > 1 and after[0] and after[1]):
        return False
    if MONEY.search(front, max(0, len(front) - NEAR)) or BEHIND_MONEY.match(behind):
        return False
    return not behind[:1].isspace() or not _is_counted(behind)


def _is_counted(behind: str) -> bool:
    """Whether words right behind a number say what it is: "km", "is mijn klantnummer", "(order)"."""
    words = _WORDS.findall(behind)[:WORDS_LOOKED_AT]
    said = bool(words) and (words[0].lower() in kinds()["copula"] or not behind[1:2].isalnum())
    looked_at = words if said else words[:1]
    known = UNITS | kinds()["negation"] if said else UNITS
    return any(may_say_otherwise(word) or word.lower() in known for word in looked_at)


def _is_no_digit(front: str) -> bool:
    """Whether the word in front, though it could give digits, is none here ("is", "een")."""
    words = _WORDS.findall(front)
    read = read_token(words[-1]) if words else None
    return read is not None and read.digits in ("", "1")
