"""The journal of a run in the making: what it began with, how far it has come, so that the next start can go on.

In: lines, each with the system when `note_…` returns. Out: the past of a run that died. A torn last line is not read.
The journal lies beside the run while it is made and is removed when the run is committed.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from crawlers.ad_page import Links
from crawlers.manifest import CrawlError
from crawlers.tally import Tally
from peil.records.plain import from_json, to_json

JOURNAL = ".journal.jsonl"
Came = Literal["seen", "left", "failed"]


@dataclass(frozen=True, slots=True)
class Begun:
    """What a run began with; `site_file` is the SHA-256 of the site file."""

    site: str
    country: str
    floor: int
    site_file: str
    software: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Past:
    """How far a run had come: what came of the visits, listing pages by address, counts, errors, resumptions.

    `seen` were ads that became sightings, `left` those that were not to be kept, `failed` those to be visited again.
    """

    begun: Begun | None = None
    at: datetime | None = None
    seen: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    listings: dict[str, Links] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)
    errors: list[CrawlError] = field(default_factory=list)
    resumed: tuple[datetime, ...] = ()


class Journal:
    """The journal in the working folder of one run."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / JOURNAL
        self._errors = 0

    def note_begin(self, begun: Begun, at: datetime) -> None:
        """The first line."""
        self._append(begun=to_json(begun), at=at.isoformat())

    def note_resumption(self, at: datetime, errors: int) -> None:
        """A later start goes on from here, with so many errors noted before."""
        self._errors = errors
        self._append(resumed=at.isoformat(), at=at.isoformat())

    def note_listing(self, url: str, links: Links, at: datetime) -> None:
        """A listing page was read."""
        self._append(listing=url, ads=links.ads, next=links.next, at=at.isoformat())

    def note_visit(self, url: str, tally: Tally, at: datetime, came: Came) -> None:
        """An ad was visited, and what came of it."""
        fresh = tally.errors[self._errors :]
        self._errors = len(tally.errors)
        self._append(ad=url, came=came, at=at.isoformat(), counted=tally.counted(), errors=to_json(fresh))

    def read(self) -> Past:
        """What stands in the journal, up to the first line that cannot be read."""
        past = Past()
        for line in _lines(self.path):
            _recall(past, line)
        past.errors = [error for error in past.errors if error.url not in past.failed]
        return past

    def _append(self, **said: Any) -> None:
        with self.path.open("ab", buffering=0) as file:
            file.write(json.dumps(said).encode() + b"\n")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        for line in path.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]:
            yield json.loads(line)
    except (OSError, ValueError):
        return


def _recall(past: Past, line: dict[str, Any]) -> None:
    past.at = datetime.fromisoformat(line["at"])
    if "begun" in line:
        past.begun = from_json(Begun, line["begun"])
    elif "resumed" in line:
        past.resumed = (*past.resumed, past.at)
    elif "listing" in line:
        past.listings[line["listing"]] = Links(tuple(line["ads"]), line["next"])
    else:
        {"seen": past.seen, "left": past.left, "failed": past.failed}[line["came"]].add(line["ad"])
        past.failed -= past.seen | past.left
        past.counted = line["counted"]
        past.errors += [from_json(CrawlError, error) for error in line["errors"]]
