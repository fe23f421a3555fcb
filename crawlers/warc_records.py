"""The records of a WARC file one by one, with their digests checked.

In: a file of a run folder. Out: what each record is, where it stands, what is wrong with it. Bodies are read through
once and never kept.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawlers.torn import whole_members
from peil.errors import SourceError

_BLOCK = 1 << 16
# Kinds that hold an answer, and so say a digest of it.
ANSWERS = frozenset({"response", "resource", "revisit"})


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record; `at` its offset in `file`, `length` in bytes as packed, `problem` empty where its digests hold.

    `beside` is the record of the same visit that it names, `again` the address and date whose bytes it repeats.
    """

    file: Path
    at: int
    length: int
    kind: str
    id: str
    url: str
    date: str
    digest: str
    status: str
    mime: str
    beside: str
    again: tuple[str, str]
    problem: str


def read_records(file: Path) -> Iterator[WarcRecord]:
    """Every record of a file in its order; raises SourceError where it cannot be read to its end."""
    with file.open("rb") as stream:
        try:
            records = ArchiveIterator(stream, check_digests=True)
            for record in records:
                yield _record(file, records, record)
        except (ArchiveLoadFailed, zlib.error, EOFError, ValueError) as error:
            raise SourceError(f"is no WARC file from some record on ({error})", where=str(file)) from error
    if (whole := whole_members(file)) < file.stat().st_size:
        raise SourceError(f"is cut off or followed by something else at byte {whole}", where=str(file))


def _record(file: Path, records: Any, record: Any) -> WarcRecord:
    at = records.get_record_offset()
    while record.raw_stream.read(_BLOCK):
        pass
    records.read_to_end(record)

    def said(name: str) -> str:
        return str(record.rec_headers.get_header(name) or "")

    answered = record.http_headers if record.rec_type in ("response", "revisit") else None
    return WarcRecord(
        file=file,
        at=at,
        length=records.get_record_length(),
        kind=record.rec_type,
        id=said("WARC-Record-ID"),
        url=said("WARC-Target-URI"),
        date=said("WARC-Date"),
        digest=said("WARC-Payload-Digest"),
        status=answered.get_statuscode() if answered else "",
        mime=(answered.get_header("Content-Type") if answered else said("Content-Type")) or "",
        beside=said("WARC-Concurrent-To"),
        again=(said("WARC-Refers-To-Target-URI"), said("WARC-Refers-To-Date")),
        problem=_problem(record, said("WARC-Payload-Digest"), said("WARC-Block-Digest")),
    )


def _problem(record: Any, payload: str, block: str) -> str:
    if record.digest_checker.passed is False:
        return "; ".join(record.digest_checker.problems)
    if not block or (record.rec_type in ANSWERS and not payload):
        return "says no digest"
    return ""
