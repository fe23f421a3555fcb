"""What registers and councils say: licences, closures and policies, dated."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

LicenceKind = Literal["raam", "club_privehuis", "escort", "massagesalon", "theater", "hotel", "overig"]
LicenceStatus = Literal["aangevraagd", "verleend", "geschorst", "ingetrokken", "vervallen", "geweigerd"]
Setting = int | float | str
Regime = Literal["licence", "maximum", "zero", "none", "unknown"]
HomeWork = Literal["allowed", "conditions", "forbidden", "unknown"]


@dataclass(frozen=True, slots=True)
class Period:
    """From a day up to and including another; an open end is None."""

    valid_from: date
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """Whether `day` lies in the period, both ends included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Licence:
    """One row of a register: one period of one licence of one premises. `phones` are as the register writes them."""

    licence_no: str
    municipality: str
    kind: LicenceKind
    premises_name: str
    period: Period
    status: LicenceStatus
    trade_names: tuple[str, ...] = ()
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    phones: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    kvk: str = ""
    workplaces: int | None = None
    conditions: str = ""

    def in_force(self, day: date) -> bool:
        """Whether the licence is granted and the day lies in its period."""
        return self.status == "verleend" and self.period.holds(day)


@dataclass(frozen=True, slots=True)
class Policy:
    """What a municipality allows over a period, with its source; None and `unknown` mean that nobody knows.

    `parameters` are those of rules that it overrides: (rule, name, value); a value of words is one text.
    """

    municipality: str
    period: Period
    regime: Regime
    source: str
    maximum: int | None = None
    home_work: HomeWork = "unknown"
    home_work_max_persons: int | None = None
    minimum_age: int | None = None
    ad_must_show_licence: bool | None = None
    parameters: tuple[tuple[str, str, Setting], ...] = ()


@dataclass(frozen=True, slots=True)
class Closure:
    """An address closed by order over a period."""

    municipality: str
    postcode: str
    house_number: str
    period: Period
    ground: str
