"""Dutch municipalities by GM code: names, neighbours, and what a code became.

In: the tables in `facts/` (CBS, CC BY 4.0; see facts/SOURCES.md). Out: look-ups. Never a guess.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality; `valid_to` is the day on which it ended, `merged_into` its successors, largest first."""

    gm: str
    name: str
    province: str
    valid_to: date | None
    merged_into: tuple[str, ...]
    lat: float | None
    lon: float | None


@cache
def municipalities() -> Mapping[str, Municipality]:
    """All municipalities since 2015 by GM code, ended ones too."""
    return {row["gm_code"]: _municipality(row) for row in fact_rows("municipalities")}


@cache
def neighbours() -> Mapping[str, frozenset[str]]:
    """GM codes of the municipalities that share a border with each municipality."""
    found: dict[str, set[str]] = {}
    for row in fact_rows("neighbours"):
        found.setdefault(row["gm_a"], set()).add(row["gm_b"])
        found.setdefault(row["gm_b"], set()).add(row["gm_a"])
    return {gm: frozenset(others) for gm, others in found.items()}


def code_on(gm: str, on: date) -> str:
    """The code valid on the day `on`: a merged municipality's code becomes its (largest) successor's."""
    known = municipalities()
    while (found := known.get(gm)) and found.merged_into and found.valid_to and on >= found.valid_to:
        gm = found.merged_into[0]
    return gm


def is_known(gm: str) -> bool:
    """Whether the code is, or was since 2015, a municipality's."""
    return gm in municipalities()


def name_of(gm: str) -> str:
    """The municipality's name; the code itself where it is not Dutch (`BE:…`) or not known."""
    found = municipalities().get(gm)
    return found.name if found else gm


def fact_rows(table: str) -> list[dict[str, str]]:
    """The rows of one of the tables in `facts/`, by its name without `.csv`."""
    text = files("peil.facts").joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _municipality(row: Mapping[str, str]) -> Municipality:
    return Municipality(
        gm=row["gm_code"],
        name=row["name"],
        province=row["province"],
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        merged_into=tuple(row["merged_into"].split(";")) if row["merged_into"] else (),
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
    )
