"""Checks that several rules share: each gives the reason that stands, or nothing.

In: a view and a municipality. Out: a reason in Dutch and English, or None.
"""

from peil.municipalities import name_of
from peil.records.judged import Reason
from rules.findings import reason
from rules.matching import Match
from rules.signs import NAMES
from rules.view import View

LICENSING = ("licence", "maximum", "zero")


def regime_none(view: View, gm: str) -> Reason | None:
    """The municipality licenses nothing."""
    if view.policy(gm).regime != "none":
        return None
    name = name_of(gm)
    return reason("regime_none", f"{name} kent geen vergunningplicht", f"{name} requires no licence")


def regime_unknown(view: View, gm: str) -> Reason | None:
    """Nobody recorded whether the municipality requires a licence."""
    if view.policy(gm).regime != "unknown":
        return None
    name = name_of(gm)
    return reason(
        "regime_unknown",
        f"niet bekend of {name} een vergunning eist",
        f"it is not known whether {name} requires a licence",
    )


def regime(view: View, gm: str) -> Reason:
    """What the licensing regime is, with its source."""
    policy = view.policy(gm)
    name, source = name_of(gm), f" ({policy.source})" if policy.source else ""
    nl = {
        "licence": "eist een vergunning",
        "maximum": "kent een maximum aan vergunningen",
        "zero": "verleent geen vergunningen",
    }
    en = {"licence": "requires a licence", "maximum": "has a maximum of licences", "zero": "grants no licences"}
    return reason(
        f"regime_{policy.regime}", f"{name} {nl[policy.regime]}{source}", f"{name} {en[policy.regime]}{source}"
    )


def active(view: View, gm: str) -> Reason:
    """Where and how often the cluster was seen."""
    seen, name = view.seen_in(gm), name_of(gm)
    days, of = len({one.day for one in seen}), view.shared.counted_days
    return reason(
        "active",
        f"gezien in {name} op {days} {'dag' if days == 1 else 'dagen'} van de laatste {of}",
        f"seen in {name} on {days} {'day' if days == 1 else 'days'} of the last {of}",
        seen,
    )


def signs(view: View, _gm: str) -> list[Reason]:
    """A reason for each kind of business sign."""
    return [reason(f"sign_{kind}", *NAMES[kind], seen) for kind, seen in view.signs.items()]


def home_worker(view: View, _gm: str) -> Reason | None:
    """One person who works from home."""
    if view.home_worker() != "yes":
        return None
    return reason("home_worker", "één persoon die vanuit huis werkt", "one person who works from home")


def perhaps_home_worker(view: View, _gm: str) -> Reason | None:
    """Nobody said whether it is a home, and nothing speaks against it."""
    if view.home_worker() != "perhaps":
        return None
    return reason(
        "perhaps_home_worker", "misschien één persoon die vanuit huis werkt", "perhaps one person working from home"
    )


def home_worker_where_allowed(view: View, gm: str) -> Reason | None:
    """A home worker in a municipality that allows it, or whose condition on persons is met."""
    policy = view.policy(gm)
    met = policy.home_work == "conditions" and policy.home_work_max_persons != 0
    if view.home_worker() != "yes" or not (met or policy.home_work == "allowed"):
        return None
    return reason("home_work_allowed", f"thuiswerk mag in {name_of(gm)}", f"home work is allowed in {name_of(gm)}")


def home_worker_where_unknown(view: View, gm: str) -> Reason | None:
    """A home worker in a municipality of which nobody recorded whether it allows home work."""
    if view.home_worker() != "yes" or view.policy(gm).home_work != "unknown":
        return None
    return home_work_unknown(view, gm)


def home_work_unknown(view: View, gm: str) -> Reason | None:
    """Nobody recorded whether the municipality allows home work."""
    if view.policy(gm).home_work != "unknown":
        return None
    return reason(
        "home_work_unknown",
        f"niet bekend of thuiswerk mag in {name_of(gm)}",
        f"it is not known whether home work is allowed in {name_of(gm)}",
    )


def exact_in_force(view: View, gm: str) -> Reason | None:
    """A licence in force matches exactly, of whatever municipality."""
    found = view.exact_in_force(gm)
    return licensed(found[0]) if found else None


def covered(view: View, gm: str) -> Reason | None:
    """The municipality's own licence is in force and matches exactly; an escort licence does not cover in-call."""
    own = [match for match in view.exact_in_force(gm) if match.permit.municipality == gm]
    found = next((match for match in own if match.row.licence.kind != "escort"), None)
    return licensed(found) if found else None


def probable_in_force(view: View, gm: str) -> Reason | None:
    """A licence in force matches probably: a person has to look."""
    found = next((match for match in view.matches(gm) if match.probable_in_force), None)
    if found is None:
        return None
    return reason(
        "probable_licence",
        f"mogelijk vergund onder {label(found)}: iemand moet kijken",
        f"perhaps licensed as {label(found)}: a person has to look",
        found.probable,
    )


def licensed(match: Match) -> Reason:
    """The licence that matches exactly and was in force."""
    return reason(
        "licence_in_force",
        f"vergunning {label(match)} is van kracht",
        f"licence {label(match)} is in force",
        match.exact,
    )


def label(match: Match) -> str:
    """How a reason names a licence."""
    name = match.row.licence.premises_name
    return f"{match.permit.licence_no} ({name})" if name else match.permit.licence_no
