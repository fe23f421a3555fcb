"""What must go from evidence goes: no byte is left, all else stays where it was and is whole."""

import gzip
import hashlib
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_runs import START, InventedAd, InventedSite
from warcio.archiveiterator import ArchiveIterator

from crawlers.evidence_check import check_evidence
from crawlers.manifest import sha256_of
from crawlers.record_lines import record_lines, scanned_lines
from crawlers.run_folder import RECORDS, RunFolder
from crawlers.run_seal import RunSeal
from crawlers.stored import stored_at
from crawlers.tombstones import overwrite, tombstone
from crawlers.warc import Evidence, Exchange
from crawlers.wiping import wipe_runs, wipe_untaken
from crawlers.working_run import site_lock
from peil.errors import OutsideError, PeilBug
from peil.records.seen import RecordRef, Sighting
from peil.records.wiped import RunWipe

AT = datetime(2026, 9, 1, tzinfo=UTC)
HERS, THEIRS = b"\x89PNG\r\n\x1a\nhers" * 40, b"\x89PNG\r\n\x1a\ntheirs" * 40
ANNA = InventedAd("1", "fout: rustig en schoon, nul zes", "06-90000001", "anna", {"http://127.0.0.1:8000/a.png": HERS})
BO = InventedAd("12", "gastvrij in het centrum", "06-90000002", "bo", {"http://127.0.0.1:8000/b.png": THEIRS})


def every_byte(folder: Path) -> bytes:
    """All files of a folder, as they lie and unpacked."""
    found = [b"".join((str(file).encode(), file.read_bytes())) for file in folder.rglob("*") if file.is_file()]
    packed = [gzip.decompress(file.read_bytes()) for file in folder.rglob("*.warc.gz")]
    return b"\n".join(found + packed)


@pytest.fixture
def seen(tmp_path: Path) -> tuple[InventedSite, list[RunFolder]]:
    """Three runs of a site with two ads; the later two point at the evidence of the first."""
    site = InventedSite(tmp_path / "runs")
    return site, [site.run(day, [ANNA, BO]) for day in range(3)]


def hers(run: RunFolder, **more: object) -> RunWipe:
    photo = hashlib.sha256(HERS).hexdigest()
    said = {"refs": frozenset({"1"}), "photos": frozenset({photo}), "numbers": frozenset({"+31690000001"})}
    return RunWipe(run=run.id, why="erasure", **(said | more))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def shortest() -> int:
    """The shortest record that there is."""
    return next(length for length in range(400) if _fits(length))


@settings(deadline=None)
@given(more=st.integers(0, 3000))
def test_a_tombstone_has_just_the_length_that_is_asked(shortest: int, more: int) -> None:
    stone = tombstone(shortest + more)
    assert len(stone) == shortest + more
    assert gzip.decompress(stone).startswith(b"WARC/1.1\r\nWARC-Type: metadata")


def _fits(length: int) -> bool:
    try:
        return bool(tombstone(length))
    except PeilBug:
        return False


def test_the_shortest_record_that_peil_writes_can_be_overwritten(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path, "x", "")
    place = evidence.keep(Exchange("http://a/", START, 200, (), b"", rendered=True))
    evidence.close()
    file = tmp_path / Path(place.file).name
    overwrite(file, [(place.offset, file.stat().st_size - place.offset)])
    with file.open("rb") as stream:
        assert [record.rec_type for record in ArchiveIterator(stream)] == ["warcinfo", "metadata"]


def test_charter_17_nothing_of_an_ad_is_left_in_any_run_and_all_else_is_whole(
    seen: tuple[InventedSite, list[RunFolder]],
) -> None:
    site, runs = seen
    before = {line.url: line for line in record_lines(runs[0].path, runs[0].path.name)}
    wiped = list(wipe_runs(site.runs, [hers(run) for run in runs], AT))
    bytes_left = every_byte(site.runs)
    for trace in (b"90000001", b"/ad/1<", b'/ad/1"', b"/ad/1\r", b"rustig en schoon", b"hers", b"/a.png", b'"anna"'):
        assert trace not in bytes_left, trace
    for trace in (b"90000002", b"/ad/12\r", b"gastvrij", b"theirs", b"/b.png"):
        assert trace in bytes_left, trace
    assert [check_evidence(run).wrong for run in runs] == [(), (), ()]
    assert [one.stone.sightings for one in wiped] == [1, 1, 1]
    assert [sha256_of(run.path / "manifest.json") for run in runs] == [one.manifest_sha256 for one in wiped]
    after = {line.url: line for line in record_lines(runs[0].path, runs[0].path.name)}
    assert after[BO.url] == before[BO.url]
    assert stored_at(site.runs / "proef", after[BO.url].record).page.body == BO.body


def test_the_bytes_of_files_that_are_written_anew_are_overwritten(
    seen: tuple[InventedSite, list[RunFolder]], tmp_path: Path
) -> None:
    site, [run, *_] = seen
    names = ("sightings.jsonl", "images.jsonl", "answers.jsonl", "records.jsonl", "manifest.json")
    for name in names:
        (tmp_path / name).hardlink_to(run.path / name)
    list(wipe_runs(site.runs, [hers(run)], AT))
    assert {(tmp_path / name).read_bytes().strip(b"\0") for name in names} == {b""}


def test_the_manifest_says_how_much_went_when_why_and_what_it_was(seen: tuple[InventedSite, list[RunFolder]]) -> None:
    site, runs = seen
    before = sha256_of(runs[0].path / "manifest.json")
    list(wipe_runs(site.runs, [hers(runs[0])], AT))
    [stone] = RunFolder(runs[0].path).manifest.wiped
    assert (stone.at, stone.why, stone.sightings, stone.photos, stone.before) == (AT, "erasure", 1, 1, before)
    assert stone.records == 3  # the ad, its photo, and the listing that names it
    assert RunFolder(runs[0].path).manifest.errors == ()


def test_wiping_twice_is_wiping_once(seen: tuple[InventedSite, list[RunFolder]]) -> None:
    site, runs = seen
    list(wipe_runs(site.runs, [hers(runs[0])], AT))
    once = every_byte(runs[0].path)
    assert list(wipe_runs(site.runs, [hers(runs[0])], AT + timedelta(days=1))) == []
    assert every_byte(runs[0].path) == once


def test_a_run_without_a_list_of_records_loses_the_same(seen: tuple[InventedSite, list[RunFolder]]) -> None:
    site, runs = seen
    for run in runs:
        assert list(scanned_lines(run.path, run.path.name)) == record_lines(run.path, run.path.name)
        (run.path / RECORDS).unlink()
    list(wipe_runs(site.runs, [hers(run) for run in runs], AT))
    assert b"90000001" not in every_byte(site.runs)
    assert b"90000002" in every_byte(site.runs)


@pytest.mark.parametrize("step", ["overwrite", "sift", "close"])
def test_what_was_broken_off_is_known_as_damaged_and_done_by_the_next(
    seen: tuple[InventedSite, list[RunFolder]], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    site, [run, *_] = seen
    with monkeypatch.context() as patched:
        for name in ("crawlers.run_wiping.overwrite", "crawlers.run_wiping.sift"):
            if name.endswith(step):
                patched.setattr(name, _break)
        if step == "close":
            patched.setattr(RunSeal, "close", _break)
        with pytest.raises(KeyboardInterrupt):
            list(wipe_runs(site.runs, [hers(run)], AT))
    assert RunFolder(run.path).damage()
    list(wipe_runs(site.runs, [hers(run)], AT))
    assert check_evidence(RunFolder(run.path)).wrong == ()
    assert b"90000001" not in every_byte(run.path)


def _break(*_: object) -> None:
    raise KeyboardInterrupt


def test_damage_of_before_is_not_sealed(seen: tuple[InventedSite, list[RunFolder]]) -> None:
    site, [run, *_] = seen
    lines = (run.path / "sightings.jsonl").read_text().replace("gastvrij", "anders")
    (run.path / "sightings.jsonl").write_text(lines)
    list(wipe_runs(site.runs, [hers(run)], AT))
    assert RunFolder(run.path).damage() == ["sightings.jsonl is not what was committed"]


def test_what_kept_sightings_rest_on_stays_until_they_go(seen: tuple[InventedSite, list[RunFolder]]) -> None:
    site, [first, second, third] = seen
    rests = frozenset(place for one in third.sightings() for place in (one.record, one.images[0].record) if place)
    old = [
        RunWipe(run=run.id, why="retention", all_else=True, kept=rests if run is first else frozenset())
        for run in (first, second)
    ]
    list(wipe_runs(site.runs, old, AT))
    assert not second.path.exists()
    assert list(RunFolder(first.path).sightings()) == []
    assert check_evidence(third).wrong == ()
    list(wipe_runs(site.runs, [RunWipe(run=first.id, why="retention", all_else=True)], AT))
    assert not first.path.exists()


def test_while_a_crawl_of_the_site_runs_nothing_is_wiped(
    seen: tuple[InventedSite, list[RunFolder]], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, [run, *_] = seen
    monkeypatch.setattr("crawlers.working_run._PATIENCE_S", 0.0)
    with site_lock(site.runs / "proef"), pytest.raises(OutsideError, match="another crawl"):
        list(wipe_runs(site.runs, [hers(run)], AT))
    assert b"90000001" in every_byte(run.path)


def test_charter_17_what_a_dead_crawl_left_and_what_no_ledger_took_is_wiped_too(tmp_path: Path) -> None:
    site = InventedSite(tmp_path / "runs")
    taken, left = site.run(0, [ANNA, BO]), site.begin(1, [replace(ANNA, text="anders"), BO])
    with (left.path / "sightings.jsonl").open("ab") as file:
        file.write(b'{"site":"proef","ref":"9","text":"06-90000001')

    def hits(sighting: Sighting) -> bool:
        return sighting.phone == "06-90000001"

    found = wipe_untaken([taken], site.runs, hits, ("erasure", AT))
    assert [one.run for one in found] == [taken.id, f"proef/{left.name}"]
    assert b"90000001" not in every_byte(taken.path)
    assert b"90000002" in every_byte(left.path)
    assert b"Advertentie 1<" not in every_byte(left.path)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.sets(st.integers(0, 11), max_size=12))
def test_whatever_goes_the_rest_is_byte_for_byte_where_it_was(
    tmp_path_factory: pytest.TempPathFactory, seed: int, gone: set[int]
) -> None:
    chance = random.Random(seed)
    ads = [InventedAd(str(n), f"{chance.random()}", f"06-{90000000 + n}") for n in range(12)]
    site = InventedSite(tmp_path_factory.mktemp("market") / "runs")
    runs = [site.run(day, [ad for ad in ads if chance.random() < 0.8] or ads[:1]) for day in range(3)]
    kept = {
        one.record: stored_at(site.runs / "proef", one.record).page.body
        for run in runs
        for one in run.sightings()
        if one.record and int(one.ref) not in gone
    }
    refs, numbers = frozenset(map(str, gone)), frozenset(f"+316{90000000 + n}" for n in gone)
    list(wipe_runs(site.runs, [RunWipe(run=run.id, why="erasure", refs=refs, numbers=numbers) for run in runs], AT))
    left = every_byte(site.runs)
    assert all(f"{90000000 + n}".encode() not in left for n in gone)
    assert all(check_evidence(RunFolder(run.path)).wrong == () for run in runs)
    assert {place: stored_at(site.runs / "proef", place).page.body for place in kept} == kept


def test_places_in_the_list_are_those_that_sightings_point_at(make_proof: Callable[[], object]) -> None:
    proof = make_proof()
    for _ in range(2):
        proof.crawl("/ad/1", "/redirect/4", "/gzip/2")  # type: ignore[attr-defined]
    for run in (RunFolder(folder) for folder in sorted((proof.folder / "runs/proef").glob("*Z"))):  # type: ignore[attr-defined]
        assert record_lines(run.path, run.path.name) == list(scanned_lines(run.path, run.path.name))
        places = {line.record for line in record_lines(run.path, run.path.name)}
        own = [one.record for one in run.sightings() if one.record and one.record.file.startswith(run.path.name)]
        assert all(RecordRef(place.file, place.offset) in places for place in own)
