"""The books that a cluster is held against: permits, policies and closures, indexed.

In: register records, municipality codes as valid on the day of judging. Out: look-ups. Knows no ad.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from peil.records.register import Closure, Licence, Period, Policy
from rules.addresses import Spot, compare, spot
from rules.names import alike
from rules.permits import Permit, Row, permits_of
from rules.policy_book import PolicyBook
from rules.shared import Shared

T = TypeVar("T")
K = TypeVar("K")
RENEWAL_DAYS = 90
# Beyond it a day some days later may be none.
_LAST_YEAR = 9900


class Books:
    """Licences, policies and closures of all municipalities."""

    def __init__(
        self, licences: Iterable[Licence] = (), policies: Iterable[Policy] = (), closures: Iterable[Closure] = ()
    ) -> None:
        self.permits = permits_of(licences)
        self.loaded = frozenset(permit.municipality for permit in self.permits)
        self.policies = PolicyBook(policies)
        self._closures = _grouped(closures, lambda closure: [spot("", closure.house_number, closure.postcode).door])
        self._same_premises: dict[tuple[str, str], list[Permit]] = {}
        self._alike: dict[tuple[str, str, Shared], tuple[Permit, ...]] = {}

    @cached_property
    def by_number(self) -> Mapping[str, list[Permit]]:
        """Permits by their number as numbers are compared."""
        return _grouped(self.permits, lambda permit: [permit.number])

    @cached_property
    def by_phone(self) -> Mapping[str, list[Permit]]:
        """Permits by each of their telephone numbers (E.164)."""
        return _by_row(self.permits, lambda row: row.phones)

    @cached_property
    def by_domain(self) -> Mapping[str, list[Permit]]:
        """Permits by each of their own web domains."""
        return _by_row(self.permits, lambda row: row.domains)

    @cached_property
    def by_door(self) -> Mapping[tuple[str, str], list[Permit]]:
        """Permits by postcode and number."""
        return _by_row(self.permits, lambda row: [row.address.door] if row.address.door else [])

    @cached_property
    def by_house(self) -> Mapping[tuple[str, str, str], list[Permit]]:
        """Permits by municipality, street and number, for addresses of which one lacks its postcode."""
        houses = {
            permit.key: {(row.address.street, row.address.number) for row in permit.rows} for permit in self.permits
        }
        return _grouped(
            self.permits,
            lambda permit: [(permit.municipality, *house) for house in sorted(houses[permit.key]) if all(house)],
        )

    @cached_property
    def by_municipality(self) -> Mapping[str, list[Permit]]:
        """Permits by municipality."""
        return _grouped(self.permits, lambda permit: [permit.municipality])

    def alike(self, gm: str, name: str, day: date) -> tuple[Permit, ...]:
        """The permits of the municipality that ever bore a trade name that counts as like this one on the day."""
        shared = self.policies.shared(gm, day)
        if (gm, name, shared) not in self._alike:
            self._alike[gm, name, shared] = tuple(
                permit
                for permit in self.by_municipality.get(gm, ())
                if any(alike(name, other, shared) for row in permit.rows for other in row.names)
            )
        return self._alike[gm, name, shared]

    def closures(self, address: Spot, day: date) -> list[Closure]:
        """The closures of exactly this address on the day."""
        found = self._closures.get(address.door, ()) if address.door else ()
        return [one for one in found if one.period.holds(day) and _same_door(one, address)]

    def renewal_of(self, permit: Permit, on: date, days: int = RENEWAL_DAYS) -> tuple[Permit, Permit] | None:
        """An ended licence of the permit's premises and its pending renewal, where there are both on the day."""
        premises = self._premises(permit)
        ended = next((one for one in premises if one.ended_within(days, on)), None)
        renewal = next((one for one in premises if one.applied_for(on)), None)
        return (ended, renewal) if ended and renewal else None

    def _premises(self, permit: Permit) -> list[Permit]:
        if permit.key not in self._same_premises:
            others = self.by_municipality[permit.municipality]
            self._same_premises[permit.key] = [other for other in others if _same_premises(permit, other)]
        return self._same_premises[permit.key]

    @cached_property
    def renewal_days(self) -> tuple[date, ...]:
        """Every day on which what `renewal_of` says may change."""
        with_requests = {p.municipality for p in self.permits if any(_is_request(row) for row in p.rows)}
        rows = [row for gm in sorted(with_requests) for permit in self.by_municipality[gm] for row in permit.rows]
        windows = (RENEWAL_DAYS, *self.policies.days_set)
        return tuple(sorted({day for row in rows for day in _turns(row.licence.period, windows)}))


def _turns(period: Period, windows: Iterable[int]) -> list[date]:
    end = period.valid_to
    if end is None or end.year > _LAST_YEAR:
        return [period.valid_from]
    return [period.valid_from, end + timedelta(days=1), *(end + timedelta(days=days + 1) for days in windows)]


def _is_request(row: Row) -> bool:
    return row.licence.status == "aangevraagd"


def _same_door(closure: Closure, address: Spot) -> bool:
    return compare(spot("", closure.house_number, closure.postcode), address) == "same"


def _same_premises(one: Permit, other: Permit) -> bool:
    """The same licence, address or name; of one municipality, as the caller sees to."""
    if one.key == other.key:
        return True
    pairs = [(mine, theirs) for mine in one.rows for theirs in other.rows]
    return any(
        compare(mine.address, theirs.address) == "same" or any(alike(a, b) for a in mine.names for b in theirs.names)
        for mine, theirs in pairs
    )


def _grouped(items: Iterable[T], keys: Callable[[T], Iterable[K]]) -> dict[K, list[T]]:
    found: dict[K, list[T]] = {}
    for item in items:
        for key in keys(item):
            found.setdefault(key, []).append(item)
    return found


def _by_row(permits: Iterable[Permit], keys: Callable[[Row], Iterable[K]]) -> dict[K, list[Permit]]:
    return _grouped(permits, lambda permit: sorted({key for row in permit.rows for key in keys(row)}, key=repr))
