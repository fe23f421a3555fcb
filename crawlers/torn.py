"""Files that a dead crawl left torn, cut back to what is whole.

In: a working folder. Out: the same with whole WARC members and whole lines only, and no line that points at evidence
that is not there. Nothing that was whole is changed.
"""

import json
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_BLOCK = 1 << 20
_GZIP = 31


def cut_back(folder: Path, run: str) -> None:
    """Cut every file of the working folder of the run named `run` back to what is whole."""
    ends = {f"{run}/{file.name}": _cut_members(file) for file in sorted(folder.glob("*.warc.gz"))}
    for file in sorted(folder.glob("*.jsonl")):
        if not file.name.startswith("."):
            _cut_lines(file, ends, run)


def whole_members(file: Path) -> int:
    """The length in bytes of the gzip members at the head of a file that are whole."""
    whole = read = 0
    reader = zlib.decompressobj(_GZIP)
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            read += len(block)
            while block:
                try:
                    reader.decompress(block)
                except zlib.error:
                    return whole
                if not reader.eof:
                    break
                block = reader.unused_data
                whole = read - len(block)
                reader = zlib.decompressobj(_GZIP)
    return whole


def _cut_members(file: Path) -> int:
    whole = whole_members(file)
    if whole == 0:
        file.unlink()
    elif whole < file.stat().st_size:
        os.truncate(file, whole)
    return whole


def _cut_lines(file: Path, ends: Mapping[str, int], run: str) -> None:
    raw = file.read_bytes()
    whole = [line for line in raw.split(b"\n")[:-1] if _stands(line, ends, run)]
    kept = b"".join(line + b"\n" for line in whole)
    if kept != raw:
        draft = file.with_name(f".{file.name}")
        draft.write_bytes(kept)
        draft.rename(file)


def _stands(line: bytes, ends: Mapping[str, int], run: str) -> bool:
    """Whether a line can be read and the evidence of this run that it points at is there."""
    try:
        said = json.loads(line)
        return all(_is_there(place, ends, run) for place in _places(said))
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


def _places(said: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    images = said.get("images") or ()
    return [record for record in (said.get("record"), *(image.get("record") for image in images)) if record]


def _is_there(place: Mapping[str, Any], ends: Mapping[str, int], run: str) -> bool:
    file, offset = place["file"], place["offset"]
    return not file.startswith(f"{run}/") or offset < ends.get(file, 0)
