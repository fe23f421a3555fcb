"""The hours that an ad names: on which days, from when, until when.

In: an AdText. Out: Hours in the order written. A period that names no hour from which, and an hour of a duration or a
price, are no hours. Never decides whose hours they are (a house's, a person's): see opening_hours for the sign.
"""

import re
from collections.abc import Iterator

from enrichment.hints import has_any
from enrichment.opening_hours import DAY, EVERY_DAY, TO, numbered_days
from peil.records.read import AdText, Hours

CLOCK = r"\d?(?:[:.][0-5]\d)?"
SUFFIX = r"\s?(?:uur|u|h|am|pm)?\b"
SPAN = re.compile(
    rf"(?P<opens>\d(?<![\d.,:€/-]\d){CLOCK})(?P<a>{SUFFIX})\s?(?P<to>-|–|tot|t/m|to|till|until|en|and)\s?"
    rf"(?:(?P<closes>\d{CLOCK})(?P<b>{SUFFIX})|(?P<late>laat|late))(?![\d.,:]\d|[\d-])"
    r"(?!\s?(?:jaar|euro|€|min|km|cm|kg))",
    re.IGNORECASE,
)
FROM = re.compile(r"(?<!\w)(?:van|from|tussen|between|vanaf|open) $", re.IGNORECASE)
WHEN = re.compile(
    rf"(?P<first>{DAY}){TO}(?P<last>{DAY})|{DAY}(?:\s?(?:,|en|and|&|\+)\s?{DAY})*|{EVERY_DAY}", re.IGNORECASE
)
DAILY_BEHIND = re.compile(rf"[\s,(]{{1,3}}{EVERY_DAY}", re.IGNORECASE)
SIGN = re.compile(r"[:.][0-5]\d|uur|\du\b|am\b|pm\b", re.IGNORECASE)
CUE = re.compile(
    r"\b(?:open|geopend|bereikbaar|beschikbaar|available|aanwezig|openingstijden|opening hours|bel|app)\b",
    re.IGNORECASE,
)
ALL_DAY = re.compile(r"\b24 ?/ ?7\b|\b24 uur per dag\b|\bdag en nacht\b|\b24 hours a day\b", re.IGNORECASE)
ALL_DAY_HINTS = ("24", "dag en nacht")
REACH = 32
CUE_REACH = 10
DAY_MINUTES = 24 * 60
LASTS = 4 * 60


def read_hours(ad: AdText) -> tuple[Hours, ...]:
    """The hours that title and text name, each once."""
    found = (hours for field in (ad.title, ad.text) for hours in _in_text(field))
    return tuple(dict.fromkeys(found))


def _in_text(text: str) -> Iterator[Hours]:
    for found in ALL_DAY.finditer(text) if has_any(text, ALL_DAY_HINTS) else ():
        yield Hours(tuple(range(7)) if "7" in found.group() else (), 0, DAY_MINUTES, found.group())
    before = 0
    for found in SPAN.finditer(text):
        cue = FROM.search(text, max(0, found.start() - CUE_REACH), found.start())
        start = cue.start() if cue else found.start()
        days = _days_in_front(text, max(before, start - REACH), start)
        if _is_a_clock(found) and _is_sure(text, found, days, bool(cue)):
            closes = DAY_MINUTES if found["late"] else _minutes(found["closes"], found["b"])
            words = " ".join(text[start : found.end()].split())
            yield Hours(days or _days_behind(text, found.end()), _minutes(found["opens"], found["a"]), closes, words)
        before = found.end()


def _is_a_clock(found: re.Match[str]) -> bool:
    hours = [re.split("[:.]", written)[0] for written in (found["opens"], found["closes"]) if written]
    return all(int(hour) <= 24 for hour in hours)


def _is_sure(text: str, found: re.Match[str], days: tuple[int, ...], has_cue: bool) -> bool:
    """Named days, a clock's form, "late", or a word for being open stand with two numbers; "1 uur tot 2 uur" lasts."""
    if not has_cue and found["to"] in ("en", "and"):
        return False
    open_ = CUE.search(text, max(0, found.start() - REACH), found.start())
    lasts = not found["late"] and ":" not in found.group() and _minutes(found["closes"], "") <= LASTS
    return bool(days or open_ or found["late"] or (SIGN.search(found.group()) and not lasts))


def _days_in_front(text: str, low: int, end: int) -> tuple[int, ...]:
    named = list(WHEN.finditer(text, low, end))
    return numbered_days(named[-1]) if named else ()


def _days_behind(text: str, start: int) -> tuple[int, ...]:
    return tuple(range(7)) if DAILY_BEHIND.match(text, start) else ()


def _minutes(clock: str, suffix: str) -> int:
    hours, _, minutes = clock.replace(".", ":").partition(":")
    later = 12 if "pm" in suffix.lower() and int(hours) < 12 else 0
    return (int(hours) + later) * 60 + int(minutes or 0)
