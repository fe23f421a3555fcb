"""`peil evidence show` and `pack`: what was kept is brought back whole, for a purpose that is on record."""

import hashlib
import json
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from crawlers.chosen_records import Files, chosen_records
from crawlers.kept_ads import KeptAd, kept_ad
from crawlers.run_folder import RunFolder
from crawlers.sightings import write_line
from crawlers.wacz import write_wacz
from crawlers.warc import Evidence, Exchange
from peil.days import end_of
from peil.errors import OutsideError, SourceError
from peil.records.seen import Sighting

_FIRST, _SECOND = datetime(2026, 3, 2, 3, 15, tzinfo=UTC), datetime(2026, 3, 9, 3, 15, tzinfo=UTC)
_PURPOSE = ("--purpose", "dossier 12")


@pytest.fixture(scope="module")
def seen(make_proof: Callable[[], Any]) -> Any:
    """A site that was crawled twice, a week apart; its folder is a data folder for the `peil` command."""
    proof = make_proof()
    for at in (_FIRST, _SECOND):
        proof.crawl("/ad/1", "/gzip/2", "/says-minor/3", "/redirect/4", "/410/5", plan={"now": at})
    return proof


@pytest.fixture
def evidence(peil: Any, seen: Any, tmp_path: Path) -> Callable[..., Any]:
    """`peil evidence` over what was seen, with a ledger of the test's own."""
    ledger = f"sqlite:///{tmp_path / 'ledger.sqlite3'}"
    return lambda *said: peil("evidence", *said, PEIL_DATA=str(seen.folder), PEIL_DATABASE=ledger)


def _audited(tmp_path: Path) -> list[tuple[str, str, str, dict[str, Any]]]:
    with sqlite3.connect(tmp_path / "ledger.sqlite3") as ledger:
        (table,) = ledger.execute("select name from sqlite_master where name like '%auditentry'").fetchone()
        rows = ledger.execute(f"select who, what, why, facts from {table} order by seq").fetchall()
    return [(who, what, why, json.loads(facts)) for who, what, why, facts in rows]


def test_charter_14_a_page_is_brought_back_inert_and_the_view_is_on_record(evidence: Any, tmp_path: Path) -> None:
    done = evidence("show", "proef:1", *_PURPOSE, "--out", "ad.html", "--by", "t.voorbeeld")
    assert done.returncode == 0, done.stderr
    file = tmp_path / "ad.html"
    shown = html.fromstring(file.read_text(encoding="utf-8"))
    assert shown.findtext(".//h1") == "Advertentie 1"
    assert "Rustige massage in een verzonnen stad." in shown.text_content()
    assert "Gezien: 2026-03-09" in shown.text_content()
    assert not shown.xpath("//script | //*[@href] | //img")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    [(who, what, why, facts)] = _audited(tmp_path)
    assert (who, what, why) == ("t.voorbeeld", "evidence shown", "dossier 12")
    assert (facts["ads"][0]["ad"], facts["photos"]) == ("proef:1", False)
    assert "massage" not in json.dumps(facts).lower()


def test_runs_that_went_elsewhere_are_shown_from_there(peil: Any, seen: Any, tmp_path: Path) -> None:
    runs = ("--runs", str(seen.folder / "runs"))
    done = peil("evidence", "show", "proef:1", *_PURPOSE, *runs, "--out", "ad.html")
    assert (done.returncode, "Advertentie 1" in (tmp_path / "ad.html").read_text(encoding="utf-8")) == (0, True)
    assert peil("evidence", "show", "proef:1", *_PURPOSE).returncode == 2


def test_a_page_is_brought_back_as_it_was_on_a_day_with_its_photos(evidence: Any, tmp_path: Path) -> None:
    done = evidence("show", "proef:2", *_PURPOSE, "--at", "2026-03-02", "--photos", "--out", "ad.html")
    assert (done.returncode, "2026-03-02 03:15" in done.stdout) == (0, True), done.stderr
    text = (tmp_path / "ad.html").read_text(encoding="utf-8")
    assert "Gezien: 2026-03-02" in text
    assert text.count('<img src="data:image/png;base64,') == 1
    assert _audited(tmp_path)[0][3]["photos"] is True


@pytest.mark.parametrize(
    ("said", "code", "says"),
    [
        (("show", "proef:1"), 2, "--purpose"),
        (("show", "proef:1", "--purpose", " "), 2, "says nothing"),
        (("show", "proef:1", *_PURPOSE, "--at", "2026-03-01"), 2, "no evidence of this ad is kept from that day"),
        (("show", "../proef:1", *_PURPOSE), 2, "is no ad"),
        (("pack", "proef:1", "proef:99", *_PURPOSE, "--out", "x.wacz"), 2, "no evidence of this ad is kept"),
        (("pack", "proef:1", *_PURPOSE), 2, "--out"),
    ],
)
def test_what_cannot_be_shown_is_said_and_nothing_is_written(
    evidence: Any, tmp_path: Path, said: tuple[str, ...], code: int, says: str
) -> None:
    done = evidence(*said)
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
    assert not list(tmp_path.glob("*.html")) + list(tmp_path.glob("*.wacz"))
    assert not (tmp_path / "ledger.sqlite3").exists() or _audited(tmp_path) == []


@pytest.mark.parametrize("said", [("show", "proef:3"), ("pack", "proef:1", "proef:3", "--out", "x.wacz")])
def test_charter_18_an_ad_that_may_state_a_minor_is_shown_to_nobody_here(
    evidence: Any, tmp_path: Path, said: tuple[str, ...]
) -> None:
    done = evidence(*said, *_PURPOSE)
    assert (done.returncode, "its record is closed" in done.stderr) == (4, True), done.stderr
    assert not list(tmp_path.glob("*.html")) + list(tmp_path.glob("*.wacz"))
    assert _audited(tmp_path) == []


def test_a_file_that_is_there_is_left_alone(evidence: Any, tmp_path: Path) -> None:
    for name, said in (("ad.html", "show"), ("ad.wacz", "pack")):
        (tmp_path / name).write_text("mine")
        done = evidence(said, "proef:1", *_PURPOSE, "--out", name)
        assert (done.returncode, (tmp_path / name).read_text()) == (2, "mine")


def _answers(package: zipfile.ZipFile) -> dict[str, bytes]:
    """What an independent reader finds by the index: the body of every record, by address."""
    found = {}
    for line in package.read("indexes/index.cdx").decode().splitlines():
        _, stamp, told = line.split(" ", 2)
        entry = json.loads(told)
        warc = package.read(f"archive/{entry['filename']}")
        start = int(entry["offset"])
        record = next(iter(ArchiveIterator(BytesIO(warc[start : start + int(entry["length"])]))))
        assert record.rec_headers.get_header("WARC-Target-URI") == entry["url"]
        assert record.rec_headers.get_header("WARC-Payload-Digest") == entry["digest"]
        assert record.rec_headers.get_header("WARC-Date")[:10].replace("-", "") == stamp[:8]
        if record.rec_type != "revisit":
            found[entry["url"]] = record.content_stream().read()
    return found


def test_charter_19_a_package_opens_with_other_tools_and_is_on_record(evidence: Any, seen: Any, tmp_path: Path) -> None:
    ads = ("proef:1", "proef:2", "proef:4", "proef:1")
    done = evidence("pack", *ads, *_PURPOSE, "--photos", "--out", "bewijs.wacz")
    assert done.returncode == 0, done.stderr
    file = tmp_path / "bewijs.wacz"
    assert hashlib.sha256(file.read_bytes()).hexdigest() in done.stdout
    with zipfile.ZipFile(file) as package:
        assert {one.compress_type for one in package.infolist()} == {zipfile.ZIP_STORED}
        described = package.read("datapackage.json")
        told, sealed = json.loads(described), json.loads(package.read("datapackage-digest.json"))
        assert (told["profile"], told["wacz_version"]) == ("data-package", "1.1.1")
        assert sealed == {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(described).hexdigest()}"}
        listed = {one["path"]: (one["hash"], one["bytes"]) for one in told["resources"]}
        others = set(package.namelist()) - {"datapackage.json", "datapackage-digest.json"}
        assert set(listed) == others == {"archive/evidence.warc.gz", "indexes/index.cdx", "pages/pages.jsonl"}
        for path, (told_hash, size) in listed.items():
            body = package.read(path)
            assert (told_hash, size) == (f"sha256:{hashlib.sha256(body).hexdigest()}", len(body))
        head, *pages = [json.loads(line) for line in package.read("pages/pages.jsonl").decode().splitlines()]
        answers = _answers(package)
        package.extract("archive/evidence.warc.gz", tmp_path)
    assert head["format"] == "json-pages-1.0"
    assert [page["id"] for page in pages] == ["proef:1", "proef:2", "proef:4"]
    assert all(b"Rustige massage" in answers[page["url"]] for page in pages)
    paths = {url.removeprefix(seen.site.base) for url in answers}
    assert paths == {"/ad/1", "/gzip/2", "/redirect/4", "/ad/4", "/photo/1", "/photo/2", "/photo/4"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    checker = Checker(type("Arguments", (), {"inputs": [str(tmp_path / "archive/evidence.warc.gz")], "verbose": False}))
    checker.process_all()
    assert checker.exit_value == 0
    [(_, what, why, facts)] = _audited(tmp_path)
    assert (what, why, [one["ad"] for one in facts["ads"]]) == (
        "evidence packed",
        "dossier 12",
        ["proef:1", "proef:2", "proef:4"],
    )


def _by_hand(folder: Path, *visits: list[Exchange]) -> KeptAd:
    """A run of one ad made of these visits; its sighting is the last one's."""
    run = RunFolder(folder / "proef/20260302T031500Z")
    run.path.mkdir(parents=True)
    evidence = Evidence(run.path, run.path.name, "Peil/0")
    places = [evidence.keep_visit(exchanges) for exchanges in visits]
    evidence.close()
    sighting = Sighting("proef", "1", visits[-1][-1].url, _FIRST, "present", record=places[-1])
    (run.path / "sightings.jsonl").write_text(write_line(sighting) + "\n")
    return KeptAd(run, sighting, places[-1])


def _exchange(path: str, body: bytes, **said: Any) -> Exchange:
    return Exchange(f"https://a.example{path}", _FIRST, 200, (("Content-Type", "text/html"),), body, **said)


def test_a_drawn_page_goes_with_all_that_it_fetched_and_with_what_that_repeats(tmp_path: Path) -> None:
    script, other = _exchange("/app.js", b"script"), _exchange("/ad/9", b"another ad")
    drawn = [
        _exchange("/ad/1", b"shell"),
        script,
        _exchange("/api/1", b"{}"),
        _exchange("/ad/1", b"dom", rendered=True),
    ]
    kept = _by_hand(tmp_path, [other, script], drawn)
    chosen = chosen_records(kept, Files(), photos=False)
    assert [(one.kind, one.url.removeprefix("https://a.example")) for one in chosen if one.kind != "request"] == [
        ("response", "/app.js"),
        ("response", "/ad/1"),
        ("revisit", "/app.js"),
        ("response", "/api/1"),
        ("resource", "/ad/1"),
    ]
    packed = write_wacz([kept], tmp_path / "x.wacz", _SECOND, photos=False)
    with zipfile.ZipFile(packed.file) as package:
        assert set(_answers(package)) == {f"https://a.example{path}" for path in ("/app.js", "/ad/1", "/api/1")}


def test_a_look_that_met_known_bytes_goes_with_them(tmp_path: Path) -> None:
    kept = _by_hand(tmp_path, [_exchange("/ad/8", b"same")], [_exchange("/ad/1", b"same")])
    chosen = chosen_records(kept, Files(), photos=False)
    assert [(one.kind, one.url[-5:]) for one in chosen if one.kind != "request"] == [
        ("response", "/ad/8"),
        ("revisit", "/ad/1"),
    ]


def test_evidence_that_was_spoiled_is_not_packed(tmp_path: Path) -> None:
    kept = _by_hand(tmp_path, [_exchange("/ad/1", b"page" * 99)])
    file = next(kept.run.path.glob("*.warc.gz"))
    raw = bytearray(file.read_bytes())
    raw[kept.place.offset + 60] ^= 1
    file.write_bytes(raw)
    with pytest.raises((OutsideError, SourceError)):
        write_wacz([kept], tmp_path / "x.wacz", _SECOND, photos=False)
    assert not list(tmp_path.glob("*.wacz*"))


def test_the_sighting_that_counts_is_the_last_of_the_day_or_before(seen: Any) -> None:
    runs = seen.folder / "runs"
    assert kept_ad(runs, "proef:1").sighting.seen_at.date() == _SECOND.date()
    for day in (date(2026, 3, 2), date(2026, 3, 8)):
        assert kept_ad(runs, "proef:1", end_of(day)).sighting.seen_at.date() == _FIRST.date()
