"""A line of sightings.jsonl and a Sighting: both directions side by side.

In: sightings, or lines. Out: lines, or sightings; a line that cannot be read is named by file and line.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from peil.errors import SourceError
from peil.records.plain import from_json, to_json
from peil.records.seen import Sighting, Status

_STATUSES = get_args(Status)


def write_line(sighting: Sighting) -> str:
    """The sighting as one line of JSON, without a line end; fields stand in the order of the record."""
    return json.dumps(to_json(sighting), ensure_ascii=False, separators=(",", ":"))


def read_line(line: str, where: str) -> Sighting:
    """The sighting of one line; raises SourceError at `where` (FILE:LINE) where it is none."""
    try:
        sighting = from_json(Sighting, json.loads(line))
    except (ValueError, TypeError, AttributeError) as error:
        mend = "an object with site, ref, url, seen_at and status would be right"
        raise SourceError(f"is not a sighting ({error})", where=where, mend=mend) from error
    if sighting.status not in _STATUSES:
        mend = f"one of {', '.join(_STATUSES)} would be right"
        raise SourceError(f"status is {sighting.status!r}", where=where, mend=mend)
    return sighting


def read_sightings(file: Path) -> Iterator[Sighting]:
    """The sightings of a file in its order."""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            yield read_line(line, f"{file}:{number}")
