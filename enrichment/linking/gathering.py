"""An ads file to looks, the quick way: for files in which every line is as it should be.

In: a file of JSON lines. Out: looks, or nothing where anything at all is amiss: `rows` then reads the file again,
slowly, and either understands it or says what is wrong.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from enrichment.linking.garbage import uncollected
from enrichment.linking.lines import AdLine
from enrichment.linking.looks import Looks

PHONE = re.compile(r"\+[0-9]{4,15}")
BYTES_AT_ONCE = 1 << 22

_decode = msgspec.json.Decoder(AdLine).decode_lines


def gather(path: Path) -> Looks | None:
    """What the lines of a file say, or None where one of them is not as it should be."""
    looks = Looks()
    try:
        with uncollected():
            for chunk in _chunks(path):
                looks.add_lines(_decode(chunk))
    except (msgspec.MsgspecError, ValueError, OSError):
        return None
    return looks if well_formed(looks) else None


def _chunks(path: Path) -> Iterator[bytes]:
    """Some megabytes of whole lines at once."""
    with path.open("rb") as file:
        while chunk := file.read(BYTES_AT_ONCE):
            yield chunk if chunk.endswith(b"\n") else chunk + file.readline()


def well_formed(looks: Looks) -> bool:
    """Whether every ad has an id and every number its form."""
    numbers = looks.shown["phone"].words.numbers
    return "" not in looks.ids and all(PHONE.fullmatch(number) for number in numbers if number)
