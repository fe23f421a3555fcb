"""Quoted signs of a business in Dutch and English wording, and of a minor; the wording stands in signs.csv.

In: an AdText. Out: signs with the words that say so (staff, vacancy, premises, hours, reception, payment, minor), one a
kind, never a score.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from enrichment.opening_hours import read_opening_hours
from peil.records.read import AdText, Sign

DENIED = re.compile(
    r"\b(?:geen|niet|nooit|zonder|no|not|never|without)(?: (?!wel|maar|but|only|alleen)[\w-]+){0,3} $", re.IGNORECASE
)
HOUSE_DAYS = 5
REACH = 40


def read_signs(ad: AdText, minor: tuple[str, ...] = ()) -> tuple[Sign, ...]:
    """The signs of an ad, the first quote of each kind; `minor` are the quotes that state one (see minors)."""
    text = f"{ad.title}\n{ad.text}"
    found = {sign.kind: sign for sign in (*_hours(text), *reversed(list(_worded(text))))}
    minors = [Sign("minor", quote) for quote in minor[:1]]
    return (*minors, *(found[kind] for kind in sorted(found)))


def _worded(text: str) -> Iterator[Sign]:
    lowered = text.lower()
    for kind, hints, pattern in _patterns():
        if not any(hint in lowered for hint in hints):
            continue
        for match in pattern.finditer(text):
            if not DENIED.search(text, max(0, match.start() - REACH), match.start()):
                yield Sign(kind, " ".join(match.group().split()))


def _hours(text: str) -> Iterator[Sign]:
    opening = read_opening_hours(text)
    if opening and opening.days >= HOUSE_DAYS:
        yield Sign("hours", opening.quote)


@cache
def _patterns() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Kind, hints (a pattern is tried only where one of them stands in the text) and pattern of every row."""
    text = files("enrichment").joinpath("signs.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(
        (row["kind"], tuple(row["hints"].split("|")), re.compile(row["pattern"], _flags(row["pattern"])))
        for row in rows
    )


def _flags(pattern: str) -> int:
    """A pattern that looks for capitals (a house's name) is read as written; all others in any case."""
    return 0 if "[A-Z]" in pattern else re.IGNORECASE
