"""Tables as files: CSV with a header, read strictly.

In: a file. Out: its lines with their place (FILE:LINE), every cell trimmed. All mistakes of form at once.
Columns that nobody asked for are dropped unread, so that names of operators are never taken along.
"""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from peil.errors import SourceError, SourceErrors


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: where it starts, and its cells by column."""

    where: str
    cells: dict[str, str]


def read_text(path: Path) -> str:
    """A file's text without its byte-order mark; raises SourceError where it is missing or no UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise SourceError(
            "no such file", where=str(path), mend="a file with at least its header would be right"
        ) from error
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})", where=str(path)) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SourceError("not UTF-8", where=f"{path}:{line}", mend="save it as UTF-8") from error


def read_table(path: Path, columns: Collection[str], optional: Collection[str] = ()) -> list[Line]:
    """The lines of a CSV file: these columns, and the optional ones that it has.

    Raises SourceErrors with every malformed line.
    """
    reader = csv.reader(read_text(path).splitlines(keepends=True), strict=True)
    rows: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for row in reader:
            rows.append((start, row))
            start = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(f"not CSV ({error})", where=f"{path}:{start}") from error
    header = _header(path, rows, columns)
    return _lines(path, header, rows[1:], {*columns, *optional})


def _header(path: Path, rows: list[tuple[int, list[str]]], columns: Collection[str]) -> list[str]:
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    missing = [column for column in columns if column not in header]
    twice = sorted({column for column in header if column in columns and header.count(column) > 1})
    if missing:
        raise SourceError(f"no column {', '.join(missing)}", where=f"{path}:1", mend=f"expected {', '.join(columns)}")
    if twice:
        raise SourceError(f"column {', '.join(twice)} stands twice", where=f"{path}:1")
    return header


def _lines(path: Path, header: list[str], rows: list[tuple[int, list[str]]], columns: Collection[str]) -> list[Line]:
    lines, errors = [], []
    for number, row in rows:
        where = f"{path}:{number}"
        if len(row) == len(header):
            cells = {column: cell.strip() for column, cell in zip(header, row, strict=True) if column in columns}
            lines.append(Line(where, cells))
        elif any(cell.strip() for cell in row):
            errors.append(SourceError(f"{len(row)} cells, where the header has {len(header)}", where=where))
    if errors:
        raise SourceErrors(errors)
    return lines
