"""Where a key stands in a TOML text, for messages that name the line.

In: the text and a path of keys. Out: a line number. TOML's own reader gives values without places.
"""

import re
from collections.abc import Sequence

_TABLE = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]+")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\"'-]+)\s*=")


def line_of(text: str, path: Sequence[object]) -> int:
    """The line (from 1) of the deepest part of `path` that the text holds; 1 where it holds none of it."""
    table: tuple[str, ...] = ()
    best, depth = 1, 0
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = _parts(header[1])
            found = table
        elif key := _KEY.match(line):
            found = table + _parts(key[1])
        else:
            continue
        if len(found) > depth and found == tuple(str(part) for part in path[: len(found)]):
            best, depth = number, len(found)
    return best


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
