"""Chosen evidence as one file that public replay tools open: WACZ 1.1.1.

In: kept ads. Out: a zip of the records as they stand (archive/), their index, the list of pages, and a description with
the SHA-256 of each. Records are copied byte for byte; nothing but what was chosen goes in.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.warcwriter import WARCWriter

from crawlers.cdxj import cdxj_line
from crawlers.chosen_records import Files, chosen_records
from crawlers.kept_ads import KeptAd
from crawlers.warc_records import ANSWERS, WarcRecord
from peil import __version__
from peil.errors import SourceError
from peil.records.plain import to_json

_VERSION = "1.1.1"
_WARC = "evidence.warc.gz"
_SOFTWARE = f"Peil/{__version__}"
_PAGES_HEAD = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}


@dataclass(frozen=True)
class Packed:
    """What went into a file: `records`, and `pages` by address."""

    file: Path
    sha256: str
    records: int
    pages: tuple[str, ...]


def write_wacz(ads: Sequence[KeptAd], file: Path, at: datetime, *, photos: bool) -> Packed:
    """Write the evidence of the ads; raises SourceError where `file` is there, OutsideError where evidence is gone."""
    if file.exists():
        raise SourceError("is there already", where=str(file), mend="another name would be right")
    records = _chosen(ads, photos)
    warc, lines = _warc(records, at)
    pages = _page_lines(ads, records)
    parts = {
        f"archive/{_WARC}": warc,
        "indexes/index.cdx": "".join(f"{line}\n" for line in sorted(lines)).encode(),
        "pages/pages.jsonl": "".join(f"{line}\n" for line in map(_line, [_PAGES_HEAD, *pages])).encode(),
    }
    described = _description(parts, pages, at)
    parts["datapackage.json"] = described
    parts["datapackage-digest.json"] = _json({"path": "datapackage.json", "hash": _hash(described)})
    _write(file, parts)
    told = hashlib.sha256(file.read_bytes()).hexdigest()
    return Packed(file, told, len(records), tuple(page["url"] for page in pages))


def _chosen(ads: Sequence[KeptAd], photos: bool) -> list[WarcRecord]:
    files = Files()
    found = {(one.file, one.at): one for kept in ads for one in chosen_records(kept, files, photos=photos)}
    return list(found.values())


def _warc(records: Sequence[WarcRecord], at: datetime) -> tuple[bytes, list[str]]:
    """The records behind a note of what they are, and a line of the index for each answer."""
    made = BytesIO()
    writer = WARCWriter(made, gzip=True, warc_version="WARC/1.1")
    note = writer.create_warcinfo_record(_WARC, {"software": _SOFTWARE, "format": "WARC File Format 1.1"})
    note.rec_headers.replace_header("WARC-Date", str(to_json(at)))
    writer.write_record(note)
    lines = []
    for record in records:
        if record.kind in ANSWERS:
            lines.append(cdxj_line(record, _WARC, made.tell()))
        with record.file.open("rb") as source:
            source.seek(record.at)
            made.write(source.read(record.length))
    return made.getvalue(), lines


def _page_lines(ads: Sequence[KeptAd], records: Sequence[WarcRecord]) -> list[dict[str, str]]:
    """The pages: each ad under its address, at the moment of the record that holds it; no word of the ad."""
    stands = {(str(one.file), one.at): one for one in records}
    found = [(kept, stands[str(kept.site / kept.place.file), kept.place.offset]) for kept in ads]
    return [
        {"id": kept.sighting.ad, "url": record.url, "ts": record.date, "title": kept.sighting.ad}
        for kept, record in found
    ]


def _description(parts: Mapping[str, bytes], pages: Sequence[Mapping[str, str]], at: datetime) -> bytes:
    resources = [
        {"name": path.rpartition("/")[2], "path": path, "hash": _hash(body), "bytes": len(body)}
        for path, body in parts.items()
    ]
    told = {
        "profile": "data-package",
        "wacz_version": _VERSION,
        "title": f"Evidence of {', '.join(page['title'] for page in pages)}",
        "created": to_json(at.replace(microsecond=0)),
        "software": _SOFTWARE,
        "mainPageURL": pages[0]["url"],
        "mainPageDate": pages[0]["ts"],
        "resources": resources,
    }
    return _json(told)


def _write(file: Path, parts: Mapping[str, bytes]) -> None:
    """Write the zip beside its name and rename it; only its owner may read it. Nothing is packed twice."""
    draft = file.with_name(f".{file.name}.part")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for path, body in parts.items():
            package.writestr(path, body)
    draft.rename(file)


def _line(value: Mapping[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _hash(body: bytes) -> str:
    return f"sha256:{hashlib.sha256(body).hexdigest()}"
