"""Runs on disk: committed or not there, whatever happens, and whole or known to be damaged."""

import dataclasses
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.job import CrawlJob
from crawlers.journal import Begun
from crawlers.manifest import MANIFEST, Counts
from crawlers.meaning import content_hash
from crawlers.resuming import take_up
from crawlers.run_folder import RunFolder, committed_runs, run_name, run_started, site_runs
from crawlers.run_state import coverage, run_state
from crawlers.sightings import read_line, write_line
from crawlers.working_run import begin_run, site_lock
from peil.errors import OutsideError, SourceError
from peil.records.seen import RecordRef, SeenImage, Sighting

_TEXT = st.text(max_size=20)
_RECORD = st.builds(RecordRef, _TEXT, st.integers(0, 10**12))
_IMAGE = st.builds(SeenImage, _TEXT, st.none() | _TEXT, st.none() | _RECORD)
_SIGHTING = st.builds(
    Sighting,
    site=_TEXT,
    ref=_TEXT,
    url=_TEXT,
    seen_at=st.datetimes(timezones=st.just(UTC)),
    status=st.sampled_from(["present", "gone", "not_public"]),
    title=_TEXT,
    text=_TEXT,
    price=st.lists(_TEXT, max_size=3).map(tuple),
    images=st.lists(_IMAGE, max_size=3).map(tuple),
    record=st.none() | _RECORD,
)


@given(_SIGHTING)
def test_a_sighting_survives_its_line(sighting: Sighting) -> None:
    line = write_line(sighting)
    assert "\n" not in line
    assert read_line(line, "x:1") == sighting


@pytest.mark.parametrize("line", ["", "{", "[]", "{}", '{"site": 1}', "null"])
def test_what_is_no_sighting_is_named_by_its_place(line: str) -> None:
    with pytest.raises(SourceError) as error:
        read_line(line, "sightings.jsonl:7")
    assert error.value.where == "sightings.jsonl:7"


@given(_SIGHTING, st.randoms(use_true_random=False))
def test_the_hash_is_over_meaning_and_not_over_when_or_where(sighting: Sighting, chance: random.Random) -> None:
    images = list(sighting.images)
    chance.shuffle(images)
    moved = dataclasses.replace(
        sighting,
        seen_at=datetime(2030, 1, 1, tzinfo=UTC),
        posted="vandaag",
        record=None,
        url="https://elders.example/",
        images=tuple(images),
        text=f"{sighting.text}\nBekeken: 1.234 keer\nLaatst bijgewerkt: 3 maart 2026",
    )
    assert content_hash(moved) == content_hash(sighting)
    assert content_hash(dataclasses.replace(sighting, title=sighting.title + "x")) != content_hash(sighting)


@given(st.datetimes(min_value=datetime(1980, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_a_run_folder_is_named_after_its_start(started: datetime) -> None:
    assert run_started(run_name(started)) == started.replace(microsecond=0)


@pytest.mark.parametrize(
    ("counts", "ended", "findings", "state"),
    [
        (Counts(listing_pages=1, listed=100, present=100), "", (), "complete"),
        (Counts(listing_pages=1, listed=9, present=9), "", ("9 ads seen, the floor is 10",), "short"),
        (Counts(listing_pages=5, listed=100, present=100), "the time limit was reached", (), "short"),
        (Counts(listing_pages=0), "", ("0 ads seen, the floor is 10",), "failed"),
    ],
)
def test_a_run_is_worth_what_it_saw(counts: Counts, ended: str, findings: tuple[str, ...], state: str) -> None:
    assert run_state(counts, ended, findings)[0] == state


def test_coverage_is_a_share_of_the_usual_and_unknown_without_a_past() -> None:
    assert coverage(50, None) is None
    assert coverage(50, 100.0) == 0.5
    assert coverage(150, 100.0) == 1.0


@pytest.fixture(scope="module")
def committed(make_proof: Callable[[], Any]) -> Any:
    """A committed run of two ads."""
    return make_proof().crawl("/ad/1", "/ad/2").folder


def _copy(run: RunFolder, folder: Path) -> RunFolder:
    there = folder / run.path.parent.name / run.path.name
    there.mkdir(parents=True)
    for file in run.path.iterdir():
        (there / file.name).write_bytes(file.read_bytes())
    return RunFolder(there)


def test_a_committed_run_is_whole_and_tells_its_record(committed: RunFolder, tmp_path: Path) -> None:
    run = _copy(committed, tmp_path)
    assert [one.id for one in committed_runs(tmp_path)] == [run.id]
    assert run.damage() == []
    record = run.record()
    assert (record.id, record.folder, record.state, record.ads_present) == (run.id, run.id, "complete", 2)


@pytest.mark.parametrize("name", ["sightings.jsonl", "pages-00000.warc.gz", "images.jsonl"])
def test_a_changed_a_missing_and_an_added_file_are_damage(committed: RunFolder, tmp_path: Path, name: str) -> None:
    run = _copy(committed, tmp_path)
    file = run.path / name
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    assert run.damage() == [f"{name} is not what was committed"]
    file.unlink()
    (run.path / "more.txt").touch()
    assert run.damage() == [f"{name} is missing", "more.txt is not in the manifest"]


def test_a_folder_without_a_manifest_is_no_run(committed: RunFolder, tmp_path: Path) -> None:
    run = _copy(committed, tmp_path)
    (run.path / MANIFEST).unlink()
    assert site_runs(run.path.parent) == []


def test_a_manifest_that_cannot_be_read_is_named(committed: RunFolder, tmp_path: Path) -> None:
    run = _copy(committed, tmp_path)
    (run.path / MANIFEST).write_text("{")
    with pytest.raises(SourceError, match="is not a manifest"):
        run.damage()


def test_a_damaged_earlier_run_does_not_stop_the_next_crawl(proof: Any) -> None:
    first = proof.crawl("/ad/1").folder.path
    (first / "images.jsonl").write_text("{")
    (first / "sightings.jsonl").write_text("{")
    assert proof.crawl("/ad/1", "/missing/2").outcome.state == "complete"
    (first / MANIFEST).write_text("{")
    assert proof.crawl("/ad/1").outcome.state == "complete"


def test_the_next_run_clears_what_dead_ones_left_empty_and_takes_a_second_of_its_own(tmp_path: Path) -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    dead = begin_run(tmp_path, at)
    (tmp_path / run_name(at)).mkdir()
    assert take_up(tmp_path, Begun("proef", "NL", 1, "0" * 64), at) is None
    assert not dead.path.exists()
    assert begin_run(tmp_path, at).name == "20260302T000001Z"


def test_two_crawls_of_one_site_cannot_run_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawlers.working_run._PATIENCE_S", 0.1)
    site = tmp_path / "proef"
    with site_lock(site), pytest.raises(OutsideError, match="another crawl of this site is running"), site_lock(site):
        pass
    with site_lock(site):
        pass


def _start(proof: Any) -> subprocess.Popen[str]:
    job = CrawlJob(str(proof.site_file()), str(proof.folder / "runs"))
    process = subprocess.Popen(
        [sys.executable, "-m", "crawlers.process"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    process.stdin.write(job.to_line() + "\n")
    process.stdin.flush()
    return process


def _committed_are_whole(runs: Path) -> int:
    found = list(committed_runs(runs))
    for run in found:
        assert run.damage() == []
        assert len(list(run.sightings())) == run.manifest.counts.present
    return len(found)


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment_a_crawl_leaves_a_committed_run_or_none(proof: Any, seed: int) -> None:
    proof.site.ads = [f"/ad/{number}" for number in range(1, 61)]
    process = _start(proof)
    deadline = time.monotonic() + 20
    chance = random.Random(seed)
    enough = chance.choice([1, chance.randint(2, 121), 122])
    while len(proof.site.seen) < enough and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.03))
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(proof.site.seen) >= enough, "the crawl never came so far"
    runs = proof.folder / "runs"
    before = _committed_are_whole(runs)
    assert proof.crawl(*proof.site.ads).outcome.state == "complete"
    assert _committed_are_whole(runs) == before + 1
    assert not list((runs / "proef").glob(".*.part"))


def test_a_crawl_ends_with_the_process_that_asked_for_it(proof: Any) -> None:
    proof.site.ads = ["/ad/1", "/slow/2"]
    process = _start(proof)
    while "/ad/1" not in proof.site.paths():
        time.sleep(0.01)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=3) == 3
    assert _committed_are_whole(proof.folder / "runs") == 0


def test_a_disk_that_refuses_is_one_sentence(proof: Any) -> None:
    runs = proof.folder / "runs"
    runs.mkdir()
    (runs / "proef").write_text("not a folder")
    outcome = proof.crawl("/ad/1").outcome
    assert (outcome.state, outcome.exit_code) == ("failed", 3)
    assert "the run could not be written" in outcome.message


def test_scrapys_own_command_crawls_a_site_too_and_says_in_a_sentence_what_it_will_not(proof: Any) -> None:
    root = Path(__file__).parents[2]
    scrapy = [sys.executable, "-m", "scrapy"]
    assert subprocess.run([*scrapy, "list"], cwd=root, capture_output=True, text=True, check=True).stdout == "site\n"
    public = proof.folder / "publiek.toml"
    text = proof.site_file().read_text().replace('"127.0.0.1"', '"127.0.0.1", "foto.example"').replace("= 0.0", "= 1.0")
    public.write_text(text)
    for file, code, said in [(public, 4, "no recorded mandate"), (proof.folder / "none.toml", 2, "cannot be read")]:
        asked = [*scrapy, "crawl", "site", "-a", f"file={file}"]
        done = subprocess.run(asked, cwd=root, capture_output=True, text=True, check=False)
        assert (done.returncode, len(done.stderr.splitlines())) == (code, 1)
        assert said in done.stderr
    assert proof.site.seen == []
    proof.site.ads = ["/ad/1"]
    asked = [*scrapy, "crawl", "site", "-a", f"file={proof.site_file()}", "-a", f"out={proof.folder / 'runs'}"]
    subprocess.run(asked, cwd=root, check=True)
    assert _committed_are_whole(proof.folder / "runs") == 1
