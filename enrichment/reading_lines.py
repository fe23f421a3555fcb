"""`peil read`: JSON lines of ads in, JSON objects of readings out, in the same order.

In: lines `{"id","country","title","text"}` (further AdText fields and `seen_at` are taken too). Out: one dict a line.
All lines are checked before the first is read, so that bad input leaves nothing half done.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from enrichment.read import Work, read_ads
from peil.days import day_of
from peil.errors import SourceError, SourceErrors
from peil.records.plain import to_json
from peil.records.read import AdText, Reading

MANY = 2000
Words = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]


def _day(value: object) -> object:
    """The day of `seen_at`, a day or a moment in ISO 8601 (UTC where it names no zone)."""
    if not isinstance(value, str):
        return value
    if len(value) <= len("2026-11-24"):
        return date.fromisoformat(value) if value else None
    moment = datetime.fromisoformat(value)
    return day_of(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


Day = Annotated[date | None, BeforeValidator(_day)]


class AdLine(BaseModel):
    """One line of input; fields that are not an AdText's are ignored."""

    model_config = ConfigDict(strict=True, extra="ignore")

    id: str | int
    country: str = Field(default="NL", pattern=r"^[A-Za-z]{2}$")
    title: Words = ""
    text: Words = ""
    phone: Words = ""
    city: Words = ""
    address: Words = ""
    age: str | int | None = ""
    price: list[str] = []
    website: Words = ""
    url: Words = ""
    seen_at: Day = None

    def ad(self) -> AdText:
        """The line as the reader gets it."""
        values = self.model_dump(exclude={"id", "country", "age", "price", "seen_at"})
        values |= {
            "age": "" if self.age is None else str(self.age),
            "price": tuple(self.price),
            "seen_on": self.seen_at,
        }
        return AdText(str(self.id), self.country.upper(), **values)


def read_lines(lines: Iterable[str], name: str = "stdin", workers: int = 1) -> Iterator[dict[str, Any]]:
    """What was read from each ad, as plain JSON values; `places` lists the ad's own place first.

    Many are read in `workers` processes.
    Raises SourceErrors with every bad line as `NAME:LINE: what is wrong, what would be right`.
    """
    ads = _checked(lines, name)
    work = Work(workers if len(ads) >= MANY else 1)
    for line, reading in zip(ads, read_ads((line.ad() for line in ads), work), strict=True):
        yield {"id": line.id} | _plain(reading)


def _checked(lines: Iterable[str], name: str) -> list[AdLine]:
    found: list[AdLine] = []
    wrong: list[SourceError] = []
    for number, line in enumerate(lines, start=1):
        words = line.removeprefix("\ufeff") if number == 1 else line
        if words.strip():
            read = _line(words, f"{name}:{number}")
            found += [read] if isinstance(read, AdLine) else []
            wrong += [read] if isinstance(read, SourceError) else []
    if wrong:
        raise SourceErrors(wrong)
    return found


def _line(line: str, where: str) -> AdLine | SourceError:
    try:
        value = json.loads(line)
        return AdLine.model_validate(value)
    except json.JSONDecodeError as error:
        return SourceError(
            f"this is no JSON ({error.msg})",
            where=where,
            mend='write one object a line, such as {"id": "1", "country": "NL", "title": "", "text": ""}',
        )
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the line"
        return SourceError(
            f"{field}: {first['msg'].lower()}",
            where=where,
            mend='expected {"id": text, "country": two letters, "title": text, "text": text}',
        )


def _plain(reading: Reading) -> dict[str, Any]:
    plain: dict[str, Any] = to_json(reading)
    place = plain.pop("place")
    plain["places"] = [*([place] if place else []), *plain["places"]]
    del plain["id"]
    return plain
