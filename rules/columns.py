"""How a line of the table is read: not when, before cannot tell, before holds.

In: checks that give a reason or nothing. Out: the finding in one municipality.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from peil.records.judged import Reason
from rules.findings import Finding
from rules.view import View

Check = Callable[[View, str], Reason | None]


@dataclass(frozen=True, slots=True)
class Columns:
    """A line of the table for one municipality. `needs` are conditions of *holds* that can be told to be missing."""

    not_when: tuple[Check, ...]
    needs: tuple[Check, ...]
    cannot_tell: tuple[Check, ...]
    holds: Callable[[View, str], Iterable[Reason]]


def decide(columns: Columns, view: View, gm: str) -> Finding:
    """The finding in one municipality: the first reason that stands in the table's order decides."""
    for check in (*columns.not_when, *columns.needs):
        if why := check(view, gm):
            return Finding("does_not_hold", gm, (why,), municipalities=(gm,))
    if unknown := [why for check in columns.cannot_tell if (why := check(view, gm))]:
        return Finding("cannot_tell", gm, tuple(unknown), municipalities=(gm,))
    return Finding("holds", gm, tuple(columns.holds(view, gm)), municipalities=(gm,))
