"""Opening hours of a house: on how many days of the week an ad says that it is open from one hour to another.

In: text. Out: the number of days with the words, or None. "24/7 bereikbaar", or the hours of somebody who says "ik"
and names nothing that is open, are how a person can be reached, and no opening hours.
"""

import re
from dataclasses import dataclass

from enrichment.hints import has_any, words_in
from enrichment.phones.folding import fold

DAYS = (
    ("ma", "maandag", "mon", "monday"),
    ("di", "dinsdag", "tue", "tuesday"),
    ("wo", "woensdag", "wed", "wednesday"),
    ("do", "donderdag", "thu", "thursday"),
    ("vr", "vrijdag", "fri", "friday"),
    ("za", "zaterdag", "sat", "saturday"),
    ("zo", "zondag", "sun", "sunday"),
)
NUMBER_OF = {name: at for at, names in enumerate(DAYS) for name in names}
DAY = r"\b(?:" + "|".join(sorted(NUMBER_OF, key=len, reverse=True)) + r")(?:en|s)?\b\.?"
CLOCK = r"(?:2[0-4]|[01]?\d)(?:[:.][0-5]\d)?\s?(?:uur|u|h|am|pm)?"
HOURS = rf"(?:van |from |tussen )?{CLOCK}\s?(?:-|–|tot|to|till|until|en)\s?(?:{CLOCK}|laat|late)"
HOUR = re.compile(r"\d(?:[:.]\d\d)?\s?(?:uur|u|h|am|pm)?\s?(?:-|–|to|ti|un|en)", re.IGNORECASE)
DAY_WORDS = frozenset(f"{name}{ending}" for name in NUMBER_OF for ending in ("", "en", "s"))
TO = r"\s?(?:-|–|t/m|tot en met|tot|to|through|until|till)\s?"
RANGE = re.compile(rf"(?P<first>{DAY}){TO}(?P<last>{DAY})[^\n\d]{{0,20}}{HOURS}", re.IGNORECASE)
SINGLE = re.compile(rf"(?P<day>{DAY})[^\n\d]{{0,12}}{HOURS}", re.IGNORECASE)
LIST = re.compile(rf"(?P<days>{DAY}(?:\s?(?:,|en|and|&|\+)\s?{DAY})+)[^\n\d]{{0,12}}{HOURS}", re.IGNORECASE)
OPEN = r"\b(?:geopend|open|openingstijden|openingsuren|opening hours|opened)\b"
EVERY_DAY = (
    r"\b(?:dagelijks|elke dag|iedere dag|alle dagen|(?:7|zeven) dagen(?: per| in de| a)?(?: week)?"
    r"|daily|every day|(?:7|seven) days(?: a week)?)\b"
)
DAILY = re.compile(
    rf"(?:{OPEN}[^.\n]{{0,24}}{EVERY_DAY}|{EVERY_DAY}[^.\n]{{0,24}}{OPEN})[^.\n\d]{{0,16}}{HOURS}|"
    rf"{OPEN}[^.\n\d]{{0,16}}{HOURS}[^.\n]{{0,12}}{EVERY_DAY}",
    re.IGNORECASE,
)
HINTS = ("dag", "day", "open", "ma ", "ma-", "ma:", "mon", "di:", "di-", " di ", "t/m", "elke", "alle dagen", "dagen")
FIRST_PERSON = re.compile(r"\b(?:ik|mij|me|my|I)\b|\bIk\b")
OWN = re.compile(r"\b(?:ik|i|bereikbaar|beschikbaar|available|bel|app|whatsapp)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """On how many days a house is open, in the words of the ad."""

    days: int
    quote: str


def read_opening_hours(text: str) -> OpeningHours | None:
    """The days of the week with hours that the text names; None where it names none."""
    if not HOUR.search(text) or not has_any(text, HINTS) or _says_i_only(text):
        return None
    daily = DAILY.search(text) if has_any(text, ("open", "opening")) else None
    if daily:
        return OpeningHours(7, _quote(daily.group()))
    days: set[int] = set()
    quotes: list[str] = []
    for pattern in () if DAY_WORDS.isdisjoint(words_in(text)) else (RANGE, LIST, SINGLE):
        for found in pattern.finditer(text):
            new = _days(found)
            if not new <= days and not OWN.search(text, max(0, found.start() - 24), found.start()):
                quotes.append(_quote(found.group()))
                days |= new
    return OpeningHours(len(days), "; ".join(quotes)) if days else None


def _says_i_only(text: str) -> bool:
    return bool(FIRST_PERSON.search(text) and not re.search(OPEN, text, re.IGNORECASE))


def numbered_days(found: re.Match[str]) -> tuple[int, ...]:
    """The days that a range, a list or "daily" names, Monday as 0."""
    if found["first"]:
        return tuple(sorted(_days(found)))
    named = sorted({_number(day.group()) for day in re.finditer(DAY, found.group(), re.IGNORECASE)})
    return tuple(named or range(7))


def _days(found: re.Match[str]) -> set[int]:
    named = found.groupdict()
    if "first" in named:
        first, last = _number(named["first"]), _number(named["last"])
        return {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return {_number(day.group()) for day in re.finditer(DAY, found.group(), re.IGNORECASE)}


def _number(day: str) -> int:
    name = fold(day).text.lower().rstrip(".")
    return NUMBER_OF[name] if name in NUMBER_OF else NUMBER_OF[name.removesuffix("en").removesuffix("s")]


def _quote(words: str) -> str:
    return " ".join(words.split())[:120]
