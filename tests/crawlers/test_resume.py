"""What a dead crawl left is gone on with: nothing that it has is asked for again, nothing torn is kept."""

import gzip
import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from crawlers.job import CrawlJob
from crawlers.journal import JOURNAL
from crawlers.run_folder import RunFolder, committed_runs
from crawlers.torn import cut_back, whole_members

ADS = 40


def _start(proof: Any, *before: str, **job: Any) -> subprocess.Popen[str]:
    whole = CrawlJob(str(proof.site_file(**job)), str(proof.folder / "runs"), timeout_s=2.0)
    pipe = subprocess.PIPE
    process = subprocess.Popen([*before, sys.executable, "-m", "crawlers.process"], stdin=pipe, stdout=pipe, text=True)
    assert process.stdin is not None
    process.stdin.write(whole.to_line() + "\n")
    process.stdin.flush()
    return process


def _wait_for(proof: Any, process: subprocess.Popen[str], path: str) -> None:
    while path not in proof.site.paths():
        assert process.poll() is None, "the crawl ended early"
        time.sleep(0.001)


def _kill_after(proof: Any, requests: int) -> Path:
    """Start a crawl, kill it after so many requests; the folder that it left."""
    process = _start(proof)
    while len(proof.site.seen) < requests:
        assert process.poll() is None
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    [part] = (proof.folder / "runs" / "proef").glob(".*.part")
    return part


def _many(proof: Any) -> None:
    proof.site.ads = [f"/ad/{number}" for number in range(1, ADS + 1)]


def _whole(run: RunFolder) -> None:
    assert run.damage() == []
    for sighting in run.sightings():
        assert sighting.record is not None
        with (run.path.parent / sighting.record.file).open("rb") as stream:
            stream.seek(sighting.record.offset)
            record = next(iter(ArchiveIterator(stream)))
            assert record.rec_headers.get_header("WARC-Target-URI") == sighting.url


def test_the_next_start_finishes_the_run_and_asks_for_nothing_twice(proof: Any) -> None:
    _many(proof)
    part = _kill_after(proof, 31)
    had = {json.loads(line)["url"] for line in (part / "sightings.jsonl").read_text().splitlines()[:-1]}
    assert len(had) > 5
    crawled = proof.crawl(*proof.site.ads)
    run, counts = crawled.folder, crawled.manifest.counts
    _whole(run)
    assert (crawled.outcome.state, run.path.name) == ("complete", part.name[1:].removesuffix(".part"))
    assert (counts.present, counts.listed, counts.images, counts.listing_pages) == (ADS, ADS, ADS, 1)
    asked = Counter(proof.site.paths())
    twice = {path for path, times in asked.items() if times > 1}
    assert not {url.removeprefix(proof.site.base) for url in had} & twice
    assert "/" not in twice
    assert len([path for path in twice if path.startswith("/ad/")]) <= 2  # the one in hand, a question for "not found"
    assert len(crawled.manifest.resumed) == 1
    assert counts.requests + 2 >= sum(asked.values()) - asked["/robots.txt"]


def test_sightings_and_records_of_both_halves_stand_in_files_of_their_own(proof: Any) -> None:
    _many(proof)
    _kill_after(proof, 31)
    run = proof.crawl(*proof.site.ads).folder
    assert len(list(run.path.glob("pages-*.warc.gz"))) == 2
    assert len(run.manifest.site_file) == 64
    assert not (run.path / JOURNAL).exists()
    assert len({sighting.ref for sighting in run.sightings()}) == ADS


def test_torn_last_lines_and_members_are_cut_back(proof: Any) -> None:
    _many(proof)
    part = _kill_after(proof, 31)
    whole = whole_members(part / "pages-00000.warc.gz")
    with (part / "pages-00000.warc.gz").open("ab") as file:
        file.write(gzip.compress(b"WARC/1.1\r\n" * 99)[:-9])
    with (part / "sightings.jsonl").open("ab") as file:
        file.write(b'{"site":"proef","ref":"9')
    with (part / "images.jsonl").open("ab") as file:
        file.write(b'{"url"')
    with (part / JOURNAL).open("ab") as file:
        file.write(b'{"ad": "http')
    run = proof.crawl(*proof.site.ads).folder
    _whole(run)
    assert run.manifest.counts.present == ADS
    assert (run.path / "pages-00000.warc.gz").stat().st_size == whole


def test_a_sighting_whose_evidence_did_not_reach_the_disk_is_visited_again(proof: Any) -> None:
    _many(proof)
    part = _kill_after(proof, 31)
    file = part / "pages-00000.warc.gz"
    with file.open("rb+") as stream:
        stream.truncate(whole_members(file) * 2 // 3)
    run = proof.crawl(*proof.site.ads).folder
    _whole(run)
    assert run.manifest.counts.present == ADS


@given(st.lists(st.binary(max_size=300), max_size=4), st.binary(max_size=40), st.integers(0, 30))
def test_whole_members_end_where_the_last_whole_one_ends(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], last: bytes, cut: int
) -> None:
    file = tmp_path_factory.mktemp("torn") / "pages-00000.warc.gz"
    members = b"".join(gzip.compress(part) for part in parts)
    torn = gzip.compress(last)
    file.write_bytes(members + torn[: max(0, len(torn) - 1 - cut)])
    assert whole_members(file) == len(members)
    cut_back(file.parent, "run")
    assert not members or gzip.decompress(file.read_bytes()) == b"".join(parts)


@pytest.mark.parametrize("seed", range(3))
def test_killed_again_and_again_the_run_comes_to_its_end(proof: Any, seed: int) -> None:
    _many(proof)
    chance = random.Random(seed)
    for _ in range(4):
        process, enough = _start(proof), len(proof.site.seen) + chance.randint(1, 25)
        while len(proof.site.seen) < enough and process.poll() is None:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.01))
        process.kill()
        process.wait()
    outcome = proof.crawl(*proof.site.ads).outcome
    assert outcome.state == "complete", outcome.message
    for run in committed_runs(proof.folder / "runs"):
        _whole(run)
        assert run.manifest.counts.present == ADS


def test_a_run_that_only_its_rename_lacked_is_renamed_and_nothing_is_asked(proof: Any) -> None:
    run = proof.crawl("/ad/1").folder
    run.path.rename(run.path.with_name(f".{run.path.name}.part"))
    before = len(proof.site.seen)
    again = proof.crawl("/ad/1")
    assert (again.folder, len(proof.site.seen)) == (run, before)
    _whole(again.folder)


@pytest.mark.parametrize(
    ("later", "floor", "why"), [(25, 1, "its time had passed"), (1, 2, "its site file was changed")]
)
def test_a_run_too_old_or_of_another_site_file_is_closed_with_what_it_saw(
    proof: Any, later: int, floor: int, why: str
) -> None:
    assert proof.crawl(*(f"/ad/{number}" for number in range(1, ADS + 1))).outcome.state == "complete"
    proof.site.seen.clear()
    part = _kill_after(proof, 21)
    now = datetime.now(UTC) + timedelta(hours=later)
    proof.crawl("/ad/1", plan={"now": now}, floor=floor)
    interrupted = RunFolder(part.with_name(part.name[1:].removesuffix(".part"))).manifest
    assert (interrupted.state, interrupted.why) == ("short", f"interrupted and not gone on with, since {why}")
    assert interrupted.coverage == round(interrupted.counts.present / ADS, 4)
    assert 0 < interrupted.counts.present < ADS
    _whole(RunFolder(part.with_name(part.name[1:].removesuffix(".part"))))


def test_a_full_disk_ends_in_one_sentence_and_the_next_start_goes_on(proof: Any) -> None:
    _many(proof)
    process = _start(proof, "bash", "-c", 'ulimit -f 9; exec "$@"', "little room")
    assert process.stdout is not None
    told = json.loads(process.stdout.read().splitlines()[-1])
    assert process.wait() == 3
    assert "the run could not be written (File too large)" in told["message"]
    had = len(proof.site.paths())
    crawled = proof.crawl(*proof.site.ads)
    _whole(crawled.folder)
    assert crawled.manifest.counts.present == ADS
    assert len(crawled.manifest.resumed) == 1
    assert len(proof.site.paths()) < had + 2 * ADS


def test_when_the_network_goes_the_run_waits_for_the_next_start(proof: Any) -> None:
    _many(proof)
    process = _start(proof, delay=0.02)
    _wait_for(proof, process, "/ad/5")
    proof.site.close()
    assert process.stdout is not None
    told = json.loads(process.stdout.read().splitlines()[-1])
    assert process.wait() == 3
    assert "the site cannot be reached" in told["message"]
    assert not list(committed_runs(proof.folder / "runs"))
    proof.site.open()
    crawled = proof.crawl(*proof.site.ads, delay=0.02)
    assert (crawled.outcome.state, crawled.manifest.counts.present) == ("complete", ADS)
    assert Counter(proof.site.paths())["/ad/2"] == 1


def test_two_processes_cannot_crawl_one_site_at_once_into_any_folders(proof: Any) -> None:
    _many(proof)
    first = _start(proof, delay=0.3)
    _wait_for(proof, first, "/ad/1")
    second = proof.crawl(*proof.site.ads, delay=0.3, plan={"out": proof.folder / "elsewhere"})
    first.kill()
    first.wait()
    assert second.outcome.state == "failed"
    assert "another crawl of this site is running" in second.outcome.message
