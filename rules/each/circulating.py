"""`circulating`: one persona on days of its own in three or more municipalities. Lawful; a lead for a conversation.

In: a view. Out: a finding for each persona, naming every municipality concerned.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from peil.municipalities import name_of
from rules.findings import Finding, Words, reason
from rules.itineraries import Itinerary
from rules.multiplaced import by_persona, stays
from rules.rule import Rule
from rules.view import View


@dataclass(frozen=True, slots=True)
class Parameters:
    """How many days back, in how many municipalities, and from which share of short days on it cannot be told."""

    days: int = 28
    municipalities: int = 3
    short_share: float = 0.5


PARAMETERS = Parameters()


def judge(view: View) -> Iterator[Finding]:
    """A finding for each persona seen in the window; those without one are put together as one."""
    return by_persona((unit, _weakest(view, seen)) for unit, seen in view.itineraries(PARAMETERS.days).items())


def _weakest(view: View, seen: Itinerary) -> Finding:
    return view.weakest(
        "circulating", PARAMETERS, seen.municipalities, lambda tuned: _finding(seen.last(tuned.days, view.on), tuned)
    )


def _finding(seen: Itinerary, tuned: Parameters) -> Finding:
    if _too_short(seen, tuned.short_share):
        return Finding("cannot_tell", None, (_SHORT,))
    places = seen.municipalities
    if len(places) < tuned.municipalities:
        return Finding("does_not_hold", None, (_FEW,), municipalities=places)
    names = ", ".join(name_of(place) for place in places)
    why = reason(
        "places",
        f"binnen {tuned.days} dagen in {len(places)} gemeenten: {names}",
        f"within {tuned.days} days in {len(places)} municipalities: {names}",
    )
    return Finding("holds", None, (why, *stays(seen.places)), municipalities=places)


def _too_short(seen: Itinerary, share: float) -> bool:
    """Whether this share or more of the days on which it was seen had only short runs."""
    return len(seen.days) - len(seen.whole) >= share * len(seen.days)


_SHORT = reason(
    "short_runs",
    "op te veel van de dagen was er alleen een korte crawl",
    "on too many of the days there were only short runs",
)
_FEW = reason("few_places", "in te weinig gemeenten", "in too few municipalities")

RULE = Rule(
    id="circulating",
    title=Words("Circulerend aanbod", "Circulating"),
    ground=Words(
        "Geen verbod: een signaal voor toezicht (art. 151a Gemeentewet)",
        "No prohibition: a lead for supervision (article 151a, Municipalities Act)",
    ),
    text=Words(
        "Eén profiel stond binnen 28 dagen in drie of meer gemeenten, op elk van die dagen in één gemeente.",
        "One persona stood in three or more municipalities within 28 days, on each of those days in one.",
    ),
    does_not_mean=Words(
        "Dat er iets mis is: rondreizen mag. Het zegt niet dat iemand gedwongen of door een ander verplaatst wordt.",
        "That anything is wrong: travelling is lawful. It does not say that somebody is coerced, or moved by another.",
    ),
    parameters=PARAMETERS,
    judge=judge,
    by_persona=True,
    local=False,
)
