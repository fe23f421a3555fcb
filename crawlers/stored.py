"""What stands at a place in the evidence: the page or the photo as it was answered.

In: the folder of a site's runs and a place in it. Out: the page, unpacked within bounds, and when it was answered.
Never writes; bytes that are not what their digest says are not given.
"""

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawlers.page import Page
from crawlers.unpacking import MAX_BYTES, BadPacking, TooLarge, unpack
from peil.errors import OutsideError
from peil.records.seen import RecordRef


@dataclass(frozen=True)
class Stored:
    """One answer; `kind` is `response` or, where a browser drew it, `resource`; `date` as its record writes it."""

    kind: str
    date: str
    digest: str
    page: Page


def stored_at(site: Path, place: RecordRef) -> Stored:
    """The answer at a place; raises OutsideError where it is not there or not what its digest says."""
    where = f"{place.file} at {place.offset}"
    try:
        with (site / place.file).open("rb") as stream:
            stream.seek(place.offset)
            record = next(iter(ArchiveIterator(stream, check_digests=True)), None)
            raw = record.raw_stream.read() if record else b""
    except (OSError, ArchiveLoadFailed, zlib.error) as error:
        raise OutsideError("the evidence cannot be read", where=where, mend="restore the run folder") from error
    if record is None or record.rec_type not in ("response", "resource"):
        raise OutsideError("no answer stands there", where=where, mend="restore the run folder")
    if record.digest_checker.passed is False:
        raise OutsideError("the evidence is not what its digest says", where=where, mend="restore the run folder")
    return _stored(record, raw, where)


def _stored(record: Any, raw: bytes, where: str) -> Stored:
    answered = record.http_headers
    headers = {name.lower(): value for name, value in answered.headers} if answered else {}
    told = record.rec_headers.get_header
    headers.setdefault("content-type", told("Content-Type") if record.rec_type == "resource" else "")
    try:
        body = unpack(raw, headers.get("content-encoding", ""), MAX_BYTES)
    except (BadPacking, TooLarge) as error:
        raise OutsideError(f"the evidence cannot be unpacked ({error})", where=where, permanent=True) from error
    page = Page(told("WARC-Target-URI"), int(answered.get_statuscode()) if answered else 200, headers, body)
    return Stored(record.rec_type, told("WARC-Date"), told("WARC-Payload-Digest"), page)
