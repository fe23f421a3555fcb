"""Where a persona was on which day, by single-place days alone.

In: sightings of one cluster. Out: itineraries: day -> the one municipality. A day with two places, or out-call alone,
names none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rules import personas
from rules.days import first_of
from rules.seen import Seen

Unit = tuple[str, ...]
Stay = tuple[str, tuple[Seen, ...]]


@dataclass(frozen=True, slots=True)
class Itinerary:
    """All days on which somebody was seen, those with more than short runs, and the place of single-place days."""

    days: tuple[date, ...]
    whole: frozenset[date]
    places: Mapping[date, Stay]

    def between(self, first: date, last: date) -> "Itinerary":
        """The part from the day `first` up to and including the day `last`."""
        days = tuple(day for day in self.days if first <= day <= last)
        if len(days) == len(self.days):
            return self
        return Itinerary(
            days, self.whole.intersection(days), {day: self.places[day] for day in days if day in self.places}
        )

    def last(self, days: int, on: date) -> "Itinerary":
        """The part of the `days` days up to and including the day `on`."""
        return self.between(first_of(days, on), on)

    @property
    def municipalities(self) -> tuple[str, ...]:
        """Every municipality of its single-place days, in order."""
        return tuple(sorted({place for place, _ in self.places.values()}))


def itineraries(seen: Iterable[Seen]) -> dict[Unit, Itinerary]:
    """The itineraries by whose they are, in order of that."""
    found: dict[Unit, dict[date, list[Seen]]] = {}
    for one in seen:
        found.setdefault(personas.unit(one), {}).setdefault(one.day, []).append(one)
    return {unit: _itinerary(found[unit]) for unit in sorted(found)}


def country_of(place: str) -> str:
    """The country of a municipality code: NL for GM codes, else what stands before the colon."""
    return place.partition(":")[0] if ":" in place else "NL"


def _itinerary(by_day: Mapping[date, Sequence[Seen]]) -> Itinerary:
    whole = {day: [one for one in seen if not one.ad.run_short] for day, seen in by_day.items()}
    placed = {day: tuple(one for one in seen if one.place) for day, seen in whole.items()}
    places = {day: (place, seen) for day, seen in placed.items() if seen and (place := _only_place(seen))}
    return Itinerary(tuple(sorted(by_day)), frozenset(day for day, seen in whole.items() if seen), places)


def _only_place(ones: Sequence[Seen]) -> str | None:
    """The one place that all name, where at least one receives."""
    first = ones[0].ad.municipality
    for one in ones:
        ad = one.ad
        if ad.municipality != first or (ad.places and any(place != first for place in ad.places if place)):
            return None
    return first if any(one.ad.setting != "outcall" for one in ones) else None
