"""`peil evidence verify`: a run is as it was committed, or what is wrong with it is named."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawlers.evidence_check import check_evidence
from crawlers.manifest import MANIFEST, sha256_of
from crawlers.run_folder import RunFolder
from crawlers.warc_records import read_records

_WARC = "pages-00000.warc.gz"


@pytest.fixture(scope="module")
def committed(make_proof: Callable[[], Any]) -> RunFolder:
    """A run of three ads, one of them sent packed, with a photo each."""
    return make_proof().crawl("/ad/1", "/gzip/2", "/redirect/3").folder


@pytest.fixture
def run(committed: RunFolder, tmp_path: Path) -> RunFolder:
    """A copy of it that a test may spoil, in the data folder of the `peil` command."""
    there = tmp_path / "data/runs" / committed.id
    shutil.copytree(committed.path, there)
    return RunFolder(there)


def _commit_again(run: RunFolder) -> RunFolder:
    """Write the hashes of the files as they are now, as somebody would who covers a change."""
    file = run.path / MANIFEST
    told = json.loads(file.read_text())
    told["files"] = {one.name: sha256_of(one) for one in sorted(run.path.iterdir()) if one.name != MANIFEST}
    file.write_text(json.dumps(told))
    return RunFolder(run.path)


def _spoil_line(run: RunFolder, change: Callable[[dict[str, Any]], Any]) -> None:
    file = run.path / "sightings.jsonl"
    first, *rest = file.read_text().splitlines()
    said = json.loads(first)
    change(said)
    file.write_text("\n".join([json.dumps(said), *rest]) + "\n")


def test_a_run_that_was_left_alone_is_whole(peil: Any, run: RunFolder) -> None:
    found = check_evidence(run)
    assert found.wrong == ()
    assert (found.files, found.places) == (len(run.manifest.files), 6)
    done = peil("evidence", "verify", run.id)
    assert (done.returncode, "as it was committed" in done.stdout) == (0, True), done.stderr
    done = peil("evidence", "verify", str(run.path), "--json")
    assert json.loads(done.stdout) == {
        "run": run.id,
        "files": found.files,
        "records": found.records,
        "places": found.places,
        "wrong": [],
    }


def test_a_changed_byte_is_named_and_is_exit_1(peil: Any, run: RunFolder) -> None:
    file = run.path / _WARC
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    done = peil("evidence", "verify", run.id)
    assert done.returncode == 1
    assert f"wrong: {_WARC} is not what was committed" in done.stdout
    assert not done.stderr


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_a_change_under_a_new_manifest_is_still_found(run: RunFolder, data: st.DataObject) -> None:
    file = run.path / _WARC
    raw = file.read_bytes()
    place = data.draw(st.integers(0, len(raw) - 1))
    try:
        file.write_bytes(raw[:place] + bytes([raw[place] ^ 0x55]) + raw[place + 1 :])
        spoiled = check_evidence(_commit_again(run))
        # Of a gzip member's head four bytes say when and where it was packed: nothing of the evidence.
        heads = {record.at + step for record in read_records_of(raw, run) for step in (4, 5, 6, 7, 8, 9)}
        assert spoiled.wrong or place in heads
    finally:
        file.write_bytes(raw)
        _commit_again(run)


def read_records_of(raw: bytes, run: RunFolder) -> list[Any]:
    file = run.path.parent / "whole.warc.gz"
    file.write_bytes(raw)
    return list(read_records(file))


def test_a_payload_that_was_exchanged_and_packed_anew_is_found_by_its_digest(run: RunFolder) -> None:
    import gzip

    file = run.path / _WARC
    records = list(read_records(file))
    raw = file.read_bytes()
    parts = [raw[one.at : one.at + one.length] for one in records]
    number = next(n for n, one in enumerate(records) if one.kind == "response" and "/ad/1" in one.url)
    parts[number] = gzip.compress(gzip.decompress(parts[number]).replace(b"Zwolle", b"Utrech"))
    file.write_bytes(b"".join(parts))
    found = check_evidence(_commit_again(run))
    at = records[number].at
    assert any(one.startswith(f"{_WARC} at {at} (") and "digest failed" in one for one in found.wrong)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda said: said["record"].update(offset=7), "no record begins there, but a line points at it"),
        (lambda said: said["images"][0].update(sha256="0" * 64), "the photo is not what its hash says"),
        (lambda said: said["record"].update(file="20200101T000000Z/x"), "the evidence cannot be read"),
        (lambda said: said.pop("status"), "is not a sighting"),
    ],
)
def test_a_line_that_points_elsewhere_is_named(run: RunFolder, change: Any, says: str) -> None:
    _spoil_line(run, change)
    found = check_evidence(_commit_again(run))
    assert len([sentence for sentence in found.wrong if says in sentence]) == 1, found.wrong


def test_a_cut_file_a_missing_and_an_added_one_are_named(run: RunFolder) -> None:
    file = run.path / _WARC
    file.write_bytes(file.read_bytes()[:-9])
    assert any("is cut off" in sentence for sentence in check_evidence(_commit_again(run)).wrong)
    (run.path / "images.jsonl").unlink()
    (run.path / "more.txt").touch()
    assert {"images.jsonl is missing", "more.txt is not in the manifest"} <= set(check_evidence(run).wrong)


def test_a_manifest_that_is_none_is_wrong_and_the_records_are_checked_all_the_same(run: RunFolder) -> None:
    (run.path / MANIFEST).write_text("{")
    found = check_evidence(run)
    assert len(found.wrong) == 1
    assert found.wrong[0].startswith("is not a manifest")
    assert found.records > 10


def test_a_run_that_is_not_there_is_exit_2(peil: Any) -> None:
    done = peil("evidence", "verify", "proef/20200101T000000Z")
    assert (done.returncode, "is no run" in done.stderr) == (2, True)


def test_a_run_is_held_against_the_ledger_that_took_it(peil: Any, proof: Any, tmp_path: Path) -> None:
    proof.site.ads = ["/ad/1"]
    assert peil("run", "--site", str(proof.site_file())).returncode == 0
    run = RunFolder(next((tmp_path / "data/runs/proef").glob("*Z")))
    assert peil("evidence", "verify", run.id).returncode == 0
    told = json.loads((run.path / MANIFEST).read_text())
    (run.path / MANIFEST).write_text(json.dumps(told | {"floor": 99}))
    done = peil("evidence", "verify", run.id)
    assert (done.returncode, "not the one that the ledger took" in done.stdout) == (1, True)
