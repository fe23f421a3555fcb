"""What the linker may be told: its limits, with their defaults.

In: nothing. Out: one frozen object; a limit is a count of independent others, a distance in bits, or days.
"""

from dataclasses import dataclass, field

from peil.records.joined import IdentifierKind

HUB_LIMITS: dict[IdentifierKind, int] = {
    "phone": 4,
    "image": 4,
    "account": 50,
    "website": 30,
    "handle": 30,
    "licence_no": 50,
}
"""From so many independent others on, an identifier is a hub. A number or a photo is a person's own; an account or a
website may well be a house's, with a number for each who works there."""


@dataclass(frozen=True, slots=True)
class LinkOptions:
    """Limits of the linker; `evidence` false leaves out the links (they cost half as much as the clusters).

    A number silent for more than `gap_days` starts a new period where nothing carries over; one silent for more than
    `short_gap_days` only where, besides, names and photos were known before and all are others after.
    """

    gap_days: int = 180
    short_gap_days: int = 60
    photo_distance: int = 31
    photo_quality: int = 50
    hub_limits: dict[IdentifierKind, int] = field(default_factory=lambda: dict(HUB_LIMITS))
    lone_limit: int = 150
    hub_share: float = 0.25
    agency_photo_sets: int = 6
    evidence: bool = True
    strict: bool = False

    @classmethod
    def strictly(cls) -> "LinkOptions":
        """Limits under which hardly anything joins wrongly: a number must be borne out, a photo never stands alone."""
        return cls(gap_days=45, short_gap_days=45, hub_limits={**HUB_LIMITS, "phone": 2}, strict=True)
