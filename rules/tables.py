"""Tables as files: CSV with a header, read strictly.

In: a file. Out: its lines with their place (FILE:LINE), every cell trimmed. All mistakes of form at once.
Columns that nobody asked for are dropped unread, so that names of operators are never taken along.
"""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from peil.errors import SourceError, SourceErrors

Numbered = tuple[int, list[str]]
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


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
    reader = csv.reader(StringIO(read_text(path), newline=""), strict=True)
    rows: list[Numbered] = []
    start = 1
    try:
        for row in reader:
            rows.append((start, row))
            start = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(f"not CSV ({error})", where=f"{path}:{start}") from error
    filled = [(line, row) for line, row in rows if any(cell.strip() for cell in row)]
    header = _header(path, filled, columns)
    return _lines(path, header, filled[1:], {*columns, *optional})


def _header(path: Path, rows: list[Numbered], columns: Collection[str]) -> list[str]:
    line, cells = rows[0] if rows else (1, [])
    header = [cell.strip() for cell in cells]
    if wrong := _wrong(header, columns):
        raise SourceError(wrong, where=f"{path}:{line}", mend=f"expected {', '.join(columns)}")
    return header


def _wrong(header: list[str], columns: Collection[str]) -> str:
    """What is wrong with a header, if anything: mostly another separator, or a column that is missing."""
    missing = [column for column in columns if column not in header]
    twice = sorted({column for column in header if column in columns and header.count(column) > 1})
    separator = next((name for sign, name in _SEPARATORS.items() if sign in "".join(header)), "")
    if not header:
        return "the file is empty"
    if missing and separator and len(header) == 1:
        return f"its cells are separated by {separator}, where commas would be right"
    if missing:
        return f"no column {', '.join(missing)}"
    return f"column {', '.join(twice)} stands twice" if twice else ""


def _lines(path: Path, header: list[str], rows: list[Numbered], columns: Collection[str]) -> list[Line]:
    lines, errors = [], []
    for number, row in rows:
        where = f"{path}:{number}"
        if len(row) == len(header):
            cells = {column: cell.strip() for column, cell in zip(header, row, strict=True) if column in columns}
            lines.append(Line(where, cells))
        else:
            errors.append(SourceError(f"{len(row)} cells, where the header has {len(header)}", where=where))
    if errors:
        raise SourceErrors(errors)
    return lines
