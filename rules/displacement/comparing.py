"""Difference in differences, with an interval from places where nothing happened.

In: a panel, a window, municipalities. Out: how far they came from what the rest of the country would have given, and
how far that is usually off. Method: before and after are each one mean, so that weeks that hang together do not count
as many observations (Bertrand, Duflo, Mullainathan 2004); the spread comes from placebo places of like size (after the
permutation of places of Abadie, Diamond, Hainmueller 2010), as a quasi-Poisson factor on the level before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from peil.records.displaced import Change, Interval
from rules.displacement.panel import Floats, Panel
from rules.displacement.weeks import Window

_LIKE_SIZE = 100
_LEAST_LEVEL = 3.0
_CONFIDENCE = 0.95
_NORMAL = float(stats.norm.ppf((1 + _CONFIDENCE) / 2))
# Where all counts stood still there is still no certainty.
_LEAST_FACTOR = 0.05


@dataclass(frozen=True, slots=True)
class Means:
    """Mean weekly clusters per municipality before and after, and which municipalities are the rest of the country."""

    before: Floats
    after: Floats
    rest: Floats

    def growth(self, group: Sequence[int]) -> tuple[float, float]:
        """After as a share of before in the rest of the country without the group, and its level before."""
        rest = self.rest.copy()
        rest[list(group)] = 0
        level = float(self.before @ rest)
        return (float(self.after @ rest) / level if level else 1.0), level


@dataclass(frozen=True, slots=True)
class Off:
    """How far a group came from what was expected; `unit` is one standard deviation of Poisson counts of its size."""

    effect: float
    expected: float
    level: float
    unit: float

    @property
    def distance(self) -> float:
        """The effect in units."""
        return self.effect / self.unit


@dataclass(frozen=True, slots=True)
class Spread:
    """What placebo groups show: the spread of their distances, and on how many independent ones it rests."""

    factor: float
    freedom: float
    distances: tuple[float, ...]

    def half_width(self, unit: float) -> float:
        """Half of the 95 % interval of an effect with this unit."""
        return float(stats.t.ppf((1 + _CONFIDENCE) / 2, self.freedom)) * self.factor * unit

    def standard(self, distance: float) -> float:
        """A distance in standard deviations."""
        return distance / self.factor


def means(panel: Panel, window: Window, apart: Iterable[str]) -> Means:
    """The means of the window; the municipalities `apart` are no part of the rest."""
    rest = np.ones(len(panel.municipalities))
    rest[panel.columns(apart)] = 0
    return Means(panel.mean(window.before), panel.mean(window.after), rest)


def off(found: Means, group: Sequence[int]) -> Off:
    """How far a group of columns is off what the rest would give."""
    growth, rest = found.growth(group)
    level = float(found.before[list(group)].sum())
    expected = growth * level
    unit = float(np.sqrt(max(level, 1.0) * (1 + level / max(rest, 1.0))))
    return Off(float(found.after[list(group)].sum()) - expected, expected, level, unit)


def spread(found: Means, groups: Mapping[int, Sequence[int]], level: float) -> Spread | None:
    """The spread of groups that nothing happened to and whose level is like `level`; None where there are too few."""
    near = sorted(
        (abs(float(np.log(one.level / level))), column, one)
        for column, group in groups.items()
        if (one := off(found, group)).level >= _LEAST_LEVEL
    )[:_LIKE_SIZE]
    distances = np.array([one.distance for _, _, one in near])
    if len(distances) < 2:
        return None
    size = float(np.mean([len(groups[column]) for _, column, _ in near]))
    freedom = max(1.0, len(distances) / size)
    return Spread(max(_LEAST_FACTOR, float(np.sqrt(np.mean(distances**2)))), freedom, tuple(distances.tolist()))


def change(names: Sequence[str], found: Off, doubt: Spread) -> Change:
    """A group's change as a record."""
    half = doubt.half_width(found.unit)
    effect = Interval(found.effect, found.effect - half, found.effect + half)
    expected = max(found.expected, 1e-9)
    share = Interval(effect.value / expected, effect.low / expected, effect.high / expected)
    return Change(tuple(names), found.level, found.effect + found.expected, found.expected, effect, share)


def moved(here: Off, there: Off, doubt_here: Spread, doubt_there: Spread) -> Interval:
    """What is too many there, as a share of what would have stood here.

    Three doubts lie in the interval (delta method): the counts there, those here, and that a share of few clusters
    comes out by chance higher or lower than the inclination to move that it tells of (binomial).
    """
    expected = max(here.expected, 1e-9)
    share = there.effect / expected
    likely = min(max(share, 0.0), 1.0)
    chance = _NORMAL * (likely * (1 - likely) / max(expected, 1.0)) ** 0.5
    counted = np.hypot(doubt_there.half_width(there.unit), share * doubt_here.half_width(here.unit)) / expected
    half = float(np.hypot(counted, chance))
    return Interval(share, share - half, share + half)
