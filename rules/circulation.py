"""Circulation: stays of personas over municipalities and countries, and flows between municipalities by week.

In: a case, a day, a number of weeks. Out: itineraries of those who were in more than one place, and flows as counts.
Made of single-place days alone, so that an ad that lists towns moves nobody. It says nothing of why somebody moved.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rules.case import Case
from rules.days import first_of
from rules.itineraries import Itinerary, Unit, country_of
from rules.judge import clusters_on

_WEEK = 7


@dataclass(frozen=True, slots=True)
class StayIn:
    """A run of single-place days in one municipality: its first and last day, and on how many days it was seen."""

    municipality: str
    country: str
    first: date
    last: date
    days: int


@dataclass(frozen=True, slots=True)
class PersonaItinerary:
    """Where a persona (or, without one, an account or an ad) of a cluster stayed, in the order of time."""

    cluster: str
    persona: str | None
    stays: tuple[StayIn, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """How many went from one municipality to another, by the Monday of the week of their first day there."""

    week: date
    origin: str
    destination: str
    moves: int


def persona_itineraries(case: Case, on: date, weeks: int = 8) -> Iterator[PersonaItinerary]:
    """The itineraries of those who stayed in two or more municipalities in the weeks up to and including the day."""
    first = first_of(weeks * _WEEK, on)
    for cluster, _ in clusters_on(case, on):
        for unit, itinerary in cluster.itineraries.items():
            stays = _stays(itinerary.between(first, on))
            if len({stay.municipality for stay in stays}) > 1:
                yield PersonaItinerary(cluster.id, _persona(unit), stays)


def flows(found: Iterable[PersonaItinerary]) -> list[Flow]:
    """The moves of the itineraries by week, origin and destination."""
    moves = Counter(
        (after.first - timedelta(days=after.first.weekday()), before.municipality, after.municipality)
        for one in found
        for before, after in zip(one.stays, one.stays[1:], strict=False)
    )
    return [Flow(*key, moves[key]) for key in sorted(moves)]


def _stays(itinerary: Itinerary) -> tuple[StayIn, ...]:
    """Runs of days in one place; a day that names none, or two, ends no run."""
    runs: list[tuple[str, list[date]]] = []
    for day in sorted(itinerary.places):
        place = itinerary.places[day][0]
        if not runs or runs[-1][0] != place:
            runs.append((place, []))
        runs[-1][1].append(day)
    return tuple(StayIn(place, country_of(place), days[0], days[-1], len(days)) for place, days in runs)


def _persona(unit: Unit) -> str | None:
    return unit[1] if unit[0] == "persona" else None
