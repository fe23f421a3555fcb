"""How a municipality's own register is read: a mapping file in TOML, from its columns and words to Peil's.

In: `[file]`, `[columns]`, `[constants]`, `[values.<column>]`. Out: a mapping, and lines in Peil's columns. Columns that
it does not name are left unread; those that name operators or where they live may not be named at all (charter 23).
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from peil.errors import SourceError, SourceErrors
from rules.mistakes import mistakes
from rules.sheets import Numbered, Writing
from rules.tables import Line

_REQUIRED = frozenset(("licence_no", "municipality", "kind", "valid_from", "status", "regime"))
DAYS = ("valid_from", "valid_to")
LISTS = ("trade_names", "phones", "websites")
_PRIVATE = re.compile(
    r"exploitant|vergunninghouder|houder|eigenaar|ondernemer|beheerder|leidinggevende|aanvrager|operator|owner|"
    r"bsn|burgerservice|geboorte|birth|woonadres|priv[eé]\s*adres|home\s*address|achternaam|voornaam",
    re.IGNORECASE,
)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sheet: str = ""
    separator: str = Field(default=",", min_length=1, max_length=1)
    encoding: str = "utf-8"
    header: int = Field(default=1, ge=1)
    dates: tuple[str, ...] = ("%Y-%m-%d",)
    lists: str = Field(default=";", min_length=1)


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")

    file: _File = _File()
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}


@dataclass(frozen=True, slots=True)
class RegisterMapping:
    """Which of the file's columns is which of ours, what all rows share, and how it writes days, lists and words."""

    writing: Writing = field(default_factory=Writing)
    header: int = 1
    dates: tuple[str, ...] = ("%Y-%m-%d",)
    lists: str = ";"
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_mapping(path: Path, known: Sequence[str]) -> RegisterMapping:
    """The mapping of a file; `known` are the columns that there are. Raises SourceErrors."""
    try:
        form = _Form.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise SourceError("no such file", where=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"not TOML ({error})", where=str(path)) from error
    except ValidationError as error:
        raise SourceErrors(mistakes(error, str(path))) from error
    _check(form, known, str(path))
    file = form.file
    writing = Writing(file.sheet, file.separator, file.encoding)
    return RegisterMapping(writing, file.header, file.dates, file.lists, form.columns, form.constants, form.values)


def _check(form: _Form, known: Sequence[str], where: str) -> None:
    named = {*form.columns, *form.constants, *form.values}
    errors = [
        SourceError(f"there is no column {name}", where=where, mend=f"one of {', '.join(known)}")
        for name in sorted(named - {*known})
    ]
    errors += [
        SourceError(f"{theirs} names a person: it is not read", where=where, mend="leave the column out")
        for theirs in form.columns.values()
        if _PRIVATE.search(theirs)
    ]
    if errors:
        raise SourceErrors(errors)


def unread(header: Iterable[str], mapping: RegisterMapping, known: Iterable[str]) -> list[str]:
    """The file's columns that are left unread."""
    read = {mapping.columns.get(name, name) for name in known}
    return [column for column in header if column and column not in read]


def map_rows(path: Path, rows: Sequence[Numbered], mapping: RegisterMapping, known: Sequence[str]) -> list[Line]:
    """The lines in Peil's columns; a column that the file lacks is empty. Raises SourceErrors for a wrong header."""
    at, header = _header(path, rows, mapping, known)
    width = len(header)
    return [
        Line(
            f"{path}:{line}",
            _cells(dict(zip(header, cells + [""] * (width - len(cells)), strict=False)), mapping, known),
        )
        for line, cells in rows
        if line > at
    ]


def header_of(path: Path, rows: Sequence[Numbered], mapping: RegisterMapping) -> Numbered:
    """The header and its line. Raises SourceError where there is none."""
    found = next(((line, cells) for line, cells in rows if line >= mapping.header), None)
    if found is None:
        raise SourceError("no header", where=f"{path}:{mapping.header}", mend="see [file] header")
    return found


def _header(path: Path, rows: Sequence[Numbered], mapping: RegisterMapping, known: Sequence[str]) -> Numbered:
    line, header = header_of(path, rows, mapping)
    wanted = {*mapping.columns.values(), *(_REQUIRED.intersection(known) if not mapping.columns else ())}
    missing = [name for name in sorted(wanted) if name not in header and name not in mapping.constants]
    twice = sorted({name for name in wanted if header.count(name) > 1})
    errors = [SourceError(f"no column {name}", where=f"{path}:{line}") for name in missing]
    errors += [SourceError(f"column {name} stands twice", where=f"{path}:{line}") for name in twice]
    if errors:
        raise SourceErrors(errors)
    return line, header


def _cells(row: Mapping[str, str], mapping: RegisterMapping, known: Iterable[str]) -> dict[str, str]:
    return {name: _cell(name, row, mapping) for name in known}


def _cell(name: str, row: Mapping[str, str], mapping: RegisterMapping) -> str:
    text = row.get(mapping.columns.get(name, name), "") or mapping.constants.get(name, "")
    if name in mapping.values:
        text = mapping.values[name].get(text, text)
    if name in DAYS:
        return _day(text, mapping.dates)
    return text.replace(mapping.lists, ";") if name in LISTS else text


def _day(text: str, forms: Iterable[str]) -> str:
    """The day as 2026-11-24; one that no form reads stays as it is written, and is refused by the row."""
    for form in forms:
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a day, without a time
        except ValueError:
            continue
    return text
