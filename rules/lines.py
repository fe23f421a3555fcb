"""Lines of ads.jsonl and decisions.jsonl, checked field by field.

In: JSON objects. Out: records, codes as written. Types are exact: a number in quotes is a mistake, not a number.
"""

import re
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from peil.municipalities import is_known
from peil.records.judged import FlagDecision, Presence
from peil.records.read import Address, Certainty, PhoneReading, Setting, Sign, Use

_ABROAD = re.compile(r"(BE|DE):\S.*")
_YEARS = (1990, 2990)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*", re.ASCII)


def read_moment(value: object) -> datetime:
    """A moment; one without a zone is in UTC, as all times here are."""
    try:
        if not isinstance(value, str) or not _MOMENT.fullmatch(value):
            raise ValueError
        moment = datetime.fromisoformat(value)
        if not _YEARS[0] <= moment.year <= _YEARS[1]:
            raise ValueError
    except ValueError:
        raise ValueError("a moment such as 2026-11-24T04:15:00Z would be right") from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


@cache
def _is_place(value: str) -> bool:
    return is_known(value) or bool(_ABROAD.fullmatch(value))


def _place(value: object) -> str:
    if isinstance(value, str) and _is_place(value):
        return value
    raise ValueError("a code such as GM0344, BE:Antwerpen or DE:Kleve would be right")


def _empty(value: object) -> object:
    return "" if value is None else value


def _written(value: object) -> object:
    """A house number that stands as a bare number is as good."""
    return str(value) if type(value) is int else _empty(value)


def _moment_or_day(value: object) -> datetime:
    """A moment; a day alone is its first one in UTC, which is in the same day here."""
    return read_moment(f"{value}T00:00:00Z" if isinstance(value, str) and _DAY.fullmatch(value) else value)


Moment = Annotated[datetime, BeforeValidator(read_moment)]
Place = Annotated[str, BeforeValidator(_place)]
MaybePlace = Annotated[str | None, BeforeValidator(lambda value: None if value in (None, "") else _place(value))]
Text = Annotated[str, BeforeValidator(_empty)]
Filled = Annotated[str, Field(pattern=r"\S")]
Texts = tuple[str, ...] | None


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class PhoneField(_Line):
    """One number of an ad, and what it may do."""

    e164: Annotated[str, Field(pattern=r"^\+[0-9]{3,15}$")]
    use: Use


class AddressField(_Line):
    """The address that an ad names."""

    street: Text = ""
    house_number: Annotated[str, BeforeValidator(_written)] = ""
    postcode: Text = ""


class SignField(_Line):
    """A quoted sign."""

    kind: str
    quote: str | None = None


class AdLine(_Line):
    """A line of ads.jsonl: one sighting of one ad."""

    id: Filled
    cluster: Filled
    site: Filled
    seen_at: Moment
    persona: str | None = None
    country: str = "NL"
    run_short: bool = False
    municipality: MaybePlace = None
    certainty: Certainty = "unknown"
    places: tuple[Place, ...] | None = None
    address: AddressField | None = None
    phones: tuple[PhoneField, ...] | None = None
    websites: Texts = None
    account: str | None = None
    trade_names: Texts = None
    licence_numbers: Texts = None
    age: Annotated[int, Field(ge=0)] | None = None
    persons: Annotated[int, Field(ge=0)] | None = None
    setting: Setting = "unknown"
    home: bool | None = None
    signs: tuple[SignField, ...] | None = None
    posted: str | None = None

    def record(self) -> Presence:
        """The sighting as a presence; an empty persona is none."""
        address = self.address
        return Presence(
            self.id,
            self.cluster,
            self.site,
            self.seen_at,
            self.persona or None,
            self.country,
            self.run_short,
            self.municipality,
            self.certainty,
            self.places or (),
            Address(address.street, address.house_number, address.postcode) if address else None,
            tuple(PhoneReading(one.e164, one.use, "unknown", "") for one in self.phones or ()),
            self.websites or (),
            self.account or "",
            self.trade_names or (),
            self.licence_numbers or (),
            self.age,
            self.persons,
            self.setting,
            self.home,
            tuple(Sign(one.kind, one.quote or "") for one in self.signs or ()),
            self.posted or "",
        )


class DecisionLine(_Line):
    """A line of decisions.jsonl: what a named reviewer said, and why."""

    id: Filled
    kind: Literal["dismiss", "confirm", "licensed-as"]
    cluster: Filled
    at: Annotated[datetime, BeforeValidator(_moment_or_day)]
    by: Filled
    reason: Filled
    rule: Text = ""
    municipality: Annotated[str, BeforeValidator(lambda value: "" if value in (None, "") else _place(value))] = ""
    persona: Text = ""
    licence_no: Text = ""

    @model_validator(mode="after")
    def _says_of_what(self) -> "DecisionLine":
        if self.kind == "licensed-as" and not self.licence_no:
            raise ValueError("licensed-as needs a licence_no")
        if self.kind != "licensed-as" and not self.rule:
            raise ValueError("dismiss and confirm need a rule")
        return self

    def record(self) -> FlagDecision:
        """The decision."""
        return FlagDecision(**self.model_dump())
