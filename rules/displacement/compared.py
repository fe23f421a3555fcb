"""A municipality and the places around it in one window, beside the rest of the country.

In: a panel over the window's weeks. Out: how far both are off, how far others usually are, week by week for a plot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from peil.records.displaced import Change, Level, WeekCount
from rules.displacement.comparing import Means, Off, Spread, change, means, off, spread
from rules.displacement.panel import Panel
from rules.displacement.weeks import Window


@dataclass(frozen=True)
class Compared:
    """`near` gives the ring of any municipality; `municipality` and its ring are no part of the rest."""

    panel: Panel
    window: Window
    municipality: str
    near: Mapping[str, tuple[str, ...]]

    @property
    def ring(self) -> tuple[str, ...]:
        """The places around the municipality."""
        return self.near.get(self.municipality, ())

    @cached_property
    def means(self) -> Means:
        """Before and after."""
        return means(self.panel, self.window, (self.municipality, *self.ring))

    @cached_property
    def here(self) -> Off:
        """How far the municipality is off."""
        return off(self.means, self.panel.columns([self.municipality]))

    @cached_property
    def there(self) -> Off:
        """How far its ring is off."""
        return off(self.means, self.panel.columns(self.ring))

    @cached_property
    def spread_here(self) -> Spread | None:
        """How far single places are usually off."""
        return self._spread_of_places(self.here.level)

    @cached_property
    def spread_there(self) -> Spread | None:
        """How far the rings of other places are usually off."""
        return spread(self.means, self._rings, max(self.there.level, 1.0))

    def _spread_of_places(self, level: float) -> Spread | None:
        return spread(self.means, {column: [column] for column in self._rest}, max(level, 1.0))

    @cached_property
    def _rest(self) -> list[int]:
        return [int(column) for column in np.flatnonzero(self.means.rest)]

    @property
    def _rings(self) -> Mapping[int, Sequence[int]]:
        rest, names = set(self._rest), self.panel.municipalities
        inside = {
            column: [one for one in self.panel.columns(self.near.get(names[column], ())) if one in rest]
            for column in rest
        }
        return {column: ring for column, ring in inside.items() if ring}

    def near_each(self) -> tuple[Change, ...]:
        """The change of each place of the ring that had a cluster."""
        found = ((gm, off(self.means, self.panel.columns([gm]))) for gm in self.ring if self.panel.columns([gm]))
        doubts = ((gm, one, self._spread_of_places(one.level)) for gm, one in found)
        return tuple(change([gm], one, doubt) for gm, one, doubt in doubts if doubt)

    @property
    def rest(self) -> Level:
        """The rest of the country together."""
        return Level(float(self.means.before @ self.means.rest), float(self.means.after @ self.means.rest))

    def by_week(self) -> tuple[WeekCount, ...]:
        """The counts week by week; the rest of the country at the ring's level before."""
        here, there = self.panel.columns([self.municipality]), self.panel.columns(self.ring)
        scale = self.there.level / max(float(self.means.before @ self.means.rest), 1e-9)
        return tuple(
            WeekCount(
                week=week,
                target=float(counts[here].sum()),
                ring=float(counts[there].sum()),
                expected_ring=float(counts @ self.means.rest) * scale,
                coverage=float(coverage[[*here, *there]].mean()) if here or there else 0.0,
            )
            for week, counts, coverage in zip(self.panel.weeks, self.panel.counts, self.panel.coverage, strict=True)
        )
