"""Evidence: every request and answer behind a sighting, in WARC 1.1 as the wire gave it.

In: exchanges of a crawl. Out: gzipped WARC files in the run's folder, the place of each record and a list of them.
Changed by erasure and retention alone; an answer whose bytes stand here already becomes a revisit record that points at
them.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.kept_records import KeptRecord
from crawlers.record_lines import RecordLine, write_record_line
from crawlers.run_folder import RECORDS
from peil.records.plain import to_json
from peil.records.seen import RecordRef

_FILE_BYTES = 500_000_000
_UNMODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_FRAMING = frozenset({"transfer-encoding", "connection", "keep-alive"})
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; `body` is what came over the wire, before unpacking.

    `rendered` marks a page as a browser showed it: such a one has no request of its own.
    """

    url: str
    at: datetime
    status: int
    headers: Headers
    body: bytes
    sent: Headers = ()
    method: str = "GET"
    rendered: bool = False


class Evidence:
    """The WARC files of one run, `pages-00000.warc.gz` onwards; a record is with the system when `keep` returns."""

    def __init__(self, folder: Path, run: str, software: str) -> None:
        self._folder, self._run, self._software = folder, run, software
        self._file: IO[bytes] | None = None
        self._writer: Any = None
        self._last_id = ""
        self._kept: dict[str, tuple[RecordRef, str, str]] = {}

    def keep_visit(self, exchanges: Sequence[Exchange]) -> RecordRef:
        """Write all that one visit came to, each beside the first; where the last stands."""
        places = [self.keep(exchanges[0])]
        first, visit = self._last_id, exchanges[0].url
        return [*places, *(self.keep(exchange, first, visit) for exchange in exchanges[1:])][-1]

    def keep(self, exchange: Exchange, beside: str = "", visit: str = "") -> RecordRef:
        """Write the exchange; where the record with its bytes stands, by file (`run/name`) and offset.

        `beside` is the id of the record that began the same visit, `visit` its address.
        """
        file = self._open_file(exchange.at)
        place = RecordRef(f"{self._run}/{Path(file.name).name}", file.tell())
        digest = payload_digest(exchange.body)
        earlier = self._kept.get(digest) if exchange.body and not exchange.rendered else None
        record = self._revisit(exchange, digest, earlier) if earlier else self._record(exchange, digest)
        self._last_id = record.rec_headers.get_header("WARC-Record-ID")
        if beside:
            record.rec_headers.add_header("WARC-Concurrent-To", beside)
        if exchange.rendered:
            self._writer.write_record(record)
        else:
            self._writer.write_request_response_pair(self._request(exchange), record)
        self._note(exchange, place, visit)
        if earlier:
            return earlier[0]
        self._kept[digest] = (place, exchange.url, _date(exchange.at))
        return place

    def keep_again(self, exchange: Exchange, earlier: KeptRecord) -> RecordRef:
        """Write a revisit record: the answer's bytes stand in an earlier run, or it says that they still hold (304)."""
        file = self._open_file(exchange.at)
        place = RecordRef(f"{self._run}/{Path(file.name).name}", file.tell())
        headers, told = _answer_headers(exchange), {"WARC-Date": _date(exchange.at)}
        make = self._writer.create_revisit_record
        record = make(exchange.url, earlier.digest, earlier.url, earlier.date, headers, told)
        if exchange.status == 304:
            record.rec_headers.replace_header("WARC-Profile", _UNMODIFIED)
        self._writer.write_request_response_pair(self._request(exchange), record)
        self._note(exchange, place)
        return earlier.place

    def close(self) -> None:
        """Close the last file."""
        if self._file is not None:
            self._file.close()

    def _note(self, exchange: Exchange, place: RecordRef, visit: str = "") -> None:
        """Add the exchange, which stands from `place` to the end of the file, to the list of records."""
        assert self._file is not None
        length = self._file.tell() - place.offset
        line = RecordLine(exchange.url, place, length, visit if visit != exchange.url else "")
        with (self._folder / RECORDS).open("ab", buffering=0) as lines:
            lines.write(write_record_line(line).encode() + b"\n")

    def _open_file(self, at: datetime) -> IO[bytes]:
        if self._file is not None and self._file.tell() < _FILE_BYTES:
            return self._file
        self.close()
        number = len(list(self._folder.glob("pages-*.warc.gz")))
        self._file = (self._folder / f"pages-{number:05d}.warc.gz").open("ab")
        self._writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
        info = {"software": self._software, "format": "WARC File Format 1.1", "isPartOf": self._run}
        record = self._writer.create_warcinfo_record(Path(self._file.name).name, info)
        record.rec_headers.replace_header("WARC-Date", _date(at))
        self._writer.write_record(record)
        return self._file

    def _record(self, exchange: Exchange, digest: str) -> Any:
        told = {"WARC-Date": _date(exchange.at), "WARC-Payload-Digest": digest}
        body, length = BytesIO(exchange.body), len(exchange.body)
        if exchange.rendered:
            kind = "text/html; charset=utf-8"
            make = self._writer.create_warc_record
            return make(exchange.url, "resource", body, length, warc_content_type=kind, warc_headers_dict=told)
        headers = _answer_headers(exchange)
        make = self._writer.create_warc_record
        return make(exchange.url, "response", body, length, warc_headers_dict=told, http_headers=headers)

    def _revisit(self, exchange: Exchange, digest: str, earlier: tuple[RecordRef, str, str]) -> Any:
        _, url, date = earlier
        headers, told = _answer_headers(exchange), {"WARC-Date": _date(exchange.at)}
        return self._writer.create_revisit_record(exchange.url, digest, url, date, headers, told)

    def _request(self, exchange: Exchange) -> Any:
        parts = urlsplit(exchange.url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = [("Host", parts.netloc), *exchange.sent]
        headers = StatusAndHeaders(f"{exchange.method} {path} HTTP/1.1", sent, is_http_request=True)
        return self._writer.create_warc_record(exchange.url, "request", http_headers=headers)


def _answer_headers(exchange: Exchange) -> StatusAndHeaders:
    """The answer's headers; framing that the client undid on the way in is kept under a name of its own."""
    kept = [(f"X-Crawler-{name}" if name.lower() in _FRAMING else name, value) for name, value in exchange.headers]
    return StatusAndHeaders(f"{exchange.status} {_phrase(exchange.status)}", kept, protocol="HTTP/1.1")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def payload_digest(body: bytes) -> str:
    """The digest of a body as WARC headers write it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def _date(at: datetime) -> str:
    return str(to_json(at))
