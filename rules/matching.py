"""Which licences a cluster's ads match, exactly or probably.

In: hits. Out: matches with the sightings that make them. A probable match is a question to a person and never proves
anything.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rules.findings import Words
from rules.hits import Hit
from rules.permits import STATUSES, Permit, Row
from rules.seen import Seen


@dataclass(frozen=True, slots=True)
class Match:
    """A permit with the sightings that match it exactly and those that match it probably, oldest first."""

    permit: Permit
    exact: tuple[Seen, ...]
    probable: tuple[Seen, ...]
    keys: tuple[str, ...]

    @property
    def row(self) -> Row:
        """The permit's row on the day of the latest sighting that matches."""
        return self.permit.row_on((self.exact or self.probable)[-1].day)

    @property
    def exact_in_force(self) -> bool:
        """Whether it matches exactly and was in force by the latest such sighting's own day."""
        return bool(self.exact) and self.permit.in_force(self.exact[-1].day)

    @property
    def probable_in_force(self) -> bool:
        """Whether it matches probably and was in force by the latest such sighting's own day."""
        return bool(self.probable) and self.permit.in_force(self.probable[-1].day)

    @property
    def status(self) -> Words:
        """The register's status on the day of the latest such sighting, and whether a granted one was in force."""
        status = self.row.licence.status
        if status != "verleend" or self.permit.in_force((self.exact or self.probable)[-1].day):
            return STATUSES[status]
        return Words("verleend, niet op die dag", "granted, not on that day")


def matches(hits: Iterable[Hit]) -> list[Match]:
    """The hits by permit, in order of the permit's key."""
    grouped: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.permit.key, []).append(hit)
    return [_match(grouped[key]) for key in sorted(grouped)]


def _match(hits: list[Hit]) -> Match:
    exact = {id(hit.seen): hit.seen for hit in hits if hit.exact}
    probable = {id(hit.seen): hit.seen for hit in hits if _asks(hit, exact)}
    keys = tuple(sorted({hit.key for hit in hits}))
    return Match(hits[0].permit, _in_order(exact), _in_order(probable), keys)


def _in_order(seen: Mapping[int, Seen]) -> tuple[Seen, ...]:
    return tuple(sorted(seen.values(), key=_moment))


def _asks(hit: Hit, exact: Collection[int]) -> bool:
    """Whether the hit leaves something to ask; a like name beside an exact key in one ad does not."""
    return not hit.exact and not (hit.key == "name" and id(hit.seen) in exact)


def _moment(one: Seen) -> tuple[object, ...]:
    return one.ad.seen_at, one.ad.site, one.ad.id
