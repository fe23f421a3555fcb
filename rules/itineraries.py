"""Where a persona was on which day, by single-place days alone.

In: sightings of one persona. Out: day -> the one municipality. A day with two places, or out-call alone, names none.
"""

from collections.abc import Iterable
from datetime import date

from rules import personas
from rules.cluster import Seen


def itineraries(seen: Iterable[Seen]) -> dict[tuple[str, ...], list[Seen]]:
    """The sightings by whose itinerary they belong to, in order of that."""
    found: dict[tuple[str, ...], list[Seen]] = {}
    for one in seen:
        found.setdefault(personas.unit(one), []).append(one)
    return {unit: found[unit] for unit in sorted(found)}


def single_place_days(seen: Iterable[Seen]) -> dict[date, tuple[str, tuple[Seen, ...]]]:
    """Day -> the one municipality that all placed sightings of the day name, with those sightings."""
    days: dict[date, list[Seen]] = {}
    for one in seen:
        if one.place and not one.ad.run_short:
            days.setdefault(one.day, []).append(one)
    found = {day: (_only_place(ones), tuple(ones)) for day, ones in days.items()}
    return {day: (place, ones) for day, (place, ones) in found.items() if place}


def country_of(place: str) -> str:
    """The country of a municipality code: NL for GM codes, else what stands before the colon."""
    return place.partition(":")[0] if ":" in place else "NL"


def _only_place(ones: list[Seen]) -> str | None:
    places = {place for one in ones for place in (one.ad.municipality, *one.ad.places) if place}
    receives = any(one.ad.setting != "outcall" for one in ones)
    return places.pop() if len(places) == 1 and receives else None
