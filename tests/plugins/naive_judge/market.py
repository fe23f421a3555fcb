"""A market as the naive judge reads it: what lies in the folder, by the day, in plain dictionaries.

In: the lines of `ads.jsonl`, the rows of the tables, the decisions. Out: the words of RULES.md, looked up the slow way.
It shares no code with `rules/`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from peil.municipalities import code_on

Line = dict[str, Any]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LICENSING = {"licence", "maximum", "zero"}


@dataclass
class Market:
    """Everything in one folder."""

    ads: list[Line]
    licences: list[Line] = field(default_factory=list)
    policies: list[Line] = field(default_factory=list)
    closures: list[Line] = field(default_factory=list)
    decisions: list[Line] = field(default_factory=list)

    def coded(self, on: date) -> "Market":
        """The same market in the municipal codes of the day `on`."""
        tables = (self.ads, self.licences, self.policies, self.closures, self.decisions)
        return Market(*([coded(line, on) for line in table] for table in tables))


def coded(line: Line, on: date) -> Line:
    """One line in the municipal codes of the day `on`."""
    changed = dict(line)
    if line.get("municipality"):
        changed["municipality"] = code_on(line["municipality"], on)
    if line.get("places"):
        changed["places"] = [code_on(place, on) for place in line["places"]]
    return changed


def moment(line: Line) -> datetime:
    """When an ad was seen."""
    return datetime.fromisoformat(line["seen_at"])


def day(line: Line) -> date:
    """A sighting's day is its day in Europe/Amsterdam."""
    return moment(line).astimezone(AMSTERDAM).date()


def within(lines: Iterable[Line], on: date, days: int) -> list[Line]:
    """The lines of the days up to and including `on`, short runs too."""
    return [line for line in lines if on - timedelta(days=days) < day(line) <= on]


def stands(row: Line, on: date) -> bool:
    """valid_from <= day <= valid_to; an empty end is open."""
    start, end = row.get("valid_from") or "", row.get("valid_to") or ""
    return start <= on.isoformat() and (not end or on.isoformat() <= end)


def in_force(periods: Iterable[Line], on: date) -> bool:
    """Status `verleend`, on a day of its period."""
    return any(row["status"] == "verleend" and stands(row, on) for row in periods)


def policy_of(market: Market, gm: str, on: date) -> Line:
    """The row that holds on a day; an empty one where none does."""
    return next((row for row in market.policies if row["municipality"] == gm and stands(row, on)), {})


def stated(lines: Iterable[Line]) -> set[str]:
    """The personas that are stated."""
    return {line["persona"] for line in lines if line.get("persona")}


def counted_personas(lines: list[Line]) -> int:
    """Only stated ones count; those without one are together at most one, and none beside stated ones."""
    return len(stated(lines)) or (1 if lines else 0)


def most_on_one_day(lines: list[Line]) -> int:
    """The most personas of one same day."""
    days = {day(line) for line in lines}
    return max((counted_personas([line for line in lines if day(line) == one]) for one in days), default=0)


def clusters(ads: Iterable[Line]) -> Iterator[tuple[str, list[Line]]]:
    """The ads of each operator."""
    found: dict[str, list[Line]] = {}
    for line in ads:
        found.setdefault(line["cluster"], []).append(line)
    yield from found.items()


def domain(address: str) -> str:
    """The domain of a web address."""
    return address.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").split("/")[0]


def shown(number: str) -> str:
    """A licence number to compare."""
    return "".join(sign for sign in number.upper() if sign.isalnum())


def place(row: Line) -> tuple[str, str, str] | None:
    """Postcode, house number and suffix of a row, or of an ad's address."""
    postcode = (row.get("postcode") or "").replace(" ", "").upper()
    number = (row.get("house_number") or "").strip().upper()
    digits = number[: len(number) - len(number.lstrip("0123456789"))]
    suffix = "".join(sign for sign in number[len(digits) :] if sign.isalnum())
    return (postcode, digits, suffix) if postcode and digits else None
