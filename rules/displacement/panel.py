"""Weekly active clusters per municipality, corrected for what the crawls of that week did not see.

In: active weeks and seen weeks. Out: a panel over the sites that were seen in every week that counts. A site that
began, ended, had a gap or a short week is left out whole, by name: a change of what is looked at is none of supply.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from peil.records.displaced import ActiveWeek, SeenWeek

LEAST_COVERAGE = 0.7
# Of a site that stands for these municipalities, what is seen is what is measured: its coverage corrects nothing.
_OWN_SITE = 0.3

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Panel:
    """Corrected counts, weeks by municipalities; `coverage` likewise; raw rows of the sites that count."""

    weeks: tuple[date, ...]
    municipalities: tuple[str, ...]
    counts: Floats
    coverage: Floats
    rows: tuple[ActiveWeek, ...]
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

    def has(self, weeks: Iterable[date]) -> bool:
        """Whether the panel knows all the weeks."""
        return all(week in self._row for week in weeks)

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
    good = Counter(row.site for row in seen if row.week in weeks and row.coverage >= LEAST_COVERAGE)
    steady = frozenset(site for site, count in good.items() if count == len(weeks))
    return Sites(steady, frozenset(row.site for row in seen if row.week in weeks) - steady)


def panel(active: Iterable[ActiveWeek], seen: Iterable[SeenWeek], weeks: Sequence[date], own: Collection[str]) -> Panel:
    """The panel over `weeks`; `own` are the municipalities that are measured. Every site given counts."""
    rows = tuple(row for row in active if row.week in set(weeks))
    columns = {gm: number for number, gm in enumerate(sorted({row.municipality for row in rows}))}
    sites = {site: number for number, site in enumerate(sorted({row.site for row in rows}))}
    places = {week: number for number, week in enumerate(weeks)}
    coverage = _site_coverage(seen, places, sites)
    coverage[:, _own_sites(rows, sites, own)] = 1.0
    seen_share = np.clip(coverage @ _site_shares(rows, sites, columns), 1e-9, None)
    return Panel(
        tuple(weeks), tuple(columns), _counts(rows, places, columns) / seen_share, seen_share, rows, _column=columns
    )


def _counts(rows: Iterable[ActiveWeek], places: dict[date, int], columns: dict[str, int]) -> Floats:
    counts = np.zeros((len(places), len(columns)))
    for week, gm, _ in {(row.week, row.municipality, row.cluster) for row in rows}:
        counts[places[week], columns[gm]] += 1
    return counts


def _site_coverage(seen: Iterable[SeenWeek], places: dict[date, int], sites: dict[str, int]) -> Floats:
    found = np.ones((len(places), len(sites)))
    for row in seen:
        if row.week in places and row.site in sites:
            found[places[row.week], sites[row.site]] = min(1.0, row.coverage)
    return found


def _site_shares(rows: Iterable[ActiveWeek], sites: dict[str, int], columns: dict[str, int]) -> Floats:
    """How each municipality's cluster-weeks lie over the sites, sites by municipalities."""
    shares = np.zeros((len(sites), len(columns)))
    for row in rows:
        shares[sites[row.site], columns[row.municipality]] += 1
    found: Floats = shares / np.clip(shares.sum(axis=0), 1, None)
    return found


def _own_sites(rows: Sequence[ActiveWeek], sites: dict[str, int], own: Collection[str]) -> list[int]:
    every = Counter(row.site for row in rows)
    theirs = Counter(row.site for row in rows if row.municipality in own)
    return [sites[site] for site, count in theirs.items() if count >= _OWN_SITE * every[site]]
