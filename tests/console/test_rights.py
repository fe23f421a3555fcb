"""The rights desk: what is found, what the letters say, and that what was erased is gone and stays gone."""

import gzip
import hashlib
import json
import random
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from invented_site import ServedAd, ServedSite, a_photo, outcome_of, served
from PIL import Image, ImageDraw

from console.collection import chosen_sites, collect
from console.pipeline import take_through
from console.rights import Request, answer_objection, erase_all, object_to, rectify, show
from console.subjects import Asked, copies_of, find
from console.wiping import Ordered
from crawlers.evidence_check import check_evidence
from crawlers.run_folder import RunFolder, site_runs
from ledger import models
from ledger.audit import first_broken
from ledger.decisions import Said, decide
from peil.errors import RefusedError, SettingsError, SourceError
from peil.kept_out import LIST
from peil.settings import Settings

AT = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)
NUMBER, OTHER = "06-12345601", "06-12345602"
HERS, THEIRS = a_photo(10), a_photo(200)
ANNA = ServedAd("101", "Rustig en schoon, bel 06-12345601", NUMBER, "anna", (("/annafoto.png", HERS),))
SECOND = ServedAd("102", "Ook nul zes twaalf 34 56 01, in de avond", "", "anna")
BO = ServedAd("1015", "Gastvrij in het centrum", OTHER, "bo", (("/theirs.png", THEIRS),))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[ServedSite]:
    with served(tmp_path) as found:
        found.ads = (ANNA, SECOND, BO)
        yield found


@pytest.fixture
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """On SQLite, where a test does not ask for both databases."""
    name = "ledger" if "ledger" in request.fixturenames else "sqlite_ledger"
    return Settings(data=tmp_path / "data", database=request.getfixturevalue(name))


def crawl(site: ServedSite, desk: Settings, week: int) -> RunFolder:
    at = AT + timedelta(weeks=week)
    outcome = outcome_of(collect(chosen_sites(files=[site.file]), desk, at=at))
    list(take_through(desk.runs, at))
    assert outcome.run is not None
    return RunFolder(outcome.run)


def asked(desk: Settings, what: str, letter: Path | None = None, **subject: object) -> Request:
    by = Ordered("j.jansen", what, "verzoek 2026-12", AT + timedelta(weeks=4))
    return Request(desk, find(Asked(**subject).subject()), by, letter)  # type: ignore[arg-type]


def every_byte(folder: Path) -> bytes:
    """Every file under a folder as it lies, and what is packed unpacked."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    packed = [gzip.decompress(file.read_bytes()) for file in files if file.suffix == ".gz"]
    return b"\n".join([*(str(file).encode() + file.read_bytes() for file in files), *packed])


def every_row() -> str:
    """Every row of every table of the ledger, as text."""
    from django.apps import apps

    rows = [list(model.objects.values()) for model in apps.get_app_config("ledger").get_models()]
    return json.dumps(rows, default=str, ensure_ascii=False)


TRACES = (
    "12345601",
    "12 34 56 01",
    "Rustig en schoon",
    "twaalf 34",
    "/ad/101",
    "/ad/102",
    "proef:101",
    "proef:102",
    "annafoto",
)


def test_charter_17_what_was_erased_is_in_no_file_and_no_row_and_does_not_come_back(
    ledger: str, site: ServedSite, desk: Settings, tmp_path: Path
) -> None:
    for week in range(2):
        crawl(site, desk, week)
    photo = hashlib.sha256(HERS).hexdigest()
    assert all(trace in every_row() for trace in ("12345601", "proef:102", photo))
    request = asked(desk, "rights erase", tmp_path / "brief.txt", number="06 - 12 34 56 01")
    letter, done = erase_all(request, confirmed_too=False)
    assert done.went["ads"] == 2
    site.asked.clear()
    crawl(site, desk, 2)
    assert not [
        path for path in site.asked if path.startswith(("/ad/101", "/ad/102", "/annafoto")) and path != "/ad/1015"
    ]
    # Under other addresses, disguised, or with the photo alone, they are known before anything is stored.
    site.ads = (
        ServedAd("201", "Nieuw: nul 6 één twee 345 6o1"),
        ServedAd("202", "Dezelfde foto", photos=(("/elders.png", HERS), ("/theirs.png", THEIRS))),
        ServedAd("203", "Zelfde account", account="anna"),
        ServedAd(
            "1015", BO.text, OTHER, "bo", BO.photos, related='<p>Zie ook <a href="/ad/101">101</a> 0612345601</p>'
        ),
    )
    last = crawl(site, desk, 3)
    assert [seen.ref for seen in last.sightings()] == ["1015"]
    # The other's ref begins as one of hers.
    left = every_byte(desk.data).replace(b"/ad/1015", b"").replace(b"proef:1015", b"")
    rows = every_row().replace("/ad/1015", "").replace("proef:1015", "")
    for trace in (*TRACES, photo, "345 6o1", "Dezelfde foto", "Zelfde account", "elders"):
        assert trace not in rows, rows[max(0, rows.find(trace) - 150) :][:300]
        assert trace.encode() not in left, left[max(0, left.find(trace.encode()) - 200) :][:300]
    assert HERS not in left
    assert models.Ad.objects.filter(id="proef:1015").exists()
    assert THEIRS in left
    assert [check_evidence(run).wrong for run in site_runs(desk.runs / "proef")] == [()] * 4
    assert "gewist" in " ".join(letter)
    assert stat.S_IMODE((tmp_path / "brief.txt").stat().st_mode) == 0o600


def test_charter_17_the_audit_chain_says_that_it_was_done_and_not_to_whom(site: ServedSite, desk: Settings) -> None:
    crawl(site, desk, 0)
    erase_all(asked(desk, "rights erase", url=f"{site.base}/ad/101"), confirmed_too=False)
    row = models.AuditEntry.objects.order_by("-seq")[0]
    assert (row.who, row.what, row.why) == ("j.jansen", "rights erase", "verzoek 2026-12")
    assert row.facts["ads"] == 1
    assert not [trace for trace in TRACES if trace in json.dumps(row.facts)]
    assert first_broken() is None


def test_charter_17_without_the_key_nobody_can_be_kept_out_so_nothing_is_crawled(
    site: ServedSite, desk: Settings
) -> None:
    crawl(site, desk, 0)
    erase_all(asked(desk, "rights erase", number=NUMBER), confirmed_too=False)
    assert "12345601" not in (desk.data / LIST).read_text()
    (desk.data / "keys/kept-out.key").unlink()
    site.asked.clear()
    [outcome] = collect(chosen_sites(files=[site.file]), desk, at=AT + timedelta(weeks=1))
    assert (outcome.state, "key of those who stay out is missing" in outcome.message, site.asked) == (
        "failed",
        True,
        [],
    )
    with pytest.raises(SettingsError):
        erase_all(asked(desk, "rights erase", number=OTHER), confirmed_too=False)


def test_charter_17_a_letter_of_access_tells_everything_and_is_for_one_reader(
    site: ServedSite, desk: Settings, tmp_path: Path
) -> None:
    crawl(site, desk, 0)
    letter = " ".join(show(asked(desk, "rights show", tmp_path / "brief.html", photo=_file(tmp_path))))
    assert all(said in letter for said in ("proef:101", "Rustig en schoon", "+31612345601", "180 dagen", "klacht"))
    assert "proef:1015" not in letter
    page = tmp_path / "brief.html"
    assert (page.read_text().startswith("<!doctype html>"), stat.S_IMODE(page.stat().st_mode)) == (True, 0o600)
    nobody = show(asked(desk, "rights show", number="06-12349999"))
    assert "Wij hebben niets gevonden." in nobody


def _file(folder: Path) -> Path:
    file = folder / "foto.png"
    file.write_bytes(HERS)
    return file


def test_charter_17_an_objection_holds_ads_back_until_it_is_answered(site: ServedSite, desk: Settings) -> None:
    crawl(site, desk, 0)
    assert models.Projection.objects.filter(kind="ads", owner="proef:101").exists()
    object_to(asked(desk, "rights object", account="proef:anna"), "Ik wil dit niet")
    list(take_through(desk.runs, AT + timedelta(days=1)))
    assert not models.Projection.objects.filter(owner__in=("proef:101", "proef:102")).exists()
    assert models.Projection.objects.filter(owner="proef:1015").exists()
    answer_objection(asked(desk, "rights objection answered", account="proef:anna"))
    list(take_through(desk.runs, AT + timedelta(days=1)))
    assert models.Projection.objects.filter(kind="ads", owner="proef:101").exists()


def test_charter_17_a_rectification_stands_by_the_ad_and_parts_it_from_others(site: ServedSite, desk: Settings) -> None:
    crawl(site, desk, 0)
    assert len(set(models.Ad.objects.filter(account="anna").values_list("cluster_id", flat=True))) == 1
    rectify(asked(desk, "rights rectify", number=NUMBER), "De tweede advertentie is niet van mij", ["proef:102"])
    crawl(site, desk, 1)
    assert len(set(models.Ad.objects.filter(account="anna").values_list("cluster_id", flat=True))) == 2
    assert "niet van mij" in " ".join(show(asked(desk, "rights show", url=f"{site.base}/ad/101")))
    with pytest.raises(SourceError, match="not an ad of this subject"):
        rectify(asked(desk, "rights rectify", number=NUMBER), "", ["proef:1015"])


def test_charter_17_a_confirmed_case_goes_only_where_that_is_said(site: ServedSite, desk: Settings) -> None:
    crawl(site, desk, 0)
    ad = models.Ad.objects.get(id="proef:101")
    flag = models.Flag.objects.create(
        id="f-1",
        cluster_id=ad.cluster_id,
        rule="circulating",
        state="open",
        since=AT.date(),
        last_held=AT.date(),
        stamp="",
        change=1,
    )
    decide(Said(kind="confirm", by="r.vis", reason="gezien", at=AT, cluster=flag.cluster_id, rule="circulating"))
    with pytest.raises(RefusedError, match="confirmed"):
        erase_all(asked(desk, "rights erase", number=NUMBER), confirmed_too=False)
    assert models.Ad.objects.filter(id="proef:101").exists()
    erase_all(asked(desk, "rights erase", number=NUMBER), confirmed_too=True)
    assert not models.Decision.objects.exists()


def test_charter_17_a_photo_that_was_saved_anew_finds_the_ads_that_show_it(
    site: ServedSite, desk: Settings, tmp_path: Path
) -> None:
    picture = a_scene()
    site.ads = (ServedAd("101", "Rustig", NUMBER, "anna", (("/a.png", saved(picture, "PNG")),)), BO)
    crawl(site, desk, 0)
    copy = tmp_path / "kopie.jpg"
    copy.write_bytes(saved(picture.resize((400, 300)), "JPEG"))
    subject = Asked(photo=copy).subject()
    assert find(subject).ads == frozenset()
    assert find(subject, copies_of(desk.runs, copy)).ads == {"proef:101"}


def a_scene() -> Image.Image:
    """A drawing with enough in it to be known again."""
    chance, scene = random.Random(3), Image.new("RGB", (640, 480), (180, 200, 220))
    pen = ImageDraw.Draw(scene)
    for _ in range(120):
        x, y, size = chance.randrange(600), chance.randrange(440), chance.randrange(12, 90)
        colour = tuple(chance.randrange(256) for _ in range(3))
        (pen.ellipse if chance.random() < 0.5 else pen.rectangle)((x, y, x + size, y + size // 2), colour)
    return scene


def saved(picture: Image.Image, kind: str) -> bytes:
    made = BytesIO()
    picture.save(made, kind)
    return made.getvalue()


def test_what_is_hardly_one_persons_goes_only_where_that_is_said(
    site: ServedSite, desk: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl(site, desk, 0)
    monkeypatch.setattr("console.rights.MANY", 1)
    with pytest.raises(RefusedError, match="2 ads name this subject"):
        erase_all(asked(desk, "rights erase", number=NUMBER), confirmed_too=False)
    assert models.Ad.objects.count() == 3
    erase_all(asked(desk, "rights erase", number=NUMBER), confirmed_too=False, many=True)
    assert models.Ad.objects.count() == 1


@pytest.mark.parametrize("given", [{}, {"number": "12"}, {"account": "anna"}, {"number": NUMBER, "url": "http://x/"}])
def test_who_is_meant_must_be_said_once_and_well(given: dict[str, str]) -> None:
    with pytest.raises(SourceError):
        Asked(**given).subject()  # type: ignore[arg-type]
