"""Licence registers, policies and closures from CSV.

In: a file. Out: a report of each row (taken, or refused and why), or the records alone; and a licence's numbers, read
by the ads' own reader. Nothing is half done: a file with one bad row gives no records.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from enrichment.phones import read_number
from peil.errors import SourceError, SourceErrors
from peil.municipalities import code_on
from peil.records.register import Closure, Licence, Policy
from rules.mapping import RegisterMapping, header_of, map_rows, unread
from rules.mistakes import mistakes
from rules.overlaps import Placed, overlaps
from rules.register_rows import ClosureRow, LicenceRow, PolicyRow, RowForm
from rules.sheets import WORKBOOKS, read_rows
from rules.tables import Line, read_table

R = TypeVar("R", Licence, Policy, Closure)

LICENCE_COLUMNS = (
    "licence_no", "municipality", "kind", "premises_name", "trade_names", "street", "house_number", "postcode",
    "phones", "websites", "kvk", "workplaces", "valid_from", "valid_to", "status", "conditions",
)  # fmt: skip
POLICY_COLUMNS = (
    "municipality", "valid_from", "valid_to", "regime", "maximum", "home_work", "home_work_max_persons", "minimum_age",
    "ad_must_show_licence", "source",
)  # fmt: skip
POLICY_OPTIONAL = ("parameters",)
CLOSURE_COLUMNS = ("municipality", "postcode", "house_number", "valid_from", "valid_to", "ground")


PLAIN = RegisterMapping()


@dataclass(frozen=True, slots=True)
class RowReport(Generic[R]):
    """What became of one row: its record, or why it was refused (a sentence for each cell that is wrong)."""

    where: str
    record: R | None
    errors: tuple[SourceError, ...] = ()


def numbers_of(licence: Licence) -> frozenset[str]:
    """The licence's telephone numbers in E.164; one that no plan knows but is written in full stays as written."""
    found = (read_number(text, "NL") or _in_full(text) for text in licence.phones)
    return frozenset(number for number in found if number)


def _in_full(text: str) -> str:
    digits = re.sub(r"[\s().-]", "", text)
    return digits if re.fullmatch(r"\+[0-9]{7,15}", digits) else ""


def read_licences(path: Path, on: date | None = None) -> list[Licence]:
    """The licence periods of a file; codes of merged municipalities as valid on the day `on`. Raises SourceErrors."""
    return records(licence_rows(path, on))


def read_policies(path: Path, on: date | None = None) -> list[Policy]:
    """The policy periods of a file; the same."""
    return records(policy_rows(path, on))


def read_closures(path: Path, on: date | None = None) -> list[Closure]:
    """The closures of a file; the same."""
    return records(closure_rows(path, on))


def licence_rows(path: Path, on: date | None = None, mapping: RegisterMapping = PLAIN) -> list[RowReport[Licence]]:
    """What became of each row of a register; periods of one licence may not overlap."""
    rows = [_read(line, LicenceRow) for line in _lines(path, mapping, LICENCE_COLUMNS)]
    return _without_overlaps(rows, on)


def policy_rows(path: Path, on: date | None = None, mapping: RegisterMapping = PLAIN) -> list[RowReport[Policy]]:
    """What became of each row of a file of policies; a municipality's policies may not overlap."""
    rows = [_read(line, PolicyRow) for line in _lines(path, mapping, POLICY_COLUMNS, POLICY_OPTIONAL)]
    return _without_overlaps(rows, on)


def unread_columns(path: Path, mapping: RegisterMapping, known: Sequence[str]) -> list[str]:
    """The file's columns that were left unread, names of operators among them."""
    return unread(header_of(path, read_rows(path, mapping.writing), mapping)[1], mapping, known)


def _lines(path: Path, mapping: RegisterMapping, columns: Sequence[str], optional: Sequence[str] = ()) -> list[Line]:
    if mapping is PLAIN and path.suffix.lower() not in WORKBOOKS:
        return read_table(path, columns, optional)
    lines = map_rows(path, read_rows(path, mapping.writing), mapping, (*columns, *optional))
    return [
        Line(line.where, {name: text for name, text in line.cells.items() if text or name in columns}) for line in lines
    ]


def closure_rows(path: Path, on: date | None = None) -> list[RowReport[Closure]]:
    """What became of each row of closures.csv; closures may overlap."""
    return [_as_of(_read(line, ClosureRow), on) for line in read_table(path, CLOSURE_COLUMNS)]


def _read(line: Line, form: type[RowForm[R]]) -> RowReport[R]:
    try:
        return RowReport(line.where, form.model_validate(line.cells).record())
    except ValidationError as error:
        return RowReport(line.where, None, tuple(mistakes(error, line.where)))


def records(rows: Sequence[RowReport[R]]) -> list[R]:
    """The records of the rows. Raises SourceErrors where any was refused."""
    if errors := [error for row in rows for error in row.errors]:
        raise SourceErrors(errors)
    return [row.record for row in rows if row.record is not None]


def _without_overlaps(rows: Sequence[RowReport[R]], on: date | None) -> list[RowReport[R]]:
    taken = [(row.where, row.record) for row in rows if row.record is not None]
    found = overlaps(Placed(where, one.municipality, _name(one), one.period) for where, one in taken)
    return [RowReport(row.where, None, (found[row.where],)) if row.where in found else _as_of(row, on) for row in rows]


def _name(record: Licence | Policy | Closure) -> str:
    return record.licence_no if isinstance(record, Licence) else ""


def _as_of(row: RowReport[R], on: date | None) -> RowReport[R]:
    if row.record is None or on is None:
        return row
    return replace(row, record=replace(row.record, municipality=code_on(row.record.municipality, on)))
