"""Committed runs on disk: `<runs>/<site>/<started>/` with a manifest.

In: the folder of runs. Out: runs in order of start, their records, sightings and what is damaged. Never changes a run.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from crawlers.manifest import MANIFEST, Manifest, read_manifest, sha256_of
from crawlers.sightings import read_sightings
from peil.errors import SourceError
from peil.records.seen import Run, Sighting

SIGHTINGS = "sightings.jsonl"
IMAGES = "images.jsonl"
ANSWERS = "answers.jsonl"
RECORDS = "records.jsonl"
_NAME = "%Y%m%dT%H%M%SZ"


def run_name(started: datetime) -> str:
    """The name of a run's folder, `20261124T041500Z`; seconds, in UTC."""
    return started.astimezone(UTC).strftime(_NAME)


def run_started(name: str) -> datetime:
    """The moment in the name of a run's folder; raises ValueError where it is none."""
    return datetime.strptime(name, _NAME).replace(tzinfo=UTC)


@dataclass(frozen=True)
class RunFolder:
    """One committed run of one site."""

    path: Path

    @property
    def id(self) -> str:
        """`site/20261124T041500Z`."""
        return f"{self.path.parent.name}/{self.path.name}"

    @cached_property
    def manifest(self) -> Manifest:
        """What the run says of itself; raises SourceError where that cannot be read."""
        return read_manifest(self.path / MANIFEST)

    def sightings(self) -> Iterator[Sighting]:
        """The run's sightings in the order in which they were made."""
        file = self.path / SIGHTINGS
        return read_sightings(file) if file.exists() else iter(())

    def record(self) -> Run:
        """The run as the ledger takes it."""
        told = self.manifest
        return Run(
            site=told.site,
            started_at=told.started_at,
            finished_at=told.finished_at,
            state=told.state,
            folder=self.id,
            manifest_sha256=sha256_of(self.path / MANIFEST),
            ads_present=told.counts.present,
            ads_gone=told.counts.gone,
            floor=told.floor,
            coverage=told.coverage,
            errors=told.counts.errors,
            country=told.country,
        )

    def damage(self) -> list[str]:
        """A sentence for every file that is missing, changed or not in the manifest; empty when the run is whole."""
        told = self.manifest.files
        there = {file.name for file in self.path.iterdir()} - {MANIFEST}
        missing = [f"{name} is missing" for name in sorted(told.keys() - there)]
        added = [f"{name} is not in the manifest" for name in sorted(there - told.keys())]
        whole = sorted(there & told.keys())
        changed = [f"{name} is not what was committed" for name in whole if sha256_of(self.path / name) != told[name]]
        return missing + added + changed


def site_runs(site: Path) -> list[RunFolder]:
    """The committed runs of one site's folder, oldest first."""
    return [RunFolder(folder) for folder in sorted(site.glob("*Z")) if (folder / MANIFEST).is_file()]


def readable_runs(site: Path) -> list[RunFolder]:
    """The same without those whose manifest cannot be read: the door tells a person of them, a crawl goes on."""
    return [run for run in site_runs(site) if _is_readable(run)]


def committed_runs(runs: Path) -> Iterator[RunFolder]:
    """Every committed run under the folder of runs, in order of start, then of site."""
    found = [run for site in sorted(runs.glob("*/")) for run in site_runs(site)]
    yield from sorted(found, key=lambda run: (run.path.name, run.path.parent.name))


def _is_readable(run: RunFolder) -> bool:
    try:
        return bool(run.manifest.site)
    except SourceError:
        return False
