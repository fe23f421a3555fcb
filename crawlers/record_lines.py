"""Where each exchange of a run stands in its evidence: the way from an address to its records without unpacking any.

In: exchanges as they are kept, or the files of a run that was made before there was such a list. Out: one line an
exchange, its answer and its request together. Never says what was answered.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawlers.run_folder import RECORDS
from crawlers.warc_records import ANSWERS, read_records
from peil.errors import SourceError
from peil.records.plain import from_json, to_json
from peil.records.seen import RecordRef

_WARC = "*.warc.gz"


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One exchange: `length` bytes from its place on; `visit` is the address that led to it, where another did."""

    url: str
    record: RecordRef
    length: int
    visit: str = ""


def write_record_line(line: RecordLine) -> str:
    """The line as JSON, without a line end."""
    return json.dumps(to_json(line), ensure_ascii=False, separators=(",", ":"))


def record_lines(folder: Path, name: str) -> list[RecordLine]:
    """The exchanges of the run `name` in `folder`; out of the evidence itself where there is no list.

    Raises SourceError where neither can be read.
    """
    file = folder / RECORDS
    if not file.is_file():
        return list(scanned_lines(folder, name))
    try:
        with file.open(encoding="utf-8") as lines:
            return [from_json(RecordLine, json.loads(line)) for line in lines]
    except (ValueError, TypeError, AttributeError) as error:
        raise SourceError(f"is no list of records ({error})", where=str(file)) from error


def mend_record_lines(folder: Path, name: str) -> None:
    """Make the list of a run that a dead crawl left anew: it may lack the exchange in which the crawl died."""
    lines = "".join(f"{write_record_line(line)}\n" for line in scanned_lines(folder, name))
    draft = folder / f".{RECORDS}"
    draft.write_text(lines, encoding="utf-8")
    draft.rename(folder / RECORDS)


def scanned_lines(folder: Path, name: str) -> Iterator[RecordLine]:
    """The same by reading every record: slow, and true of every run."""
    for file in sorted(folder.glob(_WARC)):
        urls: dict[str, str] = {}
        line: RecordLine | None = None
        for record in read_records(file):
            if record.kind in ANSWERS:
                if line:
                    yield line
                urls[record.id] = record.url
                led = urls.get(record.beside, "")
                place = RecordRef(f"{name}/{file.name}", record.at)
                line = RecordLine(record.url, place, record.length, led if led != record.url else "")
            elif line and record.kind == "request":
                line = RecordLine(line.url, line.record, record.at + record.length - line.record.offset, line.visit)
        if line:
            yield line
