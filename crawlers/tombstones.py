"""What stands in a WARC file in the place of records that were wiped: a record of just their length, without a word.

In: a file and spans of bytes in it. Out: the same file with each span overwritten where it lies, so that no byte of it
is left and every other record stays where lines point at it. Never moves or packs anything anew.
"""

import base64
import hashlib
import os
import uuid
import zlib
from collections.abc import Iterable
from pathlib import Path

from peil.errors import PeilBug

# A gzip member without a name or a time, whose header has a comment: nothing but spaces, as many as are wanted.
_PLAIN = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_COMMENTED = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x02\xff"
_NOTE = b"wiped"
_NO_TIME = "1970-01-01T00:00:00Z"


def overwrite(file: Path, spans: Iterable[tuple[int, int]]) -> None:
    """Overwrite spans (offset, length), each of whole records; with the disk when this returns."""
    with file.open("r+b") as stream:
        for offset, length in spans:
            stream.seek(offset)
            stream.write(tombstone(length))
        stream.flush()
        os.fsync(stream.fileno())


def tombstone(length: int) -> bytes:
    """One packed record of this many bytes; any record that Peil writes is longer than the shortest there is."""
    raw = _record()
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(raw) + packer.flush()
    end = zlib.crc32(raw).to_bytes(4, "little") + len(raw).to_bytes(4, "little")
    spare = length - len(_PLAIN) - len(packed) - len(end)
    if spare < 0:
        raise PeilBug(f"a record of {length} bytes is too short to be overwritten")
    head = _COMMENTED + b" " * (spare - 1) + b"\0" if spare else _PLAIN
    return head + packed + end


def _record() -> bytes:
    """Its date says nothing: when and why it was wiped stands in the manifest."""
    digest = base64.b32encode(hashlib.sha1(_NOTE, usedforsecurity=False).digest()).decode()
    said = {
        "WARC-Type": "metadata",
        "WARC-Record-ID": f"<urn:uuid:{uuid.UUID(int=0)}>",
        "WARC-Date": _NO_TIME,
        "WARC-Block-Digest": f"sha1:{digest}",
        "Content-Type": "text/plain",
        "Content-Length": str(len(_NOTE)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return b"WARC/1.1\r\n" + head.encode() + b"\r\n" + _NOTE + b"\r\n\r\n"
