"""`home_work_not_allowed`: one person works from home where a dated policy forbids or conditions it.

In: a view. Out: a finding for each persona and municipality. Names a postcode's four digits at most.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from peil.municipalities import name_of
from peil.records.judged import Reason
from rules import grounds, personas
from rules.columns import Columns, decide
from rules.findings import Finding, Words, reason
from rules.rule import Rule
from rules.view import View


@dataclass(frozen=True, slots=True)
class Parameters:
    """How many may share a contact where conditions name no number, and up to how many are looked at."""

    max_persons: int = 1
    looked_at: int = 2


PARAMETERS = Parameters()


def judge(view: View) -> Iterator[Finding]:
    """A finding for each persona in each municipality where the cluster is active."""
    for gm, seen in view.active.items():
        found = decide(COLUMNS, view, gm)
        for persona in personas.named(seen):
            yield replace(found, persona=persona)


def _allowed(view: View, gm: str) -> Reason | None:
    if view.policy(gm).home_work != "allowed":
        return None
    return reason("home_work_allowed", f"thuiswerk mag in {name_of(gm)}", f"home work is allowed in {name_of(gm)}")


def _no_home_worker(view: View, gm: str) -> Reason | None:
    if view.home_worker(_at_most(view, gm)) != "no":
        return None
    return reason("no_home_worker", "geen thuiswerker", "no home worker")


def _conditions_met(view: View, gm: str) -> Reason | None:
    if view.policy(gm).home_work != "conditions" or personas.count(view.counted) > _max_persons(view, gm):
        return None
    return reason(
        "home_work_conditions_met",
        f"niet meer personen dan {name_of(gm)} toestaat",
        f"no more persons than {name_of(gm)} allows",
    )


def _perhaps(view: View, gm: str) -> Reason | None:
    if view.home_worker(_at_most(view, gm)) != "perhaps":
        return None
    return reason("perhaps_home_worker", "misschien thuiswerk; niet gezegd", "perhaps home work; it is not said")


def _holds(view: View, gm: str) -> Iterator[Reason]:
    yield grounds.active(view, gm)
    yield _at_home(view, gm)
    yield _policy(view, gm)


def _at_home(view: View, gm: str) -> Reason:
    home = [one for one in view.counted if one.ad.home]
    codes = [one.spot.postcode[:4] for one in view.seen_in(gm) if one.spot]
    areas = {code for code in codes if code.isdigit()}
    within = f" ({', '.join(sorted(areas))})" if areas else ""
    return reason("home_work", f"werkt vanuit huis{within}", f"works from home{within}", home)


def _policy(view: View, gm: str) -> Reason:
    policy, name = view.policy(gm), name_of(gm)
    source = f" ({policy.source})" if policy.source else ""
    if policy.home_work == "forbidden":
        return reason(
            "home_work_forbidden", f"{name} staat geen thuiswerk toe{source}", f"{name} forbids home work{source}"
        )
    most, many = _max_persons(view, gm), personas.count(view.counted)
    return reason(
        "home_work_conditions",
        f"{many} personen delen het contact; {name} staat er {most} toe{source}",
        f"{many} persons share the contact; {name} allows {most}{source}",
        view.counted,
    )


def _at_most(view: View, gm: str) -> int:
    tuned = view.tuned("home_work_not_allowed", PARAMETERS, gm)
    return tuned.looked_at if view.policy(gm).home_work == "conditions" else 0


def _max_persons(view: View, gm: str) -> int:
    said = view.policy(gm).home_work_max_persons
    return view.tuned("home_work_not_allowed", PARAMETERS, gm).max_persons if said is None else said


COLUMNS = Columns(
    not_when=(_allowed, grounds.exact_in_force),
    needs=(_no_home_worker, _conditions_met),
    cannot_tell=(grounds.home_work_unknown, _perhaps),
    holds=_holds,
)

RULE = Rule(
    id="home_work_not_allowed",
    title=Words("Thuiswerk niet toegestaan", "Home work not allowed"),
    ground=Words(
        "Regels over thuiswerk in de algemene plaatselijke verordening of het gemeentelijk prostitutiebeleid",
        "Rules on home work in the municipal by-law or the municipality's policy on prostitution",
    ),
    text=Words(
        "Eén persoon werkt vanuit huis in een gemeente die dat volgens gedateerd beleid niet toestaat, of met meer "
        "personen dan de voorwaarden toelaten.",
        "One person works from home in a municipality whose dated policy does not allow it, or with more persons than "
        "its conditions allow.",
    ),
    does_not_mean=Words(
        "Dat er een bedrijf is, of dwang. Het adres staat er niet bij; thuiswerk is vaak iemands eigen, veilige keuze.",
        "That there is a business, or coercion. No address is given; home work is often a person's own, safe choice.",
    ),
    parameters=PARAMETERS,
    judge=judge,
    by_persona=True,
    may_hold=lambda view: any(one.ad.home for one in view.counted),
)
