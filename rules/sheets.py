"""Rows of a table as a municipality saves it: CSV with any separator, or a workbook (XLSX, XLS, ODS).

In: a file, and how it is written. Out: rows of text, each with its line. A day in a workbook is written as 2026-11-24.
"""

import csv
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path

from python_calamine import CalamineError, WorksheetNotFound, load_workbook

from peil.errors import SourceError
from rules.tables import read_text

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
Numbered = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Writing:
    """How a file is written: its sheet (a workbook's first if empty), and the separator and encoding of a CSV."""

    sheet: str = ""
    separator: str = ","
    encoding: str = "utf-8"


def read_rows(path: Path, writing: Writing) -> list[Numbered]:
    """The rows that are not empty, each with its line; raises SourceError where the file cannot be read."""
    found = _workbook(path, writing.sheet) if path.suffix.lower() in WORKBOOKS else _csv(path, writing)
    return [(line, cells) for line, cells in found if any(cells)]


def _csv(path: Path, writing: Writing) -> list[Numbered]:
    text = read_text(path) if writing.encoding.lower() in ("utf-8", "utf8") else _decoded(path, writing.encoding)
    reader = csv.reader(StringIO(text, newline=""), delimiter=writing.separator, strict=True)
    rows: list[Numbered] = []
    start = 1
    try:
        for row in reader:
            rows.append((start, [cell.strip() for cell in row]))
            start = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(f"not CSV ({error})", where=f"{path}:{start}") from error
    return rows


def _decoded(path: Path, encoding: str) -> str:
    try:
        return path.read_bytes().decode(encoding)
    except (OSError, LookupError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot be read as {encoding}", where=str(path), mend="see [file] encoding") from error


def _workbook(path: Path, sheet: str) -> list[Numbered]:
    if not path.exists():
        raise SourceError("no such file", where=str(path), mend="a file with at least its header would be right")
    try:
        book = load_workbook(str(path))
        name = sheet or book.sheet_names[0]
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except WorksheetNotFound as error:
        raise SourceError(f"no sheet {sheet}", where=str(path), mend=f"one of {', '.join(book.sheet_names)}") from error
    except (CalamineError, OSError, IndexError) as error:
        raise SourceError("not a workbook", where=str(path), mend="save it as XLSX, or as CSV") from error
    return [(line, [_text(cell) for cell in row]) for line, row in enumerate(rows, start=1)]


def _text(cell: object) -> str:
    """A cell as text: whole numbers without a point, days without a time."""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
