"""The waterbed effect: what the measurement gets from the table, and what it says.

In: clusters by week and municipality, and how well each site was seen. Out: an estimate with its interval, or why none
can be given. Aggregates alone: no cluster's id leaves the measurement.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Said = Literal["displaced", "not_seen", "cannot_tell"]
Figure = float | None


@dataclass(frozen=True, slots=True)
class ActiveWeek:
    """A cluster stood in a municipality, on a site, in the week that begins on this Monday (exact places alone)."""

    cluster: str
    municipality: str
    site: str
    week: date


@dataclass(frozen=True, slots=True)
class SeenWeek:
    """How much of its usual ads a site's best complete run of the week saw, 0 to 1; a week without one has no row."""

    site: str
    week: date
    coverage: float


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Change:
    """Weekly active clusters of some municipalities: mean before, mean after, what the rest of the country would give.

    `effect` is after less expected, in clusters; `share` is the effect as a share of expected.
    """

    municipalities: tuple[str, ...]
    before: float
    after: float
    expected: float
    effect: Interval
    share: Interval


@dataclass(frozen=True, slots=True)
class Following:
    """Clusters that stood in the municipality before and stand in a place that is new for them after, counted directly.

    `usual` is the same share for the clusters of the rest of the country over the same weeks.
    """

    before: int
    followed: int
    to_ring: int
    share: float
    usual: float
    difference: Interval


@dataclass(frozen=True, slots=True)
class Placebo:
    """How far off the ring is, beside where nothing happened: other places, and other weeks of this one.

    A distance is an effect in standard deviations of Poisson counts of its size; `p` the share of distances, this one
    among them, that are at least as far from zero.
    """

    distance: float
    places: int
    weeks: int
    p: float
    drawn: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class WeekCount:
    """One week: active clusters corrected for coverage, the rest of the country brought to the ring's level."""

    week: date
    target: float
    ring: float
    expected_ring: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Level:
    """Mean weekly active clusters before and after, with nothing to compare them with."""

    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Displacement:
    """What can be said of an enforcement day in a municipality.

    `displaced` is the share of the clusters that would have stood there which stand with the neighbours instead.
    `said` is `cannot_tell` where `why_*` names what is missing; figures are then None or only for looking at.
    `near` is each place of the ring by itself, `rest` the rest of the country together.
    """

    municipality: str
    on: date
    said: Said
    why_nl: tuple[str, ...]
    why_en: tuple[str, ...]
    ring: tuple[str, ...]
    sites: tuple[str, ...]
    left_out: tuple[str, ...]
    coverage: Figure = None
    displaced: Interval | None = None
    here: Change | None = None
    there: Change | None = None
    placebo: Placebo | None = None
    following: Following | None = None
    pretrend_here: Figure = None
    pretrend_there: Figure = None
    weeks: tuple[WeekCount, ...] = ()
    near: tuple[Change, ...] = ()
    rest: Level | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measurement that is kept: what was asked, what was said, when, and by which version of Peil.

    `number_weeks` were asked on either side; `within_km` is None where neighbours share a border. `sentence_*` say the
    result with what is missing.
    """

    found: Displacement
    number_weeks: int
    within_km: float | None
    measured_on: date
    version: str
    sentence_nl: str
    sentence_en: str

    @property
    def key(self) -> str:
        """What was asked: measured again, it takes the place of what was said before."""
        near = "border" if self.within_km is None else f"{self.within_km:g} km"
        return f"{self.found.municipality}|{self.found.on}|{self.number_weeks}|{near}"
