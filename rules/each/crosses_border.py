"""`crosses_border`: one persona on days of its own in two or more countries. Lawful; a lead for a conversation.

In: a view. Out: a finding for each persona, naming every municipality concerned.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rules.findings import Finding, Words, reason
from rules.itineraries import Itinerary, country_of
from rules.multiplaced import by_persona, stays
from rules.rule import Rule
from rules.view import View


@dataclass(frozen=True, slots=True)
class Parameters:
    """How many days back, and in how many countries."""

    days: int = 56
    countries: int = 2


PARAMETERS = Parameters()


def judge(view: View) -> Iterator[Finding]:
    """A finding for each persona seen in the window; those without one are put together as one."""
    return by_persona((unit, _weakest(view, seen)) for unit, seen in view.itineraries(PARAMETERS.days).items())


def _weakest(view: View, seen: Itinerary) -> Finding:
    return view.weakest(
        "crosses_border", PARAMETERS, seen.municipalities, lambda tuned: _finding(seen.last(tuned.days, view.on), tuned)
    )


def _finding(seen: Itinerary, tuned: Parameters) -> Finding:
    places = seen.municipalities
    countries = sorted({country_of(place) for place in places})
    if len(countries) < tuned.countries:
        return Finding("does_not_hold", None, (_FEW,), municipalities=places)
    names = ", ".join(countries)
    why = reason(
        "countries",
        f"binnen {tuned.days} dagen in {len(countries)} landen: {names}",
        f"within {tuned.days} days in {len(countries)} countries: {names}",
    )
    return Finding("holds", None, (why, *stays(seen.places)), municipalities=places)


_FEW = reason("one_country", "niet in twee landen", "not in two countries")

RULE = Rule(
    id="crosses_border",
    title=Words("Over de grens", "Crosses a border"),
    ground=Words(
        "Geen verbod: een signaal voor toezicht en samenwerking over de grens",
        "No prohibition: a lead for supervision and for working together across the border",
    ),
    text=Words(
        "Eén profiel stond binnen 56 dagen in twee of meer landen, op elk van die dagen in één gemeente.",
        "One persona stood in two or more countries within 56 days, on each of those days in one municipality.",
    ),
    does_not_mean=Words(
        "Dat er iets mis is: reizen en werken over de grens mag. Het zegt niets over herkomst of dwang.",
        "That anything is wrong: working across a border is lawful. It says nothing of origin or coercion.",
    ),
    parameters=PARAMETERS,
    judge=judge,
    by_persona=True,
    local=False,
)
