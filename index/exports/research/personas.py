"""Research rows a persona: its price band, its itinerary, its flags, told as far as k others share them.

In: everybody's weeks, a grain, a project's key. Out: rows under pseudonyms. Pure.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.exports.research.itineraries import shared_lengths
from index.exports.research.pseudonyms import pseudonym
from index.exports.research.tables import band
from peil.municipalities import municipalities
from peil.records.research import PersonaWeek

Period = Literal["week", "month"]
Place = Literal["municipality", "province"]


@dataclass(frozen=True, slots=True)
class Grain:
    """How fine itineraries are told; coarser ones are shared by more people, and told further."""

    period: Period = "week"
    place: Place = "municipality"


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one persona; `stays` are (first day of the period, place). Flags only at a whole itinerary."""

    persona: str
    price_band: str
    stays: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class ToldPersonas:
    """All that may be told, by pseudonym, and the share of stays that is, in whole tenths (never exact counts)."""

    told: tuple[Told, ...]
    share: float


def told_personas(weeks: Iterable[PersonaWeek], grain: Grain, key: bytes, k: int) -> ToldPersonas:
    """Whoever shares a band, the first stays and, where told to the end, the flags with k - 1 others."""
    people = _by_persona(weeks)
    sequences = [_sequence(people[persona], grain) for persona in people]
    lengths = shared_lengths(sequences, k)
    told = [
        _told(pseudonym(key, "persona", persona), sequence, length)
        for persona, sequence, length in zip(people, sequences, lengths, strict=True)
        if length
    ]
    stays = sum(len(sequence) - 2 for sequence in sequences)
    share = sum(len(one.stays) for one in told) / stays if stays else 0.0
    return ToldPersonas(tuple(sorted(told, key=lambda one: one.persona)), int(share * 10) / 10)


def _by_persona(weeks: Iterable[PersonaWeek]) -> dict[str, list[PersonaWeek]]:
    found: dict[str, list[PersonaWeek]] = defaultdict(list)
    for one in weeks:
        found[one.persona].append(one)
    return {persona: sorted(found[persona], key=lambda one: one.week) for persona in sorted(found)}


def _sequence(weeks: Sequence[PersonaWeek], grain: Grain) -> tuple[Hashable, ...]:
    """The price band, the stays in order, the flags: what is told is a beginning of this."""
    prices = [one.price_cents for one in weeks if one.price_cents is not None]
    stays = dict.fromkeys((_period(one.week, grain), _place(one.municipality, grain)) for one in weeks)
    rules = tuple(sorted({rule for one in weeks for rule in one.rules}))
    return (band(min(prices, default=None)), *stays, rules)


def _told(name: str, sequence: tuple[Hashable, ...], length: int) -> Told:
    whole = length == len(sequence)
    stays = sequence[1 : length - 1 if whole else length]
    return Told(name, str(sequence[0]), stays, sequence[-1] if whole else (), whole)  # type: ignore[arg-type]  # as made above


def _period(week: date, grain: Grain) -> str:
    return (week if grain.period == "week" else week.replace(day=1)).isoformat()


def _place(gm: str, grain: Grain) -> str:
    found = municipalities().get(gm)
    return gm if grain.place == "municipality" or not found else found.province
