"""One cluster's sightings in the order of time.

In: presences of one cluster and the decisions about it. Out: sightings with their day, cut by day. Judges nothing.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from peil.days import day_of
from peil.records.judged import FlagDecision, Presence
from rules.itineraries import Itinerary, Unit, itineraries
from rules.seen import Seen


@dataclass(frozen=True)
class Cluster:
    """A cluster's sightings, oldest first, their days beside them, and what people said of it."""

    id: str
    seen: tuple[Seen, ...]
    days: tuple[date, ...]
    decisions: tuple[FlagDecision, ...] = ()

    @property
    def is_in_several_places(self) -> bool:
        """Whether two municipalities are named, without which no rule over several places holds."""
        return len({one.ad.municipality for one in self.seen} - {None}) > 1

    @cached_property
    def itineraries(self) -> dict[Unit, Itinerary]:
        """Where each persona was, over all days."""
        return itineraries(self.seen)

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
