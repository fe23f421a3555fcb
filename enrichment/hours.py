"""The hours that an ad names: on which days, from when, until when.

In: an AdText. Out: Hours in the order written. A period that names no hour from which, and an hour of a duration or a
price, are no hours. Never decides whose hours they are (a house's, a person's): see opening_hours for the sign.
"""

import re
from collections.abc import Iterator

from enrichment.opening_hours import DAY, EVERY_DAY, TO, numbered_days
from peil.records.read import AdText, Hours

CLOCK = r"(?:2[0-4]|[01]?\d)(?:[:.][0-5]\d)?"
SUFFIX = r"\s?(?:uur|u|h|am|pm)?\b"
SPAN = re.compile(
    rf"(?<![\d.,:€/-])(?P<cue>van |from |tussen |between |vanaf |open )?(?P<opens>{CLOCK})(?P<a>{SUFFIX})"
    rf"\s?(?P<to>-|–|tot|t/m|to|till|until|en|and)\s?"
    rf"(?:(?P<closes>{CLOCK})(?P<b>{SUFFIX})|(?P<late>laat|late))(?![\d.,:]\d|[\d-])(?!\s?(?:jaar|euro|€|min|km|cm|kg))",
    re.IGNORECASE,
)
WHEN = re.compile(
    rf"(?P<first>{DAY}){TO}(?P<last>{DAY})|{DAY}(?:\s?(?:,|en|and|&|\+)\s?{DAY})*|{EVERY_DAY}", re.IGNORECASE
)
SIGN = re.compile(r"[:.][0-5]\d|uur|\du\b|am\b|pm\b", re.IGNORECASE)
CUE = re.compile(
    r"\b(?:open|geopend|bereikbaar|beschikbaar|available|aanwezig|openingstijden|opening hours|bel|app)\b",
    re.IGNORECASE,
)
ALL_DAY = re.compile(r"\b24 ?/ ?7\b|\b24 uur per dag\b|\bdag en nacht\b|\b24 hours a day\b", re.IGNORECASE)
REACH = 32
DAY_MINUTES = 24 * 60
LASTS = 4 * 60


def read_hours(ad: AdText) -> tuple[Hours, ...]:
    """The hours that title and text name, each once."""
    found = (hours for field in (ad.title, ad.text) for hours in _in_text(field))
    return tuple(dict.fromkeys(found))


def _in_text(text: str) -> Iterator[Hours]:
    for found in ALL_DAY.finditer(text):
        yield Hours(tuple(range(7)) if "7" in found.group() else (), 0, DAY_MINUTES, found.group())
    before = 0
    for found in SPAN.finditer(text):
        days = _days_in_front(text, max(before, found.start() - REACH), found.start())
        if _is_sure(text, found, days):
            closes = DAY_MINUTES if found["late"] else _minutes(found["closes"], found["b"])
            opens = _minutes(found["opens"], found["a"] or (found["b"] or "" if "pm" not in (found["b"] or "") else ""))
            yield Hours(days or _days_behind(text, found.end()), opens, closes, " ".join(found.group().split()))
        before = found.end()


def _is_sure(text: str, found: re.Match[str], days: tuple[int, ...]) -> bool:
    """Named days, a clock's form, "late", or a word for being open stand with two numbers; "1 uur tot 2 uur" lasts."""
    if not found["cue"] and found["to"] in ("en", "and"):
        return False
    cue = CUE.search(text, max(0, found.start() - REACH), found.start("opens"))
    lasts = not found["late"] and ":" not in found.group() and _minutes(found["closes"], "") <= LASTS
    return bool(days or cue or found["late"] or (SIGN.search(found.group()) and not lasts))


def _days_in_front(text: str, low: int, end: int) -> tuple[int, ...]:
    named = list(WHEN.finditer(text, low, end))
    return numbered_days(named[-1]) if named else ()


def _days_behind(text: str, start: int) -> tuple[int, ...]:
    named = re.compile(rf"[\s,(]{{1,3}}{EVERY_DAY}", re.IGNORECASE).match(text, start)
    return tuple(range(7)) if named else ()


def _minutes(clock: str, suffix: str) -> int:
    hours, _, minutes = clock.replace(".", ":").partition(":")
    later = 12 if "pm" in suffix.lower() and int(hours) < 12 else 0
    return (int(hours) + later) * 60 + int(minutes or 0)
