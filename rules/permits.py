"""Licences as a register's history: rows of one (municipality, licence_no) are the periods of one permit.

In: licence rows. Out: permits with the row of a day and the keys by which an ad can match it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from peil.records.register import Licence, LicenceStatus
from rules.addresses import Spot, spot
from rules.domains import own_domains
from rules.findings import Words
from rules.register import numbers_of


def number_key(licence_no: str) -> str:
    """A licence number as it is compared: letters and digits alone, in upper case."""
    return re.sub(r"[\W_]", "", licence_no).upper()


STATUSES: Mapping[LicenceStatus, Words] = {
    "aangevraagd": Words("aangevraagd", "applied for"),
    "verleend": Words("verleend", "granted"),
    "geschorst": Words("geschorst", "suspended"),
    "ingetrokken": Words("ingetrokken", "withdrawn"),
    "vervallen": Words("vervallen", "lapsed"),
    "geweigerd": Words("geweigerd", "refused"),
}


@dataclass(frozen=True)
class Row:
    """One period of a permit, and its keys in comparable form."""

    licence: Licence
    phones: frozenset[str]
    domains: frozenset[str]
    address: Spot
    names: tuple[str, ...]

    @classmethod
    def of(cls, licence: Licence) -> "Row":
        """The row with its keys; a premises name counts as a trade name."""
        return cls(
            licence=licence,
            phones=numbers_of(licence),
            domains=own_domains(licence.websites),
            address=spot(licence.street, licence.house_number, licence.postcode),
            names=tuple(name for name in (licence.premises_name, *licence.trade_names) if name),
        )


@dataclass(frozen=True)
class Permit:
    """One licence through time; `rows` in order of their first day."""

    municipality: str
    licence_no: str
    rows: tuple[Row, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What names it."""
        return self.municipality, self.licence_no

    @cached_property
    def number(self) -> str:
        """Its number as numbers are compared."""
        return number_key(self.licence_no)

    def row_on(self, day: date) -> Row:
        """The row that holds on the day, else the last that began before it, else the first."""
        begun = [row for row in self.rows if row.licence.period.valid_from <= day]
        holding = [row for row in begun if row.licence.period.holds(day)]
        return (holding or begun or self.rows[:1])[-1]

    def in_force(self, day: date) -> bool:
        """Whether it is granted on the day."""
        return any(row.licence.in_force(day) for row in self.rows)

    def ended_within(self, days: int, on: date) -> bool:
        """Whether a period in which it was granted ended in the `days` days before `on`, and it is not in force now."""
        ends = [row.licence.period.valid_to for row in self.rows if row.licence.status in _ONCE_GRANTED]
        recent = any(end and timedelta(0) < on - end <= timedelta(days=days) for end in ends)
        return recent and not self.in_force(on)

    def applied_for(self, on: date) -> bool:
        """Whether it stands as applied for on the day."""
        return any(row.licence.status == "aangevraagd" and row.licence.period.holds(on) for row in self.rows)


def permits_of(licences: Iterable[Licence]) -> list[Permit]:
    """The permits that the rows make up, in order of their key."""
    grouped: dict[tuple[str, str], list[Licence]] = {}
    for licence in licences:
        grouped.setdefault((licence.municipality, licence.licence_no), []).append(licence)
    return [
        Permit(gm, number, tuple(Row.of(one) for one in sorted(rows, key=_by_period)))
        for (gm, number), rows in sorted(grouped.items())
    ]


_ONCE_GRANTED = ("verleend", "geschorst", "vervallen", "ingetrokken")


def _by_period(licence: Licence) -> tuple[date, date, str]:
    return licence.period.valid_from, licence.period.valid_to or date.max, repr(licence)
