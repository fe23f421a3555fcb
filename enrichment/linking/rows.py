"""One line of an ads file or a decisions file, checked thoroughly.

In: JSON text. Out: rows, then lines and decisions as the linker takes them. Unknown fields are left alone, wrong ones
are named with their line, all of a file at once.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from enrichment.linking.lines import AdLine, ImageLine, PhoneLine
from peil.errors import SourceError
from peil.records.joined import IdentifierKind, LinkDecision

Row = TypeVar("Row", bound=BaseModel)

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

    def to_line(self) -> AdLine:
        """The same as the linker gathers it."""
        return AdLine(
            self.id,
            self.site,
            self.account,
            self.seen_at.isoformat() if self.seen_at else None,
            [PhoneLine(phone.e164, phone.use) for phone in self.phones],
            [ImageLine(image.pdq, image.quality, image.pdq_mirrored) for image in self.images],
            self.websites,
            self.handles,
            self.licence_numbers,
            self.name,
            self.text,
        )


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


def read_rows(path: Path, kind: type[Row], mistakes: list[SourceError]) -> list[Row]:
    """The rows of a file; what is wrong is added to the mistakes. Empty lines are passed over."""
    rows: list[Row] = []
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    _read_line(line, kind, rows, mistakes, f"{path}:{number}")
    except OSError as error:
        mistakes.append(SourceError(f"cannot be read ({error.strerror})", where=str(path)))
    return rows


def _read_line(line: bytes, kind: type[Row], rows: list[Row], mistakes: list[SourceError], where: str) -> None:
    try:
        rows.append(kind.model_validate_json(line))
    except ValidationError as error:
        mistakes += (_mistake(dict(detail), where) for detail in error.errors(include_url=False))


def _mistake(detail: dict[str, Any], where: str) -> SourceError:
    place = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "json_invalid":
        return SourceError("not JSON", where=where, mend="one JSON object a line would be right")
    what = detail["msg"][:1].lower() + detail["msg"][1:]
    return SourceError(f"{place}: {what}" if place else what, where=where)
