"""`licence_number_missing`: a licensed business whose ads do not show the number that the municipality asks for.

In: a view. Out: a finding for each municipality where the cluster is active.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from peil.municipalities import name_of
from peil.records.judged import Reason
from rules import grounds
from rules.columns import Columns, decide
from rules.days import span
from rules.findings import Finding, Words, reason
from rules.rule import Rule
from rules.shown_numbers import shows
from rules.view import View


@dataclass(frozen=True, slots=True)
class Parameters:
    """How many days the ads must have stood, from the first to the last counted sighting, both included."""

    days: int = 7


PARAMETERS = Parameters()


def judge(view: View) -> Iterator[Finding]:
    """A finding for each municipality where the cluster is active."""
    return (decide(COLUMNS, view, gm) for gm in view.active)


def _not_asked(view: View, gm: str) -> Reason | None:
    if view.policy(gm).ad_must_show_licence is not False:
        return None
    name = name_of(gm)
    return reason("number_not_asked", f"{name} vraagt geen nummer in advertenties", f"{name} asks for no number in ads")


def _too_short(view: View, gm: str) -> Reason | None:
    seen = view.seen_in(gm)
    if span(seen[0].day, seen[-1].day) >= view.tuned("licence_number_missing", PARAMETERS, gm).days:
        return None
    return reason("too_short", "nog niet lang genoeg gezien", "not yet seen for long enough", seen)


def _not_licensed(view: View, gm: str) -> Reason | None:
    if view.exact_in_force(gm):
        return None
    return reason("not_licensed", "geen vergunning van kracht gevonden", "no licence in force was found")


def _shown(view: View, gm: str) -> Reason | None:
    numbers = {match.permit.number for match in view.exact_in_force(gm)}
    seen = [one for one in view.counted if any(shows(one, number) for number in numbers)]
    return reason("number_shown", "het nummer staat erbij", "the number is shown", seen) if seen else None


def _unknown(view: View, gm: str) -> Reason | None:
    if view.policy(gm).ad_must_show_licence is not None:
        return None
    return reason(
        "number_duty_unknown",
        f"niet bekend of {name_of(gm)} het nummer in advertenties vraagt",
        f"it is not known whether {name_of(gm)} asks for the number in ads",
    )


def _holds(view: View, gm: str) -> Iterator[Reason]:
    yield grounds.active(view, gm)
    for match in view.exact_in_force(gm):
        yield grounds.licensed(match)
    name = name_of(gm)
    yield reason(
        "number_missing",
        f"{name} vraagt het vergunningnummer in advertenties; geen enkele toont het",
        f"{name} asks for the licence number in ads; none shows it",
        view.seen_in(gm),
    )


COLUMNS = Columns(
    not_when=(_not_asked, grounds.home_worker_where_allowed),
    needs=(_too_short, _not_licensed, _shown),
    cannot_tell=(_unknown, grounds.home_worker_where_unknown),
    holds=_holds,
)

RULE = Rule(
    id="licence_number_missing",
    title=Words("Vergunningnummer ontbreekt", "Licence number missing"),
    ground=Words(
        "Voorschrift in de verordening of de vergunning om het nummer in advertenties te vermelden",
        "Rule in the by-law or the licence to state the number in ads",
    ),
    text=Words(
        "De advertenties van een vergund bedrijf staan zeven dagen of langer in een gemeente die het nummer in "
        "advertenties vraagt, en geen enkele toont het.",
        "A licensed business's ads have stood for seven days or more in a municipality that asks for the number in "
        "ads, and none shows it.",
    ),
    does_not_mean=Words(
        "Dat er zonder vergunning gewerkt wordt: het is een verzuim in de advertentie.",
        "That somebody works without a licence: it is an omission in the ad.",
    ),
    parameters=PARAMETERS,
    judge=judge,
    may_hold=lambda view: view.may_match,
)
