"""The lines of a run's files, kept or not kept: what goes is not there afterwards, the rest is byte for byte as it was.

In: a file of JSON lines and who says what becomes of a line. Out: how many went. All or nothing, by rename.
"""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Line = Mapping[str, Any]
# What becomes of a line: itself, another, or nothing.
Become = Callable[[Line], Line | None]


def read_line(raw: bytes) -> Line | None:
    """A line's object, None where it is none: nobody can tell whom it is about."""
    try:
        found = json.loads(raw)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def sift(file: Path, become: Become) -> int:
    """Rewrite a file of lines; how many went or are others now. One without any such is not touched.

    A line that cannot be read goes.
    """
    if not file.is_file():
        return 0
    changed, kept = 0, []
    for raw in file.read_bytes().splitlines(keepends=True):
        line = read_line(raw)
        now = become(line) if line is not None else None
        changed += now is not line or line is None
        if now is line and line is not None:
            kept.append(raw)
        elif now is not None:
            kept.append(json.dumps(now, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    if changed:
        replace_file(file, b"".join(kept))
    return changed


def replace_file(file: Path, content: bytes) -> None:
    """Write a file anew beside itself and take its place; the old bytes are overwritten when the new ones stand."""
    draft = file.with_name(f".{file.name}.new")
    with draft.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    old = os.open(file, os.O_RDWR)
    try:
        draft.replace(file)
        blank(old)
    finally:
        os.close(old)


def blank(handle: int) -> None:
    """Zeros over all of it: a file that is only let go leaves its bytes on the disk."""
    size, block = os.fstat(handle).st_size, bytes(1 << 20)
    for start in range(0, size, len(block)):
        os.pwrite(handle, block[: size - start], start)
    os.fsync(handle)
