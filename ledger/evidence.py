"""The bytes behind a record: image files out of the WARC files of the run folders.

In: an image's hash and place. Out: its bytes, checked against the hash. Never writes evidence.
"""

import hashlib
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from peil.errors import OutsideError


def image_bytes(runs: Path, file: str, offset: int, sha256: str) -> bytes:
    """The bytes of one image; `file` is relative to the folder of runs.

    Raises OutsideError where the evidence is missing or not what its hash says.
    """
    where = f"{file} at {offset}"
    try:
        with (runs / file).open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream)), None)
            data = record.content_stream().read() if record else b""
    except OSError as error:
        raise OutsideError("the evidence cannot be opened", where=where, mend="restore the run folder") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise OutsideError("the evidence is not what its hash says", where=where, mend="restore the run folder")
    return data
