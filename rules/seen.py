"""One sighting as the rules read it.

In: a presence and its day. Out: what it names, in comparable form. Judges nothing.
"""

from dataclasses import dataclass
from datetime import date

from peil.records.judged import Presence, SightingRef
from rules.addresses import Spot, spot


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting: the ad as it was seen, and the day."""

    day: date
    ad: Presence

    @property
    def ref(self) -> SightingRef:
        """The sighting as a reason names it."""
        return SightingRef(self.ad.id, self.ad.seen_at)

    @property
    def place(self) -> str | None:
        """The municipality that it names, at least likely."""
        return self.ad.municipality if self.ad.certainty in ("exact", "likely") else None

    @property
    def spot(self) -> Spot | None:
        """The address that it names, in comparable form."""
        address = self.ad.address
        return spot(address.street, address.house_number, address.postcode) if address else None
