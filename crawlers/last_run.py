"""What a site's last run knows of an address: its ad's ref, what it answered, the sighting it gave.

In: the last committed run. Out: refs, the conditions of a conditional request, sightings to repeat where the site says
that nothing changed. Pages whose evidence is older than 30 days are asked for in full again: retention may take it
away. Sightings stay on the disk; what cannot be read is as if it were not there. Never changes a run.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from crawlers.kept_records import KeptRecord, kept_record
from crawlers.run_folder import ANSWERS, SIGHTINGS, RunFolder, run_started
from crawlers.sightings import read_line
from peil.errors import SourceError
from peil.records.plain import from_json
from peil.records.seen import RecordRef, Sighting

_FRESH_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an ad's page answered: `etag` and `last_modified` as sent, `digest` of its bytes as WARC writes it."""

    url: str
    digest: str
    etag: str = ""
    last_modified: str = ""

    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it changed."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Remembered:
    """What an address answered in the last run, the sighting it gave and the record of its bytes."""

    answer: Answer
    sighting: Sighting
    record: KeptRecord


class LastRun:
    """The last run of a site, None where it is the first; `now` is the moment of the crawl.

    `same_reading`: it was made with the same site file and the same Peil, so that its sightings may be repeated.
    """

    def __init__(self, run: RunFolder | None, now: datetime, *, same_reading: bool) -> None:
        self._run, self._now, self._same_reading = run, now, same_reading

    def ref(self, url: str) -> str:
        """The ref of the ad at an address, empty where it is not known."""
        return self._seen.get(url, ("", 0))[0]

    def remembered(self, url: str) -> Remembered | None:
        """What may be relied on where the page did not change; nothing whose evidence is gone or about to go."""
        answer = self._answers.get(url) if self._same_reading else None
        if self._run is None or answer is None:
            return None
        sighting = self._sighting(self._run, url)
        if sighting is None or sighting.record is None or not self._is_young(sighting.record):
            return None
        record = kept_record(self._run.path.parent, sighting.record)
        return Remembered(answer, sighting, record) if record else None

    def _sighting(self, run: RunFolder, url: str) -> Sighting | None:
        """The sighting of a present ad."""
        try:
            with (run.path / SIGHTINGS).open("rb") as file:
                file.seek(self._seen[url][1])
                seen = read_line(file.readline().decode(), SIGHTINGS)
        except (OSError, KeyError, ValueError, SourceError):
            return None
        return seen if seen.status == "present" else None

    @cached_property
    def _seen(self) -> dict[str, tuple[str, int]]:
        """Ref and place of the sighting by address."""
        found: dict[str, tuple[str, int]] = {}
        at = 0
        for line in _lines(self._run, SIGHTINGS):
            try:
                said = json.loads(line)
                found[said["url"]] = (said["ref"], at)
            except (ValueError, TypeError, KeyError):
                return {}
            at += len(line)
        return found

    @cached_property
    def _answers(self) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        for line in _lines(self._run, ANSWERS):
            try:
                answer = from_json(Answer, json.loads(line))
            except (ValueError, TypeError):
                continue
            found[answer.url] = answer
        return found

    def _is_young(self, record: RecordRef) -> bool:
        try:
            return self._now - run_started(Path(record.file).parts[0]) < _FRESH_FOR
        except (ValueError, IndexError):
            return False


def _lines(run: RunFolder | None, name: str) -> Iterator[bytes]:
    if run is None:
        return
    try:
        with (run.path / name).open("rb") as file:
            yield from file
    except OSError:
        return
