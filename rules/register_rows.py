"""Rows of licences.csv, policies.csv and closures.csv, checked cell by cell.

In: cells as written. Out: records, municipality codes as written. Refuses what it does not know; guesses nothing.
"""

import re
from abc import abstractmethod
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Generic, NoReturn, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from peil.municipalities import is_known
from peil.records.register import (
    Closure,
    HomeWork,
    Licence,
    LicenceKind,
    LicenceStatus,
    Period,
    Policy,
    Regime,
    Setting,
)

T = TypeVar("T")
R = TypeVar("R")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Z]{2})", re.ASCII)
_OVERRIDE = re.compile(
    r"([a-z_]+)\.([a-z_]+)\s*=\s*(?:(?P<whole>\d{1,4})|(?P<part>\d{1,4}\.\d{1,4})|(?P<words>[a-z_]+(?: [a-z_]+)*))",
    re.ASCII,
)
_NEVER_GIVEN = ("SA", "SD", "SS")


def read_day(text: str) -> date:
    """A day written as 2026-11-24."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else _refuse("a day such as 2026-11-24 would be right")
    except ValueError:
        return _refuse("a day such as 2026-11-24 would be right")


def read_gm(text: str) -> str:
    """The code of a municipality that is, or was since 2015."""
    return text if is_known(text) else _refuse("a municipality's code such as GM0344 would be right")


def _postcode(text: str) -> str:
    found = _POSTCODE.fullmatch(text.upper())
    if found is None or found[2] in _NEVER_GIVEN:
        return _refuse("a postcode such as 1234AB would be right (SA, SD and SS are never given out)")
    return found[1] + found[2]


def _count(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else _refuse("a whole number would be right")


def _filled(text: str) -> str:
    return text or _refuse("it may not be empty")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _truth(text: str) -> bool | None:
    known = {"yes": True, "no": False, "unknown": None, "": None}
    return known[text] if text in known else _refuse("yes, no or unknown would be right")


def _optional(read: Callable[[str], T]) -> Callable[[str], T | None]:
    return lambda text: read(text) if text else None


def _refuse(mend: str) -> NoReturn:
    raise ValueError(mend)


def _overrides(text: str) -> tuple[tuple[str, str, Setting], ...]:
    found = [_OVERRIDE.fullmatch(part) for part in _listed(text)]
    if not all(found):
        return _refuse("parameters such as unlicensed_business.sign_kinds=3 would be right, with ; between them")
    return tuple((part[1], part[2], _setting(part)) for part in found if part)


def _setting(found: re.Match[str]) -> Setting:
    if found["words"]:
        return found["words"]
    return int(found["whole"]) if found["whole"] else float(found["part"])


Filled = Annotated[str, BeforeValidator(_filled)]
Postcode = Annotated[str, BeforeValidator(lambda text: _postcode(text) if text else "")]
Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Count = Annotated[int | None, BeforeValidator(_optional(_count))]
Overrides = Annotated[tuple[tuple[str, str, Setting], ...], BeforeValidator(_overrides)]
OrUnknown = BeforeValidator(lambda text: text or "unknown")


class RowForm(BaseModel, Generic[R]):
    """What every row has: a municipality and a period in order; gives the record `R`."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    municipality: Annotated[str, BeforeValidator(read_gm)]
    valid_from: Annotated[date, BeforeValidator(read_day)]
    valid_to: Annotated[date | None, BeforeValidator(_optional(read_day))]

    @abstractmethod
    def record(self) -> R:
        """The record that the row gives."""

    def fields(self) -> dict[str, Any]:
        """The row's fields by the record's names."""
        said = self.model_dump(exclude={"valid_from", "valid_to"})
        return {"period": Period(self.valid_from, self.valid_to), **said}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to may not lie before valid_from")
        return self


class LicenceRow(RowForm[Licence]):
    """A row of licences.csv."""

    licence_no: Filled
    kind: LicenceKind
    premises_name: str
    trade_names: Texts
    street: str
    house_number: str
    postcode: Postcode
    phones: Texts
    websites: Texts
    kvk: str
    workplaces: Count
    status: LicenceStatus
    conditions: str

    def record(self) -> Licence:
        """The licence period that the row gives."""
        return Licence(**self.fields())


class PolicyRow(RowForm[Policy]):
    """A row of policies.csv; an empty regime or home_work is unknown."""

    regime: Annotated[Regime, OrUnknown]
    maximum: Count
    home_work: Annotated[HomeWork, OrUnknown]
    home_work_max_persons: Count
    minimum_age: Count
    ad_must_show_licence: Annotated[bool | None, BeforeValidator(_truth)]
    source: str
    parameters: Overrides = ()

    def record(self) -> Policy:
        """The policy period that the row gives."""
        return Policy(**self.fields())


class ClosureRow(RowForm[Closure]):
    """A row of closures.csv."""

    postcode: Annotated[str, BeforeValidator(_postcode)]
    house_number: Filled
    ground: str

    def record(self) -> Closure:
        """The closure that the row gives."""
        return Closure(**self.fields())
