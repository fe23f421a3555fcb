"""`licence_not_in_force`: the licence that the ads match is not in force.

In: a view. Out: a finding for each municipality where the cluster is active.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from peil.municipalities import name_of
from peil.records.judged import Reason
from rules import grounds
from rules.books import RENEWAL_DAYS
from rules.columns import Columns, decide
from rules.findings import Finding, Words, reason
from rules.hits import KEYS
from rules.matching import Match
from rules.permits import STATUSES
from rules.rule import Rule
from rules.view import View


@dataclass(frozen=True, slots=True)
class Parameters:
    """How long after its end a licence whose renewal is pending is left to a person (days)."""

    renewal_days: int = RENEWAL_DAYS


PARAMETERS = Parameters()


def judge(view: View) -> Iterator[Finding]:
    """A finding for each municipality where the cluster is active."""
    return (standing(view, gm) for gm in view.active)


def standing(view: View, gm: str) -> Finding:
    """The finding in one municipality, which the rules on unlicensed ads wait for."""
    return decide(COLUMNS, view, gm)


def flagged(view: View, gm: str) -> Reason | None:
    """A check for other rules: this rule holds here, and its flag says it."""
    if standing(view, gm).verdict != "holds":
        return None
    return reason("licence_not_in_force", "de vergunning is niet van kracht", "the licence is not in force")


def undecided(view: View, gm: str) -> Reason | None:
    """A check for other rules: whether this rule holds cannot be told."""
    found = standing(view, gm)
    return found.reasons[0] if found.verdict == "cannot_tell" else None


def _ended(view: View, gm: str) -> list[Match]:
    """Exact matches that cover the municipality and were not in force."""
    return [match for match in view.matches(gm) if match.exact and not match.exact_in_force and view.covers(match, gm)]


def _perhaps_ended(view: View, gm: str) -> list[Match]:
    """Probable matches that cover the municipality and were not in force."""
    found = [match for match in view.matches(gm) if match.probable and not match.exact]
    return [match for match in found if not match.probable_in_force and view.covers(match, gm)]


def _no_ended_licence(view: View, gm: str) -> Reason | None:
    if _ended(view, gm) or _perhaps_ended(view, gm):
        return None
    return reason(
        "no_ended_licence", "geen vergunning gevonden die niet van kracht is", "no licence matches that is not in force"
    )


def _only_probable(view: View, gm: str) -> Reason | None:
    if _ended(view, gm):
        return None
    found = _perhaps_ended(view, gm)[0]
    name = grounds.label(found)
    return reason(
        "probable_ended_licence",
        f"mogelijk van vergunning {name}, die niet van kracht is: iemand moet kijken",
        f"perhaps of licence {name}, which is not in force: a person has to look",
        found.probable,
    )


def _renewal_pending(view: View, gm: str) -> Reason | None:
    days = view.tuned("licence_not_in_force", PARAMETERS, gm).renewal_days
    pairs = (view.books.renewal_of(match.permit, view.on, days) for match in _ended(view, gm))
    found = next((pair for pair in pairs if pair), None)
    if found is None:
        return None
    ended, renewal = found
    return reason(
        "renewal_pending",
        f"vergunning {ended.licence_no} liep onlangs af en de verlenging {renewal.licence_no} is aangevraagd",
        f"licence {ended.licence_no} ended recently and its renewal {renewal.licence_no} is applied for",
    )


def _holds(view: View, gm: str) -> Iterator[Reason]:
    yield grounds.active(view, gm)
    for match in _ended(view, gm):
        yield _not_in_force(match)
    yield grounds.regime(view, gm)


def _not_in_force(match: Match) -> Reason:
    licence, name, town = match.row.licence, grounds.label(match), name_of(match.permit.municipality)
    period = f"{licence.period.valid_from} – {licence.period.valid_to or ''}".rstrip(" –")
    keys, status = [KEYS[key] for key in match.keys], STATUSES[licence.status]
    return reason(
        "licence_not_in_force",
        f"vergunning {name} van {town}: {status.nl}, {period}; komt overeen: {', '.join(key.nl for key in keys)}",
        f"licence {name} of {town}: {status.en}, {period}; agrees: {', '.join(key.en for key in keys)}",
        match.exact,
    )


COLUMNS = Columns(
    not_when=(grounds.regime_none, grounds.exact_in_force, grounds.home_worker_where_allowed),
    needs=(_no_ended_licence,),
    cannot_tell=(grounds.regime_unknown, _only_probable, _renewal_pending, grounds.home_worker_where_unknown),
    holds=_holds,
)

RULE = Rule(
    id="licence_not_in_force",
    title=Words("Vergunning niet van kracht", "Licence not in force"),
    ground=Words(
        "Vergunningplicht voor seksbedrijven in de algemene plaatselijke verordening (art. 149 en 151a Gemeentewet)",
        "Licence duty for sex businesses in the municipal by-law (articles 149 and 151a, Municipalities Act)",
    ),
    text=Words(
        "De advertenties komen exact overeen met een vergunning die op de dag van de advertentie niet verleend of niet "
        "geldig was, en met geen andere die dat wel was.",
        "The ads match exactly a licence that was not granted or not valid on the day of the ad, and none that was.",
    ),
    does_not_mean=Words(
        "Dat het bedrijf zonder toestemming werkt: het register kan achterlopen. Over de mensen in de advertenties "
        "zegt het niets.",
        "That the business works without permission: the register may lag behind. It says nothing about the people in "
        "the ads.",
    ),
    parameters=PARAMETERS,
    judge=judge,
    may_hold=lambda view: view.may_match,
)
