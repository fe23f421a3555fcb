"""`circulating`: one persona on days of its own in three or more municipalities. Lawful; a lead for a conversation.

In: a view. Out: a finding for each persona, naming every municipality concerned.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from peil.municipalities import name_of
from rules.cluster import Seen
from rules.findings import Finding, Words, reason
from rules.itineraries import itineraries, single_place_days
from rules.multiplaced import by_persona, stays
from rules.rule import Rule
from rules.view import View


@dataclass(frozen=True, slots=True)
class Parameters:
    """How many days back, and in how many municipalities."""

    days: int = 28
    municipalities: int = 3


PARAMETERS = Parameters()


def judge(view: View) -> Iterator[Finding]:
    """A finding for each persona seen in the window; those without one are put together as one."""
    seen = itineraries(view.within(PARAMETERS.days))
    return by_persona((unit, _finding(ones)) for unit, ones in seen.items())


def _finding(seen: list[Seen]) -> Finding:
    if _mostly_short(seen):
        why = reason(
            "short_runs",
            "op de helft of meer van de dagen was er alleen een korte crawl",
            "on half or more of the days there were only short runs",
        )
        return Finding("cannot_tell", None, (why,))
    days = single_place_days(seen)
    places = sorted({place for place, _ in days.values()})
    if len(places) < PARAMETERS.municipalities:
        few = reason("few_places", "in minder dan drie gemeenten", "in fewer than three municipalities")
        return Finding("does_not_hold", None, (few,), municipalities=tuple(places))
    names = ", ".join(name_of(place) for place in places)
    why = reason(
        "places",
        f"binnen {PARAMETERS.days} dagen in {len(places)} gemeenten: {names}",
        f"within {PARAMETERS.days} days in {len(places)} municipalities: {names}",
    )
    return Finding("holds", None, (why, *stays(days)), municipalities=tuple(places))


def _mostly_short(seen: list[Seen]) -> bool:
    """Whether half or more of the days on which it was seen had only short runs."""
    full = {one.day for one in seen if not one.ad.run_short}
    days = {one.day for one in seen}
    return 2 * len(days - full) >= len(days)


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
