"""What must go from the evidence of many runs, a site at a time, while no crawl of the site is running.

In: the folder of runs and what must go from each. Out: what went, with the hash by which each run is known now; runs of
which nothing is left are removed whole. Doing it twice is doing it once.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawlers.manifest import MANIFEST, sha256_of
from crawlers.record_lines import mend_record_lines
from crawlers.run_folder import IMAGES, SIGHTINGS, RunFolder
from crawlers.run_lines import blank
from crawlers.run_wiping import RunWiping
from crawlers.sightings import read_sightings
from crawlers.torn import cut_back
from crawlers.working_run import left_runs, site_lock
from peil.errors import SourceError
from peil.records.seen import Sighting
from peil.records.wiped import RunWipe, Tombstone, Why


@dataclass(frozen=True, slots=True)
class WipedRun:
    """One run and what went; `manifest_sha256` is empty where the whole run went."""

    run: str
    stone: Tombstone
    manifest_sha256: str = ""


def wipe_runs(runs: Path, wipes: Sequence[RunWipe], at: datetime) -> Iterator[WipedRun]:
    """Wipe runs; raises OutsideError where a crawl of a site is running, with what was wiped before it done."""
    by_site: dict[str, list[RunWipe]] = defaultdict(list)
    for wipe in wipes:
        by_site[wipe.run.partition("/")[0]].append(wipe)
    for site, found in sorted(by_site.items()):
        if (runs / site).is_dir():
            with site_lock(runs / site):
                for wipe in sorted(found, key=lambda one: one.run):
                    yield from _wipe(runs, wipe, at)


def _wipe(runs: Path, wipe: RunWipe, at: datetime) -> Iterator[WipedRun]:
    folder = RunFolder(runs / wipe.run)
    if not folder.path.is_dir():
        return
    if wipe.all_else and not wipe.kept:
        whole = Tombstone(at, wipe.why, _count(folder.path / SIGHTINGS), _count(folder.path / IMAGES), 0, "")
        _remove(folder.path)
        yield WipedRun(wipe.run, whole)
    elif stone := RunWiping(folder.path, folder.path.name, wipe).wipe(at):
        yield WipedRun(wipe.run, stone, sha256_of(folder.path / MANIFEST))


Hits = Callable[[Sighting], bool]


def wipe_untaken(folders: Iterable[RunFolder], runs: Path, hits: Hits, wipe: tuple[Why, datetime]) -> list[WipedRun]:
    """Wipe from runs that no ledger took, and from what dead crawls left, the ads of which a sighting hits."""
    why, at = wipe
    found = []
    for folder in folders:
        with site_lock(folder.path.parent):
            if said := _said(folder.path, folder.id, hits, why):
                found += list(_wipe(runs, said, at))
    for site in sorted(one for one in runs.glob("*/") if list(one.glob(".*.part"))):
        with site_lock(site):
            for left in left_runs(site):
                cut_back(left.path, left.name)
                mend_record_lines(left.path, left.name)
                if said := _said(left.path, f"{site.name}/{left.name}", hits, why):
                    stone = RunWiping(left.path, left.name, said).wipe(at)
                    found += [WipedRun(said.run, stone)] if stone else []
    return found


def remove_left(site: Path, before: datetime) -> int:
    """Remove what dead crawls of a site left before a moment, under its lock; how many folders."""
    with site_lock(site):
        old = [left for left in left_runs(site) if left.started < before]
        for left in old:
            _remove(left.path)
        return len(old)


def _said(folder: Path, run: str, hits: Hits, why: Why) -> RunWipe | None:
    """What must go from a folder of which nothing is known but who must go."""
    file = folder / SIGHTINGS
    with suppress(SourceError):
        seen = [one for one in (read_sightings(file) if file.is_file() else ()) if hits(one)]
        if seen:
            photos = frozenset(image.sha256 for one in seen for image in one.images if image.sha256)
            return RunWipe(run=run, why=why, refs=frozenset(one.ref for one in seen), photos=photos)
    return None


def _count(lines: Path) -> int:
    return lines.read_bytes().count(b"\n") if lines.is_file() else 0


def _remove(folder: Path) -> None:
    """Remove a run, the manifest first: without it there is no run. Bytes are overwritten before they are let go."""
    for file in sorted(folder.iterdir(), key=lambda one: one.name != MANIFEST):
        handle = os.open(file, os.O_RDWR)
        try:
            file.unlink()
            blank(handle)
        finally:
            os.close(handle)
    folder.rmdir()
