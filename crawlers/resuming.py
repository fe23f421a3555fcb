"""What a dead crawl of a site left: gone on with, or closed with what it saw.

In: a site's folder of runs, under its lock, and what the next crawl begins with. Out: a run to go on with and its past,
or none; every other left folder is committed as an interrupted run, or removed where it holds nothing.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import get_args

from crawlers.closing import Closing
from crawlers.journal import Begun, Past
from crawlers.record_lines import mend_record_lines
from crawlers.run_folder import IMAGES, SIGHTINGS, RunFolder
from crawlers.sightings import read_sightings
from crawlers.tally import Tally
from crawlers.torn import cut_back
from crawlers.working_run import WorkingRun, left_runs
from peil.records.seen import Sighting, Status

RESUMABLE_FOR = timedelta(days=1)
_STATUSES = get_args(Status)


@dataclass(frozen=True)
class TakenUp:
    """A run that goes on: its folder, what its journal tells, what it saw, and its tally as it stood."""

    run: WorkingRun
    past: Past
    sightings: tuple[Sighting, ...]
    tally: Tally

    @property
    def visited(self) -> frozenset[str]:
        """The addresses of ads that need no second visit; where sightings are lost only those that are there count."""
        lost = len(self.sightings) < len(self.past.seen)
        there = {sighting.url for sighting in self.sightings}
        return frozenset(self.past.left | there | (set() if lost else self.past.seen))


def take_up(site: Path, begun: Begun, at: datetime) -> TakenUp | RunFolder | None:
    """The run to go on with at `at`, the run that only its rename lacked, or None; settles everything else."""
    found: TakenUp | RunFolder | None = None
    for left in left_runs(site):
        young = timedelta(0) <= at - left.started <= RESUMABLE_FOR
        if left.is_written:
            committed = left.publish()
            found = committed if young else found
        else:
            found = _settle(left, begun, at, young=young) or found
    return found


def _settle(left: WorkingRun, begun: Begun, at: datetime, *, young: bool) -> TakenUp | None:
    taken = _read(left)
    if not taken.past.listings and not taken.sightings:
        shutil.rmtree(left.path)
    elif young and taken.past.begun is not None and taken.past.begun.site_file == begun.site_file:
        left.journal.note_resumption(at, len(taken.tally.errors))
        taken.past.resumed = (*taken.past.resumed, at)
        return taken
    else:
        _close(taken, taken.past.begun or begun, "its time had passed" if not young else "its site file was changed")
    return None


def _read(left: WorkingRun) -> TakenUp:
    cut_back(left.path, left.name)
    mend_record_lines(left.path, left.name)
    past, file = left.journal.read(), left.path / SIGHTINGS
    sightings = tuple(read_sightings(file)) if file.exists() else ()
    return TakenUp(left, past, sightings, _tally(past, sightings, _count_lines(left.path / IMAGES)))


def _tally(past: Past, sightings: tuple[Sighting, ...], images: int) -> Tally:
    """The counts as they stood: what files tell is counted in the files; what is done again is counted again."""
    tally = Tally()
    told = {status: sum(sighting.status == status for sighting in sightings) for status in _STATUSES}
    told |= {"listing_pages": len(past.listings), "images": images, "listed": 0, "failed": 0, "errors": 0}
    for name, number in (past.counted | told).items():
        tally.add(name, number)
    for error in past.errors:
        tally.error(error.url, error.what)
    return tally


def _close(taken: TakenUp, begun: Begun, why: str) -> None:
    """Commit what a run saw before it died."""
    finished = max(taken.run.started, taken.past.at or taken.run.started)
    ended = f"interrupted and not gone on with, since {why}"
    closing = Closing(taken.run, begun, taken.tally, finished, ended, resumed=taken.past.resumed)
    taken.run.commit(closing.manifest())


def _count_lines(file: Path) -> int:
    return file.read_bytes().count(b"\n") if file.exists() else 0
