"""The door of collecting: committed runs into the ledger.

In: the folder of runs. Out: runs and sightings in the ledger, each run whole or not at all, the same run once. A
damaged run is not taken; it becomes a trouble that a person sees, and so does what monitors found in one that is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawlers.run_folder import RunFolder, committed_runs
from ledger import runs as ledger_runs
from ledger import troubles
from peil.errors import SourceError
from peil.records.seen import Run


@dataclass(frozen=True, slots=True)
class Taken:
    """One run that came to the door: `run` where it was taken, else the sentence that says why not."""

    id: str
    run: Run | None
    trouble: str = ""


def take_in(runs: Path) -> list[Taken]:
    """Take every committed run that the ledger has not, in order of start."""
    return list(_take(runs))


def _take(runs: Path) -> Iterator[Taken]:
    for folder in committed_runs(runs):
        if not ledger_runs.has_run(folder.id):
            yield _take_one(folder)


def _take_one(folder: RunFolder) -> Taken:
    try:
        damage = folder.damage()
        if not damage:
            run = folder.record()
            ledger_runs.take_run(run, folder.sightings())
            _note_findings(folder)
            return Taken(folder.id, run)
    except SourceError as error:
        damage = [error.sentence()]
    sentence = f"{folder.id} was not taken: {damage[0]}"
    troubles.note(folder.path.parent.name, "error", sentence, datetime.now(UTC))
    return Taken(folder.id, None, sentence)


def _note_findings(folder: RunFolder) -> None:
    """A trouble for every monitor that the run failed, or for why it ended early; the same again is the same row."""
    told = folder.manifest
    if told.state == "complete":
        return
    level = "error" if told.state == "failed" else "warning"
    for sentence in told.findings or (told.why,):
        troubles.note(told.site, level, f"a run is {told.state}: {sentence}", told.finished_at)
