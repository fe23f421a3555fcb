"""`escort_without_licence`: a business that sends people out, and no escort licence anywhere.

In: a view. Out: a finding for each municipality where the cluster is active.
"""

from collections.abc import Iterator

from peil.records.judged import Reason
from rules import grounds, personas
from rules.columns import Columns, decide
from rules.each import licence_not_in_force, unlicensed_business
from rules.findings import Finding, Words, reason
from rules.rule import Rule
from rules.view import View

OF_AN_AGENCY = ("staff", "vacancy", "reception", "several_persons")


def judge(view: View) -> Iterator[Finding]:
    """A finding for each municipality where the cluster is active."""
    return (decide(COLUMNS, view, gm) for gm in view.active)


def _self_employed(view: View, _gm: str) -> Reason | None:
    if personas.count(view.counted) != 1 or any(kind in view.signs for kind in OF_AN_AGENCY):
        return None
    return reason("self_employed", "één persoon, zonder bureau", "one person, without an agency")


def _receives(view: View, gm: str) -> Reason | None:
    if view.outcall_only(gm):
        return None
    return reason("not_outcall_only", "niet alleen escort", "not out-call only")


def _escort_licence(view: View, gm: str) -> Reason | None:
    found = next((match for match in view.exact_in_force(gm) if match.row.licence.kind == "escort"), None)
    return grounds.licensed(found) if found else None


def _holds(view: View, gm: str) -> Iterator[Reason]:
    yield grounds.active(view, gm)
    yield reason("outcall_only", "alleen escort", "out-call only", view.seen_in(gm))
    yield from grounds.signs(view, gm)
    yield grounds.regime(view, gm)
    yield reason(
        "no_escort_licence",
        "geen escortvergunning van kracht gevonden, in geen van de registers",
        "no escort licence in force was found in any register",
    )


_few_signs = unlicensed_business.few_signs("escort_without_licence")
COLUMNS = Columns(
    not_when=(grounds.regime_none, _self_employed),
    needs=(
        _receives,
        unlicensed_business.few_signs("escort_without_licence"),
        _escort_licence,
        licence_not_in_force.flagged,
    ),
    cannot_tell=(grounds.regime_unknown, grounds.probable_in_force, licence_not_in_force.undecided),
    holds=_holds,
)

RULE = Rule(
    id="escort_without_licence",
    title=Words("Escortbedrijf zonder vergunning", "Escort business without a licence"),
    ground=Words(
        "Vergunningplicht voor escortbedrijven in de algemene plaatselijke verordening (art. 149 en 151a Gemeentewet)",
        "Licence duty for escort businesses in the municipal by-law (articles 149 and 151a, Municipalities Act)",
    ),
    text=Words(
        "Alle advertenties in de gemeente zijn escort en tonen twee of meer soorten tekenen van een bedrijf, en in "
        "geen register is een escortvergunning van kracht gevonden.",
        "All ads in the municipality are out-call and show two or more kinds of business sign, and no register has an "
        "escort licence in force.",
    ),
    does_not_mean=Words(
        "Dat er een overtreding is: het bureau kan elders vergund zijn in een register dat Peil niet heeft.",
        "That there is an offence: the agency may be licensed elsewhere, in a register that Peil does not have.",
    ),
    parameters=unlicensed_business.PARAMETERS,
    judge=judge,
    may_hold=lambda view: view.may_have_signs,
)
