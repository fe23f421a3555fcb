"""`shown_at_closed_premises`: an ad names an address that is closed by order on that day.

In: a view. Out: a finding for each municipality with such an address, and for those where the cluster is active.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from peil.municipalities import name_of
from peil.records.judged import Reason
from peil.records.register import Closure
from rules.findings import Finding, Words, reason
from rules.rule import Rule
from rules.seen import Seen
from rules.view import View


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: the closure order says all."""


def judge(view: View) -> Iterator[Finding]:
    """A finding for each municipality concerned."""
    found = _closed(view)
    for gm in sorted({*view.active, *(closure.municipality for closure in found)}):
        reasons = tuple(_reason(view, closure, found[closure]) for closure in found if closure.municipality == gm)
        none = reason("not_closed", "geen adres dat gesloten is", "no address that is closed")
        yield Finding("holds" if reasons else "does_not_hold", gm, reasons or (none,), municipalities=(gm,))


def _closed(view: View) -> dict[Closure, list[Seen]]:
    """Each closure with the counted sightings that name its address while it lasts."""
    found: dict[Closure, list[Seen]] = {}
    for one in view.counted:
        for closure in view.books.closures(one.spot, one.day) if one.spot else ():
            found.setdefault(closure, []).append(one)
    return found


def _reason(view: View, closure: Closure, seen: list[Seen]) -> Reason:
    """The closed address; of somebody who works from home the postcode's four digits at most."""
    at_home = view.home_worker() != "no"
    address = closure.postcode[:4] if at_home else f"{closure.postcode} {closure.house_number}"
    place, first, ground = name_of(closure.municipality), closure.period.valid_from, closure.ground
    return reason(
        "closed_address",
        f"adres {address} in {place} is gesloten sinds {first} ({ground})",
        f"address {address} in {place} has been closed since {first} ({ground})",
        seen,
    )


RULE = Rule(
    id="shown_at_closed_premises",
    title=Words("Geadverteerd op gesloten adres", "Shown at closed premises"),
    ground=Words(
        "Het sluitingsbevel zelf (onder meer art. 174a Gemeentewet, art. 13b Opiumwet, de plaatselijke verordening)",
        "The closure order itself (among others article 174a, Municipalities Act; article 13b, Opium Act; the by-law)",
    ),
    text=Words(
        "Een advertentie noemt een adres dat op de dag van de waarneming door de burgemeester gesloten was.",
        "An ad names an address that was closed by the mayor's order on the day of the sighting.",
    ),
    does_not_mean=Words(
        "Dat het pand open is: een oude advertentie kan zijn blijven staan.",
        "That the premises are open: an old ad may have been left standing.",
    ),
    parameters=Parameters(),
    judge=judge,
    may_hold=lambda view: any(one.ad.address for one in view.counted),
)
