"""Prices in an ad: integer cents, with the minutes they buy where that is said.

In: an AdText. Out: prices in the order written, each once. Never a number without a currency, a price's dash or a
duration in front.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from enrichment.amounts import NUMBER, amounts_in, cents
from enrichment.hints import has_any
from enrichment.phones.folding import fold
from peil.records.read import AdText, Price

BARE = re.compile(r"\s?[:=–-]\s?(?P<c>\d{2,4})(?![\d.,:/]\d|\d|\s?(?:min|cm|kg|uur|jaar|%|h\b))", re.IGNORECASE)
DURATION = re.compile(
    r"\b(?:(?P<quarter>kwartier(?:tje)?\b)|(?P<third>drie ?kwartier\b)|(?P<half>hal(?:f|ve) ?uur(?:tje)?\b"
    r"|half (?:an )?hour\b|halbe stunde\b|demi-? ?heure\b)"
    r"|(?P<oneandhalf>anderhalf uur\b|1[.,]5 ?(?:uur|hours?|h)\b)"
    r"|(?P<minutes>\d{1,3}) ?(?:min(?:uten|uut|utes|s)?\b\.?|')"
    r"|(?P<hours>\d{1,2}|een|één|twee|drie|vier|one|two|three) ?"
    r"(?:uur|uren|uurtje|u|hours?|hrs?|h|heures?|stunden?|std)\b"
    r"|(?P<hour>(?:per |p/|/ ?|an |a |heel |hele )?(?:uur(?:tje)?|hour|p/?u|stunde|heure)\b|p/?u\b)"
    r"|(?P<night>hele nacht|overnight|nacht|whole night)\b)"
    r"|(?P<halfsign>½ ?(?:uur|hour|h)\b)|(?P<slash>/ ?[hu]\b)",
    re.IGNORECASE,
)
FIXED = {
    "quarter": 15,
    "third": 45,
    "half": 30,
    "halfsign": 30,
    "oneandhalf": 90,
    "hour": 60,
    "slash": 60,
    "night": None,
}
WORDS = {"een": 1, "één": 1, "one": 1, "twee": 2, "two": 2, "drie": 3, "three": 3, "vier": 4}
REACH = 24
FAR = 48
LISTED = re.compile(
    r"\s(?P<c>[3-9]\d|[1-9]\d\d)"
    r"(?=\s?(?:,|\.(?!\d)|;|/|-|$|en\b|and\b|(?:heel|hele|half|halve|uur|anderhalf|\d{2,3} ?min)\b))",
    re.IGNORECASE,
)
PER = re.compile(
    r"(?<![\d.,:/€-])(?P<c>[2-9]\d|[1-9]\d\d) "
    r"(?=(?:per|p/) ?(?:half |heel )?(?:uur|kwartier|hour|stunde)\b)",
    re.IGNORECASE,
)
DIGIT = re.compile(r"\d")
MAYBE_BARE = re.compile(r"\d (?:per|p/)|[:=–-]\s?\d{2}|(?:uur|min|kwartier|hour)\.?\s\d{2}", re.IGNORECASE)
OPENING = re.compile(r"\b(?:vanaf|tot|van|from|open|geopend)\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Something found: minutes or cents with where it stood."""

    value: int
    start: int
    end: int


def read_prices(ad: AdText) -> tuple[Price, ...]:
    """The prices of the price fields and the text, each (cents, minutes) once."""
    found = [price for field in ad.price for price in _in_field(field)]
    found += [
        price for field in (ad.title, ad.text) for line in re.split(r"[\n;•|]", field) for price in _in_line(line)
    ]
    return tuple({(price.cents, price.minutes): price for price in reversed(found)}.values())[::-1]


def _in_field(field: str) -> Iterable[Price]:
    found = list(_in_line(field))
    bare = re.fullmatch(rf"\s*({NUMBER})\s*", fold(field).text)
    return found or ([Price(cents(bare[1]), None, field.strip())] if bare else [])


def _in_line(line: str) -> Iterator[Price]:
    folded = fold(line)
    if not DIGIT.search(folded.text) and not has_any(folded.text, ("euro",)):
        return
    read = amounts_in(folded.text)
    veiled = {each.start for each in read if each.veiled}
    amounts = [Span(each.cents, each.start, each.end) for each in read]
    if not amounts and not MAYBE_BARE.search(folded.text):
        return
    durations = list(_durations(folded.text, amounts))
    amounts = amounts or list(_bare(folded.text, durations))
    leads = bool(durations and amounts and durations[0].start < amounts[0].start)
    for at, amount in enumerate(amounts):
        minutes, edges = _paired(amount, amounts, at, durations, leads)
        if minutes is None and amount.start in veiled:
            continue
        start, end = folded.span(min(amount.start, edges[0]), max(amount.end, edges[1]))
        yield Price(amount.value, minutes, line[start:end].strip())


def _durations(text: str, amounts: Sequence[Span]) -> Iterator[Span]:
    """The durations near the amounts; anywhere, where there are none."""
    first = max(0, amounts[0].start - FAR) if amounts else 0
    last = min(len(text), amounts[-1].end + FAR) if amounts else len(text)
    for found in DURATION.finditer(text, first, last):
        minutes = _minutes(found)
        if minutes:
            yield Span(minutes, *found.span())


def _bare(text: str, durations: Sequence[Span]) -> Iterator[Span]:
    """Amounts without a currency right behind a duration: "30 min: 80", or "half uur 80, uur 150" as a list."""
    listed = [found for duration in durations if (found := LISTED.match(text, duration.end))]
    colons = [found for duration in durations if (found := BARE.match(text, duration.end))]
    found_at = {
        found.start("c"): found for found in (*colons, *(listed if len(listed) > 1 else ()), *PER.finditer(text))
    }
    for _, found in sorted(found_at.items()):
        yield Span(int(found["c"]) * 100, found.start("c"), found.end("c"))


def _paired(
    amount: Span, amounts: Sequence[Span], at: int, durations: Sequence[Span], leads: bool
) -> tuple[int | None, tuple[int, int]]:
    """The duration that belongs to an amount: the one before it where the line begins with one, else the one behind."""
    low = amounts[at - 1].end if at else 0
    high = amounts[at + 1].start if at + 1 < len(amounts) else amount.end + REACH
    before = [
        each
        for each in durations
        if low <= each.start and each.end <= amount.start and amount.start - each.end <= REACH
    ]
    after = [each for each in durations if amount.end <= each.start < high and each.start - amount.end <= REACH]
    chosen = (before[-1:] or ([] if len(amounts) > 1 else after[:1])) if leads else after[:1]
    if not chosen:
        return None, (amount.start, amount.end)
    return chosen[0].value, (chosen[0].start, chosen[0].end)


def _minutes(found: re.Match[str]) -> int | None:
    kind = found.lastgroup or ""
    if kind == "minutes":
        return int(found["minutes"])
    if kind == "hours":
        hours = WORDS.get(found["hours"].lower()) or int(found["hours"] if found["hours"].isdecimal() else 0)
        return hours * 60 if hours <= 24 else None
    return FIXED.get(kind)
