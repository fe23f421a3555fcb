"""One line of an ads file or a decisions file, checked; several lines of one ad put together.

In: JSON text. Out: rows, then LinkAd and LinkDecision. Unknown fields are left alone, wrong ones are named.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from peil.records.joined import IdentifierKind, ImagePrint, LinkAd, LinkDecision

T = TypeVar("T")

HEX64 = r"^[0-9a-fA-F]{64}$"


def _in_utc(value: datetime) -> datetime:
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


Moment = Annotated[datetime, AfterValidator(_in_utc)]


class PhoneCell(BaseModel):
    """A number as a reader gives it; only one whose use is `links` joins."""

    e164: str = Field(pattern=r"^\+[0-9]{4,15}$")
    use: Literal["links", "shown", "ambiguous"] = "links"


class ImageCell(BaseModel):
    """A photo of an ad; hashes as hexadecimal digits."""

    pdq: str | None = Field(None, pattern=HEX64)
    quality: int = 100
    pdq_mirrored: str = Field("", pattern=HEX64 + "|^$")

    def to_print(self) -> ImagePrint:
        """The print that the linker gets, in lower case."""
        return ImagePrint((self.pdq or "").lower(), self.quality, self.pdq_mirrored.lower())


class AdRow(BaseModel):
    """One look at one ad; several lines with one id are one ad."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(min_length=1)
    site: str = ""
    account: str | None = None
    seen_at: Moment | None = None
    municipality: str | None = None
    phones: list[PhoneCell] = []
    images: list[ImageCell] = []
    websites: list[str] = []
    handles: list[str] = []
    licence_numbers: list[str] = []
    name: str | None = None
    text: str | None = None

    @field_validator("phones", mode="before")
    @classmethod
    def _plain_numbers(cls, value: object) -> object:
        if not isinstance(value, list):
            return value
        return [{"e164": item} if isinstance(item, str) else item for item in value]


class DecisionRow(BaseModel):
    """What a person said: about two ads, or about an identifier."""

    model_config = ConfigDict(extra="ignore")

    kind: Literal["same", "not the same", "hub", "not a hub"]
    a: str = ""
    b: str = ""
    identifier_kind: IdentifierKind | Literal[""] = ""
    value: str = ""
    at: Moment | None = None

    @model_validator(mode="after")
    def _complete(self) -> "DecisionRow":
        if self.kind in ("same", "not the same") and not (self.a and self.b):
            raise ValueError(f'"{self.kind}" needs the two ads `a` and `b`')
        if self.kind in ("hub", "not a hub") and not (self.identifier_kind and self.value):
            raise ValueError(f'"{self.kind}" needs `identifier_kind` and `value`')
        return self

    def to_decision(self) -> LinkDecision:
        """The decision as the linker gets it."""
        return LinkDecision(self.kind, self.a, self.b, self.identifier_kind, self.value, self.at)


def to_ad(rows: Sequence[AdRow]) -> LinkAd:
    """One ad from all looks at it: everything it ever showed; site, account and text as last seen."""
    looks = sorted(rows, key=lambda row: row.seen_at or datetime.min.replace(tzinfo=UTC))
    seen = [row.seen_at for row in looks if row.seen_at]
    return LinkAd(
        id=rows[0].id,
        site=_last(row.site for row in looks),
        account=_last(row.account for row in looks),
        first_seen=seen[0] if seen else None,
        last_seen=seen[-1] if seen else None,
        municipality=_last(row.municipality for row in looks),
        phones=_all(phone.e164 for row in looks for phone in row.phones if phone.use == "links"),
        images=_all(image.to_print() for row in looks for image in row.images if image.pdq),
        websites=_all(value for row in looks for value in row.websites),
        handles=_all(value for row in looks for value in row.handles),
        licence_numbers=_all(value for row in looks for value in row.licence_numbers),
        name=_last(row.name for row in looks),
        text=_last(row.text for row in looks),
    )


def _all(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _last(values: Iterable[str | None]) -> str:
    """The last that says anything."""
    said = [value for value in values if value]
    return said[-1] if said else ""
