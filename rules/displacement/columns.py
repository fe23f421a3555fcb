"""Active weeks as columns of numbers, so that many windows over the same weeks cost little.

In: active weeks. Out: a row of four numbers a record (week, municipality, site, cluster), and what the numbers stand
for, each in order. Knows nothing of windows.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from peil.records.displaced import ActiveWeek

Numbers = NDArray[np.int64]
V = TypeVar("V", str, date)


@dataclass(frozen=True)
class Columns:
    """`week`, `place`, `site` and `cluster` are of one length; each holds places in the tuples of what there is."""

    weeks: tuple[date, ...]
    municipalities: tuple[str, ...]
    sites: tuple[str, ...]
    week: Numbers
    place: Numbers
    site: Numbers
    cluster: Numbers

    def of(self, weeks: Collection[date], sites: Collection[str]) -> "Columns":
        """The rows of these weeks and sites; the numbers mean what they meant."""
        wanted = np.array([week in weeks for week in self.weeks], dtype=bool)
        looked_at = np.array([site in sites for site in self.sites], dtype=bool)
        kept = wanted[self.week] & looked_at[self.site]
        parts = (part[kept] for part in (self.week, self.place, self.site, self.cluster))
        return Columns(self.weeks, self.municipalities, self.sites, *parts)


def columns(rows: Sequence[ActiveWeek]) -> Columns:
    """The rows as numbers."""
    weeks, week = _numbered([row.week for row in rows])
    places, place = _numbered([row.municipality for row in rows])
    sites, site = _numbered([row.site for row in rows])
    _, cluster = _numbered([row.cluster for row in rows])
    return Columns(weeks, places, sites, week, place, site, cluster)


def _numbered(values: Sequence[V]) -> tuple[tuple[V, ...], Numbers]:
    """The different values in order, and the number of each value among them."""
    known = tuple(sorted(set(values)))
    number = {value: at for at, value in enumerate(known)}
    return known, np.fromiter((number[value] for value in values), dtype=np.int64, count=len(values))
