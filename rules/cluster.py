"""One cluster's sightings in the order of time.

In: presences of one cluster and the decisions about it. Out: sightings with their day, cut by day. Judges nothing.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from peil.days import day_of
from peil.records.judged import FlagDecision, Presence, SightingRef
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


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster's sightings, oldest first, their days beside them, and what people said of it."""

    id: str
    seen: tuple[Seen, ...]
    days: tuple[date, ...]
    decisions: tuple[FlagDecision, ...] = ()

    def between(self, first: date, last: date) -> tuple[Seen, ...]:
        """The sightings from the day `first` up to and including the day `last`."""
        return self.seen[bisect_left(self.days, first) : bisect_right(self.days, last)]


def gather(presences: Iterable[Presence], decisions: Iterable[FlagDecision] = ()) -> Cluster:
    """The cluster that the presences, all of one cluster and at least one, make up; order of arrival is no matter."""
    seen = _in_order([Seen(day_of(ad.seen_at), ad) for ad in presences])
    said = sorted(decisions, key=lambda decision: (decision.at, decision.id))
    return Cluster(seen[0].ad.cluster, tuple(seen), tuple(one.day for one in seen), tuple(said))


def _in_order(seen: list[Seen]) -> list[Seen]:
    """By moment and ad; twice the same moment and ad is rare, and only then all that it says decides."""
    moments = {_moment(one) for one in seen}
    return sorted(seen, key=_moment if len(moments) == len(seen) else lambda one: (_moment(one), repr(one.ad)))


def _moment(one: Seen) -> tuple[datetime, str, str]:
    return one.ad.seen_at, one.ad.site, one.ad.id
