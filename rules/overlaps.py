"""Periods of one thing that overlap.

In: rows with their place, municipality as written, name and period. Out: a mistake for each later row that overlaps
an earlier one. Municipalities that merged are one from their merger on, and not before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peil.errors import SourceError
from peil.municipalities import code_on
from peil.records.register import Period


@dataclass(frozen=True, slots=True)
class Placed:
    """A row's period, of the thing that `municipality` and `name` name, and where it stands (FILE:LINE)."""

    where: str
    municipality: str
    name: str
    period: Period


def overlaps(rows: Iterable[Placed]) -> dict[str, SourceError]:
    """Where -> what is wrong, for each row that overlaps an earlier one."""
    found: dict[str, SourceError] = {}
    earlier: dict[tuple[str, str], list[Placed]] = {}
    for row in rows:
        group = earlier.setdefault((code_on(row.municipality, date.max), row.name), [])
        if clash := next((other for other in group if _overlap(row, other)), None):
            found[row.where] = _mistake(row, clash)
        group.append(row)
    return found


def _overlap(one: Placed, other: Placed) -> bool:
    first = max(one.period.valid_from, other.period.valid_from)
    last = min(one.period.valid_to or date.max, other.period.valid_to or date.max)
    return first <= last and code_on(one.municipality, last) == code_on(other.municipality, last)


def _mistake(row: Placed, clash: Placed) -> SourceError:
    file, _, line = clash.where.rpartition(":")
    what = f"its period overlaps that of line {line}" if file else f"its period overlaps one of {line}"
    same = "" if row.municipality == clash.municipality else f" ({row.municipality} and {clash.municipality} merged)"
    return SourceError(what + same, where=row.where, mend="periods that follow each other would be right")
