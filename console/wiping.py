"""The reach of erasure and retention, which is one: evidence, photos, ledger, documents, in that order.

In: what is doomed and why. Out: how much went where. The ledger goes last, so that whatever is broken off on the way is
found again by doing it again; the audit chain gets the counts and never the data (charter 16, 17 and 19).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from console.forgetting import forget_documents
from crawlers.wiping import WipedRun, wipe_runs
from enrichment.step import erase_photos
from ledger.audit import append_audit
from ledger.doomed import Doomed
from ledger.wiping import forget_removals, note_manifests, settle_file, wipe_ledger
from peil.records.wiped import RunWipe
from peil.settings import Settings


@dataclass(frozen=True, slots=True)
class Ordered:
    """Who ordered it, what it is called in the audit chain, why, and when."""

    by: str
    what: str
    why: str
    at: datetime


@dataclass
class Wiped:
    """What went: by table of the ledger, from how many runs, and what became of Elasticsearch, in words."""

    went: dict[str, int] = field(default_factory=dict)
    runs: int = 0
    runs_removed: int = 0
    records: int = 0
    index: str = ""

    def add(self, other: "Wiped") -> None:
        """Count what another went on to wipe."""
        for name, number in other.went.items():
            self.went[name] = self.went.get(name, 0) + number
        self.runs += other.runs
        self.runs_removed += other.runs_removed
        self.records += other.records

    def counts(self) -> dict[str, int]:
        """The counts by name, those of nothing left out."""
        found = {**self.went, "runs": self.runs, "runs_removed": self.runs_removed, "records": self.records}
        return {name: number for name, number in found.items() if number}


def wipe(deployment: Settings, doomed: Doomed, wipes: Sequence[RunWipe], ordered: Ordered) -> Wiped:
    """Wipe it everywhere but in what only `settle` reaches; where nothing went nothing is noted.

    Raises OutsideError where a crawl of a site is running: then it is to be done again.
    """
    done = Wiped()
    count_runs(done, wipe_runs(deployment.runs, wipes, ordered.at))
    erase_photos(deployment.runs, doomed.images)
    with transaction.atomic():
        done.went |= wipe_ledger(doomed)
        done.went["photos"] = len(doomed.images)
        if done.counts() or ordered.what.startswith("rights"):
            append_audit(ordered.by, ordered.what, ordered.why, done.counts(), ordered.at)
    return done


def settle(deployment: Settings) -> str:
    """Take what went out of Elasticsearch, and its bytes out of the database's files; what was done, in words."""
    said = forget_documents(deployment)
    forget_removals()
    settle_file()
    return said


def count_runs(done: Wiped, wiped: Iterable[WipedRun]) -> None:
    """Count what went from runs as it goes, and keep by which hash the ledger knows each."""
    for one in wiped:
        done.runs += 1
        done.records += one.stone.records
        done.runs_removed += not one.manifest_sha256
        if one.manifest_sha256:
            note_manifests({one.run: one.manifest_sha256})
