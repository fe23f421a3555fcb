"""The addresses that a cluster's ads name, and whether a licence covers them.

In: a view and a municipality. Out: addresses with the sightings that name them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rules import personas
from rules.addresses import Spot, compare
from rules.matching import Match
from rules.seen import Seen
from rules.view import View


@dataclass(frozen=True, slots=True)
class Named:
    """An address with all counted sightings of the cluster that name it, oldest first."""

    address: Spot
    seen: tuple[Seen, ...]

    @property
    def personas(self) -> int:
        """How many personas name it."""
        return personas.count(self.seen)


def addresses(view: View, gm: str) -> list[Named]:
    """Every building that a counted ad in the municipality names."""
    spots = dict.fromkeys(found for one in view.active.get(gm, ()) if (found := one.spot) and found.is_precise)
    return [Named(address, _naming(address, view.counted)) for address in spots]


def covered(view: View, gm: str, named: Named) -> Match | None:
    """An exact match in force that covers the address; an escort licence covers it only for out-call."""
    outcall = all(one.ad.setting == "outcall" for one in named.seen)
    found = [
        match
        for match in view.exact_in_force(gm)
        if (outcall if match.row.licence.kind == "escort" else match.permit.municipality == gm)
        and compare(match.row.address, named.address) in ("same", "unknown")
    ]
    return found[0] if found else None


def _naming(address: Spot, counted: Iterable[Seen]) -> tuple[Seen, ...]:
    return tuple(one for one in counted if (found := one.spot) and compare(found, address) == "same")
