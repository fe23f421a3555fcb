"""Moves between municipalities, one by one, as they go out to the municipalities concerned.

In: a case, a day, a number of weeks. Out: each move with its two days. Made of the stays that circulation shows; it
says nothing of why somebody moved.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from peil.records.moved import Move
from rules.case import Case
from rules.circulation import PersonaItinerary, persona_itineraries


def moves_on(case: Case, on: date, weeks: int = 26) -> list[Move]:
    """The moves of the weeks up to and including the day, in order of their keys."""
    return sorted(moves_of(persona_itineraries(case, on, weeks)), key=lambda move: move.key)


def moves_of(found: Iterable[PersonaItinerary]) -> Iterator[Move]:
    """Each two stays that follow on each other in different places."""
    for one in found:
        for before, after in pairwise(one.stays):
            said = f"{one.cluster}|{one.persona}|{before.municipality}|{before.last}|{after.municipality}|{after.first}"
            yield Move(
                key=hashlib.sha256(said.encode()).hexdigest()[:24],
                cluster=one.cluster,
                persona=one.persona or "",
                from_gm=before.municipality,
                to_gm=after.municipality,
                left=before.last,
                came=after.first,
                days=after.days,
            )
