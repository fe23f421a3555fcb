"""`operator_in_several_places`: one operator, several personas, and no licences where they are needed.

In: a view. Out: one finding for the cluster, naming every municipality concerned.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from peil.municipalities import name_of
from peil.records.judged import Reason
from rules import grounds, personas
from rules.findings import Finding, Words, reason
from rules.rule import Rule
from rules.view import View


@dataclass(frozen=True, slots=True)
class Parameters:
    """How many personas, and in how many municipalities without a licence."""

    personas: int = 3
    municipalities: int = 2


PARAMETERS = Parameters()


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the cluster is active: under a licensing regime, of those without a licence, and under an unknown one."""

    licensing: tuple[str, ...]
    bare: tuple[str, ...]
    unknown: tuple[str, ...]


def judge(view: View) -> Iterator[Finding]:
    """One finding, where the cluster is active at all."""
    if view.active:
        places = _places(view)
        named = (*places.licensing, *places.unknown)
        yield view.weakest("operator_in_several_places", PARAMETERS, named, lambda tuned: _finding(view, places, tuned))


def _places(view: View) -> _Places:
    regimes = {gm: view.policy(gm).regime for gm in view.active}
    licensing = tuple(gm for gm, regime in regimes.items() if regime in grounds.LICENSING)
    bare = tuple(gm for gm in licensing if not _covered(view, gm))
    return _Places(licensing, bare, tuple(gm for gm in regimes if regimes[gm] == "unknown" and not _covered(view, gm)))


def _finding(view: View, places: _Places, tuned: Parameters) -> Finding:
    if len(places.bare) + len(places.unknown) < tuned.municipalities:
        few = reason("few_places", "in minder dan twee gemeenten zonder vergunning", "in fewer than two such places")
        return Finding("does_not_hold", None, (few,), municipalities=places.bare)
    decided = len(places.bare) >= tuned.municipalities
    many = _personas(view, places.licensing if decided else places.licensing + places.unknown)
    if many < tuned.personas:
        few = reason("few_personas", "minder dan drie profielen", "fewer than three personas")
        return Finding("does_not_hold", None, (few,), municipalities=places.bare)
    if not decided:
        reasons = tuple(why for gm in places.unknown if (why := grounds.regime_unknown(view, gm)))
        return Finding("cannot_tell", None, reasons, municipalities=places.bare)
    return Finding("holds", None, tuple(_reasons(view, places, many)), municipalities=places.bare)


def _reasons(view: View, places: _Places, many: int) -> Iterator[Reason]:
    names = ", ".join(name_of(gm) for gm in places.bare)
    seen = [one for one in view.counted if one.ad.municipality in places.licensing and one.ad.certainty == "exact"]
    yield reason(
        "several_places",
        f"{many} profielen; in {names} is geen vergunning van kracht gevonden",
        f"{many} personas; in {names} no licence in force was found",
        seen,
    )
    for gm in places.bare:
        yield grounds.regime(view, gm)


def _personas(view: View, places: tuple[str, ...]) -> int:
    return personas.count(one for gm in places for one in view.active[gm])


def _covered(view: View, gm: str) -> bool:
    """Whether an exact match in force covers the municipality; an escort licence does where all is out-call."""
    escort = any(match.row.licence.kind == "escort" for match in view.exact_in_force(gm))
    return grounds.covered(view, gm) is not None or (escort and view.outcall_only(gm))


RULE = Rule(
    id="operator_in_several_places",
    title=Words("Exploitant in meer gemeenten", "Operator in several places"),
    ground=Words(
        "Vergunningplicht voor seksbedrijven in de algemene plaatselijke verordeningen van de genoemde gemeenten",
        "Licence duty for sex businesses in the by-laws of the municipalities named",
    ),
    text=Words(
        "Drie of meer profielen met hetzelfde contact staan in twee of meer gemeenten met vergunningplicht, en in ten "
        "minste twee daarvan is geen vergunning van kracht gevonden.",
        "Three or more personas with the same contact stand in two or more municipalities that license, and in at "
        "least two of them no licence in force was found.",
    ),
    does_not_mean=Words(
        "Dat er een bedrijf achter zit of dat iemand wordt verplaatst: samen adverteren en samen reizen mag.",
        "That a business is behind it, or that somebody is moved: advertising and travelling together is lawful.",
    ),
    parameters=PARAMETERS,
    judge=judge,
    local=False,
    version=2,
)
