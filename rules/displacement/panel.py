"""Weekly active clusters per municipality, corrected for what the crawls of that week did not see.

In: active weeks as columns, and seen weeks. Out: a panel over the sites that were seen in every week that counts. A
site that began, ended, had a gap or a short week is left out whole, by name: a change of what is looked at is none of
supply.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from peil.records.displaced import SeenWeek
from rules.displacement.columns import Columns, Numbers

LEAST_COVERAGE = 0.7
# Of a site that stands for these municipalities, what is seen is what is measured: its coverage corrects nothing.
_OWN_SITE = 0.3

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Panel:
    """Corrected counts, weeks by municipalities; `coverage` likewise."""

    weeks: tuple[date, ...]
    municipalities: tuple[str, ...]
    counts: Floats
    coverage: Floats
    _column: dict[str, int] = field(default_factory=dict)

    @cached_property
    def _row(self) -> dict[date, int]:
        return {week: number for number, week in enumerate(self.weeks)}

    def columns(self, municipalities: Iterable[str]) -> list[int]:
        """The columns of those of the municipalities that ever had a cluster."""
        return [self._column[gm] for gm in municipalities if gm in self._column]

    def mean(self, weeks: Sequence[date]) -> Floats:
        """Mean corrected count per municipality over the weeks."""
        found: Floats = self.counts[[self._row[week] for week in weeks]].mean(axis=0)
        return found

    def seen_share(self, municipalities: Iterable[str], weeks: Sequence[date]) -> float:
        """Mean coverage of the municipalities over the weeks."""
        columns = self.columns(municipalities)
        rows = [self._row[week] for week in weeks]
        return float(self.coverage[np.ix_(rows, columns)].mean()) if columns else 0.0


@dataclass(frozen=True, slots=True)
class Sites:
    """Sites whose weeks can be compared, and those that are left out."""

    steady: frozenset[str]
    left_out: frozenset[str]


def steady_sites(seen: Iterable[SeenWeek], weeks: Collection[date]) -> Sites:
    """The sites that were seen well enough in every one of the weeks."""
    rows = [row for row in seen if row.week in weeks]
    good = Counter(row.site for row in rows if row.coverage >= LEAST_COVERAGE)
    steady = frozenset(site for site, count in good.items() if count == len(weeks))
    return Sites(steady, frozenset(row.site for row in rows) - steady)


def panel(active: Columns, seen: Iterable[SeenWeek], weeks: Sequence[date], own: Collection[str]) -> Panel:
    """The panel over `weeks`, of active weeks that all lie in them; `own` are the municipalities that are measured."""
    present, column = np.unique(active.place, return_inverse=True)
    names = tuple(active.municipalities[number] for number in present)
    by_site = _by_site(column, active, len(present))
    coverage = _site_coverage(seen, weeks, active.sites)
    coverage[:, _own_sites(by_site, [name in own for name in names])] = 1.0
    seen_share = np.clip(coverage @ (by_site / np.clip(by_site.sum(axis=0), 1, None)), 1e-9, None)
    counts = _counts(column, active, weeks, len(present))
    return Panel(
        tuple(weeks), names, counts / seen_share, seen_share, {name: number for number, name in enumerate(names)}
    )


def _counts(column: Numbers, active: Columns, weeks: Sequence[date], width: int) -> Floats:
    """Clusters by week and municipality; one on two sites counts once."""
    at = {week: number for number, week in enumerate(weeks)}
    rows = np.array([at.get(week, 0) for week in active.weeks], dtype=np.int64)[active.week]
    cell = rows * width + column
    clusters = int(active.cluster.max(initial=0)) + 1
    once = np.unique(cell * clusters + active.cluster) // clusters
    found: Floats = np.bincount(once, minlength=len(weeks) * width).reshape(len(weeks), width).astype(np.float64)
    return found


def _by_site(column: Numbers, active: Columns, width: int) -> Floats:
    """How each municipality's cluster-weeks lie over the sites, sites by municipalities."""
    sites = len(active.sites)
    counts = np.bincount(active.site * width + column, minlength=sites * width)
    found: Floats = counts.reshape(sites, width).astype(np.float64)
    return found


def _site_coverage(seen: Iterable[SeenWeek], weeks: Sequence[date], sites: Sequence[str]) -> Floats:
    rows, columns = ({name: number for number, name in enumerate(names)} for names in (weeks, sites))
    found = np.ones((len(weeks), len(sites)))
    for row in seen:
        if row.week in rows and row.site in columns:
            found[rows[row.week], columns[row.site]] = min(1.0, row.coverage)
    return found


def _own_sites(by_site: Floats, own: Sequence[bool]) -> list[int]:
    theirs, every = by_site[:, np.array(own, dtype=bool)].sum(axis=1), by_site.sum(axis=1)
    return [int(site) for site in np.flatnonzero((theirs > 0) & (theirs >= _OWN_SITE * every))]
