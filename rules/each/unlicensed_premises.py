"""`unlicensed_premises`: a building is advertised as a place of business, and no licence covers it.

In: a view. Out: a finding for each municipality where the cluster is active.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from peil.records.judged import Reason
from rules import grounds, premises
from rules.columns import Columns, decide
from rules.each import licence_not_in_force
from rules.findings import Finding, Words, reason
from rules.nearest import nearest_licence
from rules.premises import Named
from rules.rule import Rule
from rules.signs import NAMES
from rules.view import View


@dataclass(frozen=True, slots=True)
class Parameters:
    """How many personas at one address make a place of business, or which sign does."""

    personas: int = 2
    signs: tuple[str, ...] = ("premises", "hours")


PARAMETERS = Parameters()


def judge(view: View) -> Iterator[Finding]:
    """A finding for each municipality where the cluster is active."""
    return (decide(COLUMNS, view, gm) for gm in view.active)


def _tuned(view: View, gm: str) -> Parameters:
    return view.tuned("unlicensed_premises", PARAMETERS, gm)


def _of_business(view: View, gm: str) -> list[Named]:
    tuned = _tuned(view, gm)
    signed = any(kind in view.signs for kind in tuned.signs)
    return [named for named in premises.addresses(view, gm) if signed or named.personas >= tuned.personas]


def _uncovered(view: View, gm: str) -> list[Named]:
    return [named for named in _of_business(view, gm) if premises.covered(view, gm, named) is None]


def _no_premises(view: View, gm: str) -> Reason | None:
    if _of_business(view, gm):
        return None
    return reason(
        "no_premises", "geen adres dat een bedrijfspand lijkt", "no address that looks like business premises"
    )


def _all_covered(view: View, gm: str) -> Reason | None:
    if _uncovered(view, gm):
        return None
    matches = [match for named in _of_business(view, gm) if (match := premises.covered(view, gm, named))]
    return grounds.licensed(matches[0])


def _holds(view: View, gm: str) -> Iterator[Reason]:
    yield grounds.active(view, gm)
    for named in _uncovered(view, gm):
        yield _address(named)
    for kind in _tuned(view, gm).signs:
        if kind in view.signs:
            yield reason(f"sign_{kind}", *NAMES[kind], view.signs[kind])
    yield grounds.regime(view, gm)
    yield nearest_licence(view, gm)


def _address(named: Named) -> Reason:
    shown, many = named.address.shown, named.personas
    nl, en = ("profiel", "persona") if many == 1 else ("profielen", "personas")
    return reason(
        "address",
        f"adres {shown}, genoemd bij {many} {nl}; geen vergunning van kracht voor dit adres",
        f"address {shown}, named with {many} {en}; no licence in force for this address",
        named.seen,
    )


COLUMNS = Columns(
    not_when=(grounds.regime_none, grounds.home_worker),
    needs=(_no_premises, _all_covered, licence_not_in_force.flagged),
    cannot_tell=(
        grounds.regime_unknown,
        grounds.probable_in_force,
        grounds.perhaps_home_worker,
        licence_not_in_force.undecided,
    ),
    holds=_holds,
)

RULE = Rule(
    id="unlicensed_premises",
    title=Words("Pand zonder vergunning", "Premises without a licence"),
    ground=Words(
        "Vergunningplicht voor seksinrichtingen in de algemene plaatselijke verordening (art. 149 en 151a Gemeentewet)",
        "Licence duty for sex establishments in the municipal by-law (articles 149 and 151a, Municipalities Act)",
    ),
    text=Words(
        "Een advertentie noemt een adres dat bij twee of meer profielen staat of met de woorden van een huis, en geen "
        "vergunning van kracht geldt voor dat adres.",
        "An ad names an address that stands with two or more personas, or with a house's wording, and no licence in "
        "force covers that address.",
    ),
    does_not_mean=Words(
        "Dat er een seksinrichting is: een adres in een advertentie kan verkeerd of van een ander zijn.",
        "That there is a sex establishment: an address in an ad may be wrong, or somebody else's.",
    ),
    parameters=PARAMETERS,
    judge=judge,
    may_hold=lambda view: any(one.ad.address for one in view.counted),
)
