"""Everything that is judged at once, and codes of merged municipalities read as those of one day.

In: records. Out: records. Judges nothing.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from peil.municipalities import code_on, municipalities
from peil.records.judged import FlagDecision, Presence
from peil.records.register import Closure, Licence, Policy

R = TypeVar("R", Licence, Policy, Closure, FlagDecision)


@dataclass(frozen=True, slots=True)
class Case:
    """Presences of any number of clusters, the register's and councils' records, and what reviewers said."""

    presences: tuple[Presence, ...]
    licences: tuple[Licence, ...] = ()
    policies: tuple[Policy, ...] = ()
    closures: tuple[Closure, ...] = ()
    decisions: tuple[FlagDecision, ...] = ()


def as_of(case: Case, on: date) -> Case:
    """The case with every municipality under the code that is valid on the day."""
    ended = {gm for gm in municipalities() if code_on(gm, on) != gm}
    return Case(
        tuple(presence_on(one, on) if _names(one, ended) else one for one in case.presences),
        _codes_on(case.licences, on),
        _codes_on(case.policies, on),
        _codes_on(case.closures, on),
        _codes_on(case.decisions, on),
    )


def presence_on(one: Presence, on: date) -> Presence:
    """The presence with its municipalities under the codes valid on the day."""
    gm = code_on(one.municipality, on) if one.municipality else None
    places = tuple(code_on(place, on) for place in one.places)
    return one if (gm, places) == (one.municipality, one.places) else replace(one, municipality=gm, places=places)


def _names(one: Presence, places: Set[str]) -> bool:
    return one.municipality in places or (bool(one.places) and not places.isdisjoint(one.places))


def _codes_on(records: Iterable[R], on: date) -> tuple[R, ...]:
    codes = ((one, code_on(one.municipality, on)) for one in records)
    return tuple(one if gm == one.municipality else replace(one, municipality=gm) for one, gm in codes)
