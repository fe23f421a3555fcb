"""Business signs of a whole cluster.

In: its counted sightings. Out: kind -> the sightings that show it. A kind counts once, however often it is quoted.
"""

from collections.abc import Mapping, Sequence

from rules import personas
from rules.domains import own_domains
from rules.findings import Words
from rules.seen import Seen
from rules.shared import SHARED, Shared

QUOTED = ("staff", "vacancy", "premises", "hours", "reception", "payment")
COMPUTED = ("several_persons", "own_site")

NAMES: Mapping[str, Words] = {
    "staff": Words("spreekt van personeel of een team", "speaks of staff or a team"),
    "vacancy": Words("zoekt medewerkers", "looks for workers"),
    "premises": Words("noemt een bedrijfspand bij naam", "names business premises"),
    "hours": Words("noemt openingstijden van een huis", "states a house's opening hours"),
    "reception": Words("noemt een receptie of gastvrouw", "mentions a reception or host"),
    "payment": Words("noemt een kassa of pinbetaling aan de balie", "mentions a till or card payment at a desk"),
    "several_persons": Words("drie of meer profielen op één dag", "three or more personas on one day"),
    "own_site": Words("één eigen website voor meer profielen", "one own web site for several personas"),
}


def business_signs(counted: Sequence[Seen], shared: Shared = SHARED) -> dict[str, tuple[Seen, ...]]:
    """The kinds that stand, each with its sightings, quoted ones first, then those that are computed here."""
    quoted = _quoted(counted)
    found = {kind: tuple(quoted[kind]) for kind in QUOTED if kind in quoted}
    found["several_persons"] = _several(counted, shared.several_personas)
    found["own_site"] = _own_site(counted, shared.own_site_personas)
    return {kind: seen for kind, seen in found.items() if seen}


def _quoted(counted: Sequence[Seen]) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = {}
    for one in counted:
        for kind in {sign.kind for sign in one.ad.signs}:
            found.setdefault(kind, []).append(one)
    return found


def _several(counted: Sequence[Seen], several: int) -> tuple[Seen, ...]:
    if len(counted) < several:
        return ()
    busiest = personas.busiest_day(counted)
    return busiest if personas.count(busiest) >= several else ()


def _own_site(counted: Sequence[Seen], several: int) -> tuple[Seen, ...]:
    """The sightings on the first domain that so many stated personas share."""
    by_domain: dict[str, list[Seen]] = {}
    for one in counted:
        for domain in own_domains(one.ad.websites) - {one.ad.site} if one.ad.websites else ():
            by_domain.setdefault(domain, []).append(one)
    shared = (by_domain[domain] for domain in sorted(by_domain) if len(personas.stated(by_domain[domain])) >= several)
    return tuple(next(shared, ()))
