"""The tables of one week: how many were where, at which price, under which flag, and how many moved.

In: everybody's week and the week before. Out: rows that may be published, each of at least k people, at no level more
than a week and a municipality. Pure; holds no id of anybody.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.exports.cells import Path, publishable
from peil.municipalities import municipalities
from peil.records.research import PersonaWeek

_BANDS = (5_000, 7_500, 10_000, 12_500, 15_000, 20_000, 25_000)


@dataclass(frozen=True, slots=True)
class Cell:
    """One count: `table` is personas, prices, flags or moves; empty `province` and `municipality` are all of them.

    `value` is the price band in euros, the rule, or the municipality where those who moved went.
    """

    week: date
    table: str
    province: str
    municipality: str
    value: str
    personas: int


def tables_of(week: date, people: Sequence[PersonaWeek], before: Mapping[str, str], k: int) -> list[Cell]:
    """The rows of a week, in order; `before` gives the municipality of each persona in the week before."""
    places = {one.persona: _place(one.municipality) for one in people}
    rows = [Cell(week, "personas", *_named(path), "", n) for path, n in _counts(places.values(), k).items()]
    bands = [(*places[one.persona], band(one.price_cents)) for one in people]
    rows += _split(week, "prices", bands, k)
    for rule in sorted({rule for one in people for rule in one.rules}):
        split = [(*places[one.persona], rule if rule in one.rules else "") for one in people]
        rows += _told_of_some(_split(week, "flags", split, k))
    moves = [
        (before[one.persona], one.municipality)
        for one in people
        if before.get(one.persona, one.municipality) != one.municipality
    ]
    rows += [
        Cell(week, "moves", "", path[0] if path else "", path[1] if len(path) > 1 else "", n)
        for path, n in _counts(moves, k).items()
    ]
    return rows


def band(cents: int | None) -> str:
    """The price band in euros, `100-124`; empty where no price was asked."""
    if cents is None:
        return ""
    edges = [0, *_BANDS]
    low = max(edge for edge in edges if edge <= max(cents, 0))
    above = [edge for edge in edges if edge > low]
    return f"{low // 100}-{above[0] // 100 - 1}" if above else f"{low // 100}+"


def _split(week: date, table: str, leaves: Iterable[Path], k: int) -> list[Cell]:
    """The last level of a tree under its places; the places themselves stand in the table of personas."""
    shown = _counts(leaves, k)
    return [Cell(week, table, path[0], path[1], path[2], n) for path, n in shown.items() if len(path) > len(_place(""))]


def _told_of_some(cells: Sequence[Cell]) -> list[Cell]:
    """Those under a flag, where k others are not: what is true of all in a place would be known of each."""
    without = {cell.municipality for cell in cells if not cell.value}
    return [cell for cell in cells if cell.value and cell.municipality in without]


def _counts(leaves: Iterable[Path], k: int) -> dict[Path, int]:
    return publishable(Counter(leaves), k)


def _place(gm: str) -> Path:
    found = municipalities().get(gm)
    return (found.province if found else "", gm)


def _named(path: Path) -> tuple[str, str]:
    return (path[0] if path else "", path[1] if len(path) > 1 else "")
