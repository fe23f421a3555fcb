"""Where everybody was in each week, for research.

In: a case and a span of weeks. Out: one municipality a persona and week, by its single-place days. Says nothing else.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rules.case import Case
from rules.itineraries import Itinerary, Unit, country_of
from rules.judge import clusters_on


@dataclass(frozen=True, slots=True)
class WeekOf:
    """Somebody of a cluster in a week (its Monday): the municipality of most of its days, and its ads then."""

    cluster: str
    unit: Unit
    week: date
    municipality: str
    ads: tuple[str, ...]

    @property
    def persona(self) -> str:
        """Whose week it is: one name for the same persona, account or ad of the cluster."""
        return "/".join((self.cluster, *self.unit))


def persona_weeks(case: Case, first: date, until: date) -> Iterator[WeekOf]:
    """The weeks of everybody in the Netherlands from the Monday `first` up to and including the day `until`."""
    for cluster, _ in clusters_on(case, until):
        for unit, itinerary in cluster.itineraries.items():
            yield from _weeks(cluster.id, unit, itinerary.between(first, until))


def _weeks(cluster: str, unit: Unit, itinerary: Itinerary) -> Iterator[WeekOf]:
    by_week: dict[date, list[date]] = {}
    for day in sorted(itinerary.places):
        if country_of(itinerary.places[day][0]) == "NL":
            by_week.setdefault(day - timedelta(days=day.weekday()), []).append(day)
    for week, days in by_week.items():
        counts = Counter(itinerary.places[day][0] for day in days)
        place = min(counts, key=lambda gm: (-counts[gm], gm))
        ads = {seen.ad.id for day in days for seen in itinerary.places[day][1]}
        yield WeekOf(cluster, unit, week, place, tuple(sorted(ads)))
