"""A run's WARC held against the rules of WARC 1.1 by a reader of this test's own: no library that wrote it reads it."""

import base64
import hashlib
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z")
_ID = re.compile(r"<urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}>")
_KINDS = {"warcinfo", "request", "response", "revisit"}
_SAME = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_UNMODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True)
class _Record:
    told: dict[str, str]
    block: bytes

    @property
    def payload(self) -> bytes:
        """What stands behind the HTTP headers."""
        return self.block.partition(b"\r\n\r\n")[2]


def _records(file: Path) -> list[_Record]:
    """Every record: a gzip member of its own, its head, its block of the length told, two line ends."""
    rest, found = file.read_bytes(), []
    while rest:
        reader = zlib.decompressobj(31)
        whole, rest = reader.decompress(rest), reader.unused_data
        assert reader.eof
        head, _, body = whole.partition(b"\r\n\r\n")
        version, *lines = head.decode().split("\r\n")
        told = dict(line.split(": ", 1) for line in lines)
        length = int(told["Content-Length"])
        assert version == "WARC/1.1"
        assert len(told) == len(lines), "a field that may stand once stands twice"
        assert body[length:] == b"\r\n\r\n"
        found.append(_Record(told, body[:length]))
    return found


def _sha1(body: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()


def _runs(proof: Any) -> list[list[_Record]]:
    ads = ("/ad/1", "/gzip/2", "/twin/3", "/twin/4", "/etag/5", "/steady/6", "/redirect/7", "/410/8", "/noindex/9")
    runs = []
    for days in (0, 1):
        crawled = proof.crawl(*ads, plan={"now": datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=days)})
        runs.append([one for file in sorted(crawled.folder.path.glob("*.warc.gz")) for one in _records(file)])
    return runs


def test_every_record_keeps_the_rules_and_every_digest_is_that_of_its_bytes(proof: Any) -> None:
    first, second = _runs(proof)
    ids = [record.told["WARC-Record-ID"] for record in first + second]
    assert len(set(ids)) == len(ids)
    assert {record.told["WARC-Type"] for record in first} == {"warcinfo", "request", "response", "revisit"}
    kept = {(one.told["WARC-Target-URI"], one.told["WARC-Date"]): one for one in first + second if _is(one, "response")}
    for record in first + second:
        told = record.told
        assert _DATE.fullmatch(told["WARC-Date"])
        assert _ID.fullmatch(told["WARC-Record-ID"])
        assert told["WARC-Type"] in _KINDS
        assert told["WARC-Block-Digest"] == _sha1(record.block)
        if _is(record, "response"):
            assert told["WARC-Payload-Digest"] == _sha1(record.payload)
            assert record.block.startswith(b"HTTP/1.1 ")
            assert told["Content-Type"].startswith("application/http")
        if _is(record, "request"):
            assert told["WARC-Concurrent-To"] in ids
            assert re.match(rb"GET /\S* HTTP/1\.1\r\nHost: 127\.0\.0\.1", record.block)
        if _is(record, "revisit"):
            again = kept[told["WARC-Refers-To-Target-URI"], told["WARC-Refers-To-Date"]]
            assert told["WARC-Payload-Digest"] == again.told["WARC-Payload-Digest"]
            assert told["WARC-Profile"] in (_SAME, _UNMODIFIED)


def test_each_answer_has_its_request_and_what_may_not_be_kept_has_neither(proof: Any) -> None:
    for records in _runs(proof):
        answers = {one.told["WARC-Record-ID"] for one in records if _is(one, "response") or _is(one, "revisit")}
        asked = {one.told["WARC-Concurrent-To"] for one in records if _is(one, "request")}
        assert asked == answers
        assert not any("/noindex/" in one.told.get("WARC-Target-URI", "") for one in records)


def _is(record: _Record, kind: str) -> bool:
    return record.told["WARC-Type"] == kind
