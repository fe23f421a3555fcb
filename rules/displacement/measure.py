"""The measurement as a whole: from weekly activity to a displacement, or to why it cannot be told.

In: active weeks, seen weeks, a question. Out: one Displacement. Pure: the same weeks give the same answer in ten years.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from peil.municipalities import municipalities
from peil.records.displaced import ActiveWeek, Displacement, Placebo, SeenWeek
from rules.displacement.columns import Columns, columns
from rules.displacement.compared import Compared
from rules.displacement.comparing import Spread, change, moved
from rules.displacement.doubts import Doubt, doubts_of_crawls, doubts_of_figures, doubts_of_weeks
from rules.displacement.following import following
from rules.displacement.panel import panel, steady_sites
from rules.displacement.places import ring
from rules.displacement.weeks import WEEK, Window, week_of, window

WEEKS = 8
MOST_EARLIER = 26
_SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Question:
    """An enforcement day in a municipality; `last` is the last week that is over; near is by border, or by distance."""

    municipality: str
    on: date
    last: date
    weeks: int = WEEKS
    within_km: float | None = None

    @property
    def window(self) -> Window:
        """The weeks before and after."""
        return window(self.on, self.weeks, self.last)

    def rings(self) -> Mapping[str, tuple[str, ...]]:
        """The places around every municipality."""
        return {gm: ring(gm, self.within_km) for gm in municipalities()}


@dataclass(frozen=True)
class Activity:
    """What stood where in which week, and how well each site was seen."""

    active: Sequence[ActiveWeek]
    seen: Sequence[SeenWeek]

    @cached_property
    def columns(self) -> Columns:
        """The active weeks as columns."""
        return columns(self.active)

    def on_steady_sites(self, weeks: Collection[date]) -> list[ActiveWeek]:
        """The active weeks that count, of the sites that were seen in all of these weeks."""
        sites = steady_sites(self.seen, weeks).steady
        return [row for row in self.active if row.week in weeks and row.site in sites]


def measure(question: Question, activity: Activity) -> Displacement:
    """What can be said of the question."""
    near, span = question.rings(), question.window
    sites = steady_sites(activity.seen, span.weeks)
    told = Displacement(
        municipality=question.municipality,
        on=question.on,
        said="cannot_tell",
        why_nl=(),
        why_en=(),
        ring=near.get(question.municipality, ()),
        sites=tuple(sorted(sites.steady)),
        left_out=tuple(sorted(sites.left_out)),
    )
    missing = doubts_of_weeks(span) or doubts_of_crawls(question.municipality, activity.active, sites, span)
    if missing:
        return _said(told, missing)
    rows = activity.on_steady_sites(span.weeks)
    told = replace(told, following=following(rows, span, told.municipality, told.ring))
    return _measured(told, _compare(question.municipality, near, activity, span), _earlier(question, near, activity))


def _measured(told: Displacement, compared: Compared, earlier: Iterable[Compared]) -> Displacement:
    here, there = compared.spread_here, compared.spread_there
    told = replace(
        told,
        coverage=compared.panel.seen_share([told.municipality, *told.ring], compared.window.weeks),
        weeks=compared.by_week(),
        rest=compared.rest,
    )
    if here is None or there is None:
        return _said(told, doubts_of_figures(told))
    before = replace(compared, window=compared.window.first_half())
    told = replace(
        told,
        displaced=moved(compared.here, compared.there, here, there),
        here=change([told.municipality], compared.here, here),
        there=change(told.ring, compared.there, there),
        near=compared.near_each(),
        placebo=_placebo(compared.there.distance, there, [one.there.distance for one in earlier]),
        pretrend_here=before.spread_here.standard(before.here.distance) if before.spread_here else None,
        pretrend_there=before.spread_there.standard(before.there.distance) if before.spread_there else None,
    )
    return _said(told, doubts_of_figures(told))


def _said(told: Displacement, missing: Sequence[Doubt]) -> Displacement:
    if missing:
        return replace(told, why_nl=tuple(one.nl for one in missing), why_en=tuple(one.en for one in missing))
    sure = told.displaced is not None and told.displaced.low > 0
    rare = told.placebo is not None and told.placebo.p <= _SIGNIFICANT
    return replace(told, said="displaced" if sure and rare else "not_seen")


def _compare(gm: str, near: Mapping[str, tuple[str, ...]], activity: Activity, span: Window) -> Compared:
    """One window, on the sites that were seen in all of its weeks."""
    active = activity.columns.of(span.weeks, steady_sites(activity.seen, span.weeks).steady)
    return Compared(panel(active, activity.seen, span.weeks, {gm, *near.get(gm, ())}), span, gm, near)


def _earlier(question: Question, near: Mapping[str, tuple[str, ...]], activity: Activity) -> list[Compared]:
    """The same municipality in earlier windows that end before the day, as far back as the crawls carry."""
    span = question.window
    first = len(span.after) + 1
    spans = [span.earlier(weeks) for weeks in range(first, first + MOST_EARLIER)]
    known = min((row.week for row in activity.seen), default=week_of(question.on))
    return [
        _compare(question.municipality, near, activity, one)
        for one in spans
        if one.before[0] >= known and steady_sites(activity.seen, one.weeks).steady
    ]


def first_week(question: Question) -> date:
    """The oldest week that a measurement can use."""
    return question.window.before[0] - (len(question.window.after) + MOST_EARLIER) * WEEK


def _placebo(distance: float, places: Spread, weeks: Sequence[float]) -> Placebo:
    drawn = (*places.distances, *weeks)
    extreme = sum(abs(one) >= abs(distance) for one in drawn)
    return Placebo(distance, len(places.distances), len(weeks), (1 + extreme) / (1 + len(drawn)), drawn)
