"""`unlicensed_business`: ads that show a business, and no licence.

In: a view. Out: a finding for each municipality where the cluster is active or likely.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from peil.municipalities import name_of
from peil.records.judged import Reason
from rules import grounds
from rules.columns import Check, Columns, decide
from rules.each import licence_not_in_force
from rules.findings import Finding, Words, reason
from rules.nearest import nearest_licence
from rules.rule import Rule
from rules.view import View


@dataclass(frozen=True, slots=True)
class Parameters:
    """How many kinds of business sign make a business."""

    sign_kinds: int = 2


PARAMETERS = Parameters()


def judge(view: View) -> Iterator[Finding]:
    """A finding for each municipality where the cluster is active or likely."""
    return (decide(COLUMNS, view, gm) for gm in sorted({*view.active, *view.likely}))


def few_signs(rule: str) -> Check:
    """A check for the rule: too few kinds of business sign."""

    def check(view: View, gm: str) -> Reason | None:
        if len(view.signs) >= view.tuned(rule, PARAMETERS, gm).sign_kinds:
            return None
        return reason("few_signs", "te weinig tekenen van een bedrijf", "too few signs of a business")

    return check


def no_licence(view: View, gm: str) -> Reason:
    """That no licence in force was found; said last, it is what is missing."""
    return reason(
        "no_licence",
        f"geen vergunning van kracht gevonden die bij deze advertenties in {name_of(gm)} hoort",
        f"no licence in force was found that belongs to these ads in {name_of(gm)}",
    )


def _outcall_only(view: View, gm: str) -> Reason | None:
    if not view.outcall_only(gm):
        return None
    return reason(
        "outcall_only", "alleen escort: zie de regel over escort", "out-call only: left to the rule on escort"
    )


def _only_likely(view: View, gm: str) -> Reason | None:
    if gm in view.active:
        return None
    name = name_of(gm)
    return reason(
        "likely_place", f"waarschijnlijk {name}, niet zeker", f"probably {name}, not certainly", view.seen_in(gm)
    )


def _escort_licence(view: View, gm: str) -> Reason | None:
    """An escort licence would cover ads of which it is not said that they receive."""
    escort = [match for match in view.exact_in_force(gm) if match.row.licence.kind == "escort"]
    if not escort or any(one.ad.setting == "incall" for one in view.seen_in(gm)):
        return None
    name = grounds.label(escort[0])
    return reason(
        "escort_licence",
        f"escortvergunning {name} is van kracht en niet gezegd is of men ontvangt",
        f"escort licence {name} is in force and it is not said whether clients are received",
        escort[0].exact,
    )


def _holds(view: View, gm: str) -> Iterator[Reason]:
    yield grounds.active(view, gm)
    yield from grounds.signs(view, gm)
    yield grounds.regime(view, gm)
    yield no_licence(view, gm)
    yield nearest_licence(view, gm)


COLUMNS = Columns(
    not_when=(grounds.regime_none, grounds.home_worker, _outcall_only),
    needs=(few_signs("unlicensed_business"), grounds.covered, licence_not_in_force.flagged),
    cannot_tell=(
        grounds.regime_unknown,
        grounds.probable_in_force,
        _only_likely,
        grounds.perhaps_home_worker,
        _escort_licence,
        licence_not_in_force.undecided,
    ),
    holds=_holds,
)

RULE = Rule(
    id="unlicensed_business",
    title=Words("Bedrijf zonder vergunning", "Business without a licence"),
    ground=Words(
        "Vergunningplicht voor seksbedrijven in de algemene plaatselijke verordening (art. 149 en 151a Gemeentewet)",
        "Licence duty for sex businesses in the municipal by-law (articles 149 and 151a, Municipalities Act)",
    ),
    text=Words(
        "De advertenties tonen twee of meer soorten tekenen van een bedrijf in een gemeente met vergunningplicht, en "
        "er is geen vergunning van kracht gevonden.",
        "The ads show two or more kinds of business sign in a municipality that requires a licence, and no licence in "
        "force was found.",
    ),
    does_not_mean=Words(
        "Dat er een overtreding is: het register kan onvolledig zijn en samen adverteren is geen bedrijf. Niemand "
        "wordt als slachtoffer of dader aangewezen.",
        "That there is an offence: the register may be incomplete and advertising together is no business. Nobody is "
        "named as a victim or an offender.",
    ),
    parameters=PARAMETERS,
    judge=judge,
    may_hold=lambda view: view.may_have_signs,
)
