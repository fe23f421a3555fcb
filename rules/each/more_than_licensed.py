"""`more_than_licensed`: more personas advertised on one day than the licences have workplaces.

In: a view. Out: a finding for each municipality where the cluster is active.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from peil.municipalities import name_of
from peil.records.judged import Reason
from rules import grounds, personas
from rules.columns import Columns, decide
from rules.findings import Finding, Words, reason
from rules.matching import Match
from rules.rule import Rule
from rules.view import View


@dataclass(frozen=True, slots=True)
class Parameters:
    """How many more personas than workplaces are let pass."""

    let_pass: int = 0


PARAMETERS = Parameters()


def judge(view: View) -> Iterator[Finding]:
    """A finding for each municipality where the cluster is active."""
    return (decide(COLUMNS, view, gm) for gm in view.active)


def _own(view: View, gm: str) -> list[Match]:
    return [match for match in view.exact_in_force(gm) if match.permit.municipality == gm]


def _workplaces(view: View, gm: str) -> int | None:
    """The sum of the licences' workplaces; None where one does not state them."""
    stated = [match.row.licence.workplaces for match in _own(view, gm)]
    return None if None in stated else sum(places or 0 for places in stated)


def _only_escort(view: View, gm: str) -> Reason | None:
    if any(match.row.licence.kind != "escort" for match in _own(view, gm)):
        return None
    return reason("only_escort", "een escortvergunning kent geen werkplekken", "an escort licence has no workplaces")


def _not_licensed(view: View, gm: str) -> Reason | None:
    if _own(view, gm):
        return None
    name = name_of(gm)
    return reason(
        "not_licensed", f"geen vergunning van kracht in {name} gevonden", f"no licence in force in {name} was found"
    )


def _not_more(view: View, gm: str) -> Reason | None:
    places = _workplaces(view, gm)
    busiest = personas.busiest_day(view.active[gm])
    let_pass = view.tuned("more_than_licensed", PARAMETERS, gm).let_pass
    if places is None or _only_escort(view, gm) or personas.count(busiest) > places + let_pass:
        return None
    return reason("not_more", f"niet meer dan {places} werkplekken", f"no more than {places} workplaces")


def _workplaces_unknown(view: View, gm: str) -> Reason | None:
    if _workplaces(view, gm) is not None:
        return None
    return reason("workplaces_unknown", "aantal werkplekken niet bekend", "the number of workplaces is not known")


def _holds(view: View, gm: str) -> Iterator[Reason]:
    for match in _own(view, gm):
        yield grounds.licensed(match)
    busiest, places = personas.busiest_day(view.active[gm]), _workplaces(view, gm)
    many, day = personas.count(busiest), busiest[0].day
    yield reason(
        "more_than_licensed",
        f"{many} profielen op {day}, bij {places} vergunde werkplekken; advertenties op één dag zijn geen aanwezigen",
        f"{many} personas on {day}, with {places} licensed workplaces; ads standing on one day are not people present",
        busiest,
    )


COLUMNS = Columns(
    not_when=(),
    needs=(_not_licensed, _not_more),
    cannot_tell=(_only_escort, _workplaces_unknown),
    holds=_holds,
)

RULE = Rule(
    id="more_than_licensed",
    title=Words("Meer profielen dan vergunde werkplekken", "More personas than licensed workplaces"),
    ground=Words(
        "Voorschriften van de vergunning over het aantal werkplekken", "The licence's terms on the number of workplaces"
    ),
    text=Words(
        "Op één dag stonden er meer profielen dan de vergunningen van kracht samen aan werkplekken hebben.",
        "On one day more personas stood than the licences in force have workplaces together.",
    ),
    does_not_mean=Words(
        "Dat er te veel mensen werken: advertenties die op één dag staan, zijn geen mensen die er dan zijn; wie in "
        "ploegen werkt, adverteert ook door elkaar heen.",
        "That too many people work: ads standing on one day are not people present; those who work in shifts advertise "
        "at the same time too.",
    ),
    parameters=PARAMETERS,
    judge=judge,
    may_hold=lambda view: view.may_match,
)
