"""The door: committed runs into the ledger, once, whole, in order."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawlers.intake import take_in
from ledger import runs as ledger_runs
from ledger.models import Trouble


@pytest.fixture(scope="module")
def runs(make_proof: Callable[[], Any]) -> Path:
    """Two committed runs of one site, a week apart."""
    proof = make_proof()
    for day in (9, 2):
        proof.crawl("/ad/1", "/ad/2", plan={"now": datetime(2026, 3, day, tzinfo=UTC)})
    return proof.folder / "runs"


def test_runs_are_taken_once_in_order_of_start(ledger: str, runs: Path) -> None:
    assert [taken.id for taken in take_in(runs)] == ["proef/20260302T000000Z", "proef/20260309T000000Z"]
    assert take_in(runs) == []
    assert [run.id for run in ledger_runs.all_runs()] == ["proef/20260302T000000Z", "proef/20260309T000000Z"]


def test_a_damaged_run_is_not_taken_and_a_person_hears_of_it(sqlite_ledger: str, runs: Path, tmp_path: Path) -> None:
    good = runs / "proef" / "20260302T000000Z"
    copy = tmp_path / "runs" / "proef" / good.name
    copy.mkdir(parents=True)
    for file in good.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    with (copy / "sightings.jsonl").open("ab") as file:
        file.write(b"\n")
    for _ in range(2):
        [taken] = take_in(tmp_path / "runs")
        assert (taken.run, "sightings.jsonl is not what was committed" in taken.trouble) == (None, True)
    assert ledger_runs.all_runs() == []
    assert Trouble.objects.count() == 1
