"""A run in the making: a working folder that becomes a committed run by one rename, or never.

In: sightings, images, evidence, at the end a manifest. Out: `<runs>/<site>/<started>/`. One crawl of a site at a time
holds the site's locks; what dead crawls left the next takes up (crawlers.resuming).
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from crawlers.journal import Journal
from crawlers.last_run import Answer
from crawlers.manifest import MANIFEST, Manifest, sha256_of, write_manifest
from crawlers.run_folder import ANSWERS, IMAGES, SIGHTINGS, RunFolder, run_name, run_started
from crawlers.sightings import write_line
from peil.errors import OutsideError
from peil.records.plain import to_json
from peil.records.seen import SeenImage, Sighting

_PATIENCE_S = 5.0


@contextmanager
def site_lock(site: Path, shared: Path | None = None) -> Iterator[None]:
    """Hold the lock of a site's folder of runs, and the file that crawls of the site into other folders hold.

    Raises OutsideError where another crawl keeps one of them for 5 seconds.
    """
    with ExitStack() as held:
        for file in filter(None, (site / ".lock", shared)):
            file.parent.mkdir(parents=True, exist_ok=True)
            _take(held.enter_context(file.open("ab")).fileno(), site.name)
        yield


@dataclass(frozen=True)
class WorkingRun:
    """The working folder of one run of one site; made under the site's lock."""

    site: Path
    started: datetime

    @property
    def name(self) -> str:
        """The name that the committed folder will have."""
        return run_name(self.started)

    @property
    def path(self) -> Path:
        """Where the run is made."""
        return self.site / f".{self.name}.part"

    @cached_property
    def journal(self) -> Journal:
        """How far the run has come; removed when it is committed."""
        return Journal(self.path)

    @property
    def is_written(self) -> bool:
        """Whether the manifest stands, so that nothing but the rename is left to do."""
        return (self.path / MANIFEST).is_file()

    def see(self, sighting: Sighting) -> None:
        """Append a sighting; it is with the system when this returns."""
        self._append(SIGHTINGS, write_line(sighting))

    def know(self, image: SeenImage) -> None:
        """Append an image that was fetched for the first time."""
        self._append(IMAGES, json.dumps(to_json(image)))

    def answered(self, answer: Answer) -> None:
        """Append what an ad's page answered."""
        self._append(ANSWERS, json.dumps(to_json(answer)))

    def commit(self, manifest: Manifest) -> RunFolder:
        """Write the manifest with the hashes of all files and rename the folder; the run is there afterwards."""
        files = {file.name: sha256_of(file) for file in sorted(self.path.iterdir()) if not _is_draft(file)}
        draft = self.path / f".{MANIFEST}"
        draft.write_text(write_manifest(replace(manifest, files=files)), encoding="utf-8")
        _sync_file(draft)
        draft.rename(self.path / MANIFEST)
        return self.publish()

    def publish(self) -> RunFolder:
        """Rename a folder whose manifest stands."""
        for file in filter(_is_draft, list(self.path.iterdir())):
            file.unlink()
        _sync(self.path)
        final = self.path.rename(self.site / self.name)
        _sync_folder(self.site)
        return RunFolder(final)

    def _append(self, name: str, line: str) -> None:
        with (self.path / name).open("ab", buffering=0) as file:
            file.write(line.encode() + b"\n")


def begin_run(site: Path, started: datetime) -> WorkingRun:
    """Make a working folder; a second that is taken already gives way to the next."""
    run = WorkingRun(site, started.replace(microsecond=0))
    while (site / run.name).exists() or run.path.exists():
        run = WorkingRun(site, run.started + timedelta(seconds=1))
    run.path.mkdir()
    return run


def left_runs(site: Path) -> list[WorkingRun]:
    """The working folders that dead crawls of a site left, oldest first."""
    names = sorted(folder.name[1:].removesuffix(".part") for folder in site.glob(".*.part"))
    return [WorkingRun(site, run_started(name)) for name in names]


def _is_draft(file: Path) -> bool:
    """The journal, and what was half written when a crawl died."""
    return file.name.startswith(".")


def _take(file: int, site: str) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > deadline:
                mend = "wait until it ends"
                raise OutsideError("another crawl of this site is running", where=site, mend=mend) from error
            time.sleep(0.1)
        else:
            return


def _sync(folder: Path) -> None:
    """Bring every file to the disk before the rename says that they are there."""
    for file in folder.iterdir():
        _sync_file(file)
    _sync_folder(folder)


def _sync_file(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
