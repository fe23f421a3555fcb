"""Why a displacement cannot be told: each doubt is one sentence in Dutch and in English (charter 9 and 22).

In: what the crawls saw, and the figures. Out: doubts; none where the figures carry a statement.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from peil.municipalities import name_of
from peil.records.displaced import ActiveWeek, Displacement
from rules.displacement.panel import LEAST_COVERAGE, Sites
from rules.displacement.weeks import Window

LEAST_WEEKS = 4
LEAST_CLUSTERS = 10.0
LEAST_PLACES = 20
_MOST_LEFT_OUT = 0.5
# Two-sided 5 % over two looks (the municipality and its ring).
_TREND = 2.24


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that is missing, in words."""

    nl: str
    en: str


def doubts_of_weeks(window: Window) -> list[Doubt]:
    """Too few whole weeks on a side."""
    after = len(window.after)
    if after >= LEAST_WEEKS:
        return []
    return [
        Doubt(
            f"Er zijn {after} hele weken na de handhaving voorbij; er zijn er {LEAST_WEEKS} nodig.",
            f"{after} whole weeks after the enforcement are over; {LEAST_WEEKS} are needed.",
        )
    ]


def doubts_of_crawls(municipality: str, active: Iterable[ActiveWeek], sites: Sites, window: Window) -> list[Doubt]:
    """Crawls that leave a gap: no site seen in every week, or most of the supply on sites that were not."""
    if not sites.steady:
        return [
            Doubt(
                f"Geen site is in elke week voor minstens {LEAST_COVERAGE:.0%} gezien.",
                f"No site was seen for at least {LEAST_COVERAGE:.0%} in every week.",
            )
        ]
    where = [row.site for row in active if row.municipality == municipality and row.week in window.weeks]
    left_out = [site for site in where if site not in sites.steady]
    if len(left_out) <= _MOST_LEFT_OUT * len(where):
        return []
    share, names = f"{len(left_out) / len(where):.0%}", ", ".join(sorted(set(left_out)))
    return [
        Doubt(
            f"{share} van het aanbod stond op sites die niet in elke week goed zijn gezien: {names}.",
            f"{share} of the supply stood on sites that were not seen well in every week: {names}.",
        )
    ]


def doubts_of_figures(found: Displacement) -> list[Doubt]:
    """Counts that are too small, too few other places, or a trend that began before the day."""
    if found.here is None or found.there is None or found.placebo is None or found.placebo.places < LEAST_PLACES:
        return [_few_places()]
    name = name_of(found.municipality)
    here = _doubts_of_part(name, name, found.here.before, found.pretrend_here)
    return here + _doubts_of_part("de buren", "the neighbours", found.there.before, found.pretrend_there)


def _doubts_of_part(nl: str, en: str, before: float, trend: float | None) -> list[Doubt]:
    if before < LEAST_CLUSTERS:
        return [
            Doubt(
                f"Te weinig om te meten: {before:.1f} profielen per week ervoor ({nl}), nodig {LEAST_CLUSTERS:.0f}.",
                f"Too few to measure: {before:.1f} clusters a week before ({en}), {LEAST_CLUSTERS:.0f} needed.",
            )
        ]
    if trend is None or abs(trend) <= _TREND:
        return []
    return [
        Doubt(
            f"Al voor de handhaving week het aantal af van de rest ({nl}: {trend:.1f} standaardafwijkingen).",
            f"Before the enforcement the number already departed from the rest ({en}: {trend:.1f} deviations).",
        )
    ]


def _few_places() -> Doubt:
    return Doubt(
        f"Er zijn minder dan {LEAST_PLACES} andere plaatsen om mee te vergelijken.",
        f"There are fewer than {LEAST_PLACES} other places to compare with.",
    )
