"""What is past its period goes by itself, everywhere; what stays has a reason."""

import gzip
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from invented_runs import START, InventedAd, InventedSite

from console.pipeline import take_through
from console.retention import apply, daily, in_words, plan
from crawlers.evidence_check import check_evidence
from crawlers.run_folder import site_runs
from crawlers.stored import stored_at
from crawlers.working_run import site_lock
from ledger import models
from ledger.decisions import Said, decide
from peil.settings import Settings

OLD, NEW = b"\x89PNG\r\n\x1a\noudefoto" * 40, b"\x89PNG\r\n\x1a\nnieuwefoto" * 40
GONE = InventedAd("1", "verdwenen tekst", "06-12345601", "anna", {"http://127.0.0.1:8000/oud.png": OLD})
STAYS = InventedAd("2", "blijvende tekst", "06-12345602", "bo", {"http://127.0.0.1:8000/nieuw.png": NEW})


@pytest.fixture
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """On SQLite, where a test does not ask for both databases."""
    name = "ledger" if "ledger" in request.fixturenames else "sqlite_ledger"
    return Settings(data=tmp_path / "data", database=request.getfixturevalue(name))


@pytest.fixture
def market(kept: Settings) -> Callable[..., None]:
    """Takes a run of some ads on a day through to documents."""
    site = InventedSite(kept.runs)

    def play(day: int, *ads: InventedAd) -> None:
        site.run(day, ads)
        list(take_through(kept.runs, START + timedelta(days=day)))

    return play


def on(day: int) -> datetime:
    return START + timedelta(days=day, hours=1)


def retain(kept: Settings, day: int) -> str:
    return "\n".join(apply(kept, plan(kept, on(day))))


def left(kept: Settings) -> bytes:
    """Every byte under the data folder, unpacked too, and every row of the ledger."""
    files = [file for file in kept.data.rglob("*") if file.is_file()]
    packed = [gzip.decompress(file.read_bytes()) for file in files if file.suffix == ".gz"]
    rows = [list(model.objects.values()) for model in apps.get_app_config("ledger").get_models()]
    told = json.dumps(rows, default=str, ensure_ascii=False).encode()
    return b"\n".join([*(str(file).encode() + file.read_bytes() for file in files), *packed, told])


def whole(kept: Settings) -> bool:
    return all(check_evidence(run).wrong == () for run in site_runs(kept.runs / "proef"))


def test_charter_16_after_180_days_no_byte_of_a_number_or_photo_is_left(
    ledger: str, kept: Settings, market: Callable[..., None]
) -> None:
    market(0, GONE, STAYS)
    market(20, STAYS)
    market(170, STAYS)
    before = left(kept)
    assert b"12345601" in before
    retain(kept, 179)
    assert left(kept).count(b"verdwenen") == before.count(b"verdwenen")
    retain(kept, 181)
    after = left(kept)
    for trace in (
        b"12345601",
        b"verdwenen",
        b"oudefoto",
        b"oud.png",
        b'/ad/1"',
        hashlib.sha256(OLD).hexdigest().encode(),
    ):
        assert trace not in after, trace
    assert b"12345602" in after
    assert whole(kept)
    assert models.Ad.objects.get().id == "proef:2"


def test_charter_16_what_a_later_look_rests_on_stays_as_long_as_it_does(
    kept: Settings, market: Callable[..., None]
) -> None:
    for day in (0, 20, 40):
        market(day, STAYS)
    retain(kept, 190)
    runs = site_runs(kept.runs / "proef")
    assert [len(list(run.sightings())) for run in runs] == [0, 1, 1]
    assert whole(kept)
    assert models.Sighting.objects.count() == 2
    retain(kept, 205)
    retain(kept, 240)
    assert site_runs(kept.runs / "proef") == []
    assert b"12345602" not in left(kept)
    assert b"nieuwefoto" not in left(kept)
    assert models.Run.objects.count() == 3


def test_charter_16_a_page_that_is_rested_on_stays_in_a_run_that_stays(
    kept: Settings, market: Callable[..., None]
) -> None:
    market(0, GONE, STAYS)
    market(20, STAYS)
    flag(models.Ad.objects.get(id="proef:1"), "open")
    retain(kept, 190)
    first, second = site_runs(kept.runs / "proef")
    assert [seen.ref for seen in first.sightings()] == ["1"]
    [seen] = second.sightings()
    assert seen.record is not None
    assert seen.record.file.startswith(first.path.name)
    assert stored_at(kept.runs / "proef", seen.record).page.body == STAYS.body
    assert whole(kept)


def test_charter_16_ads_of_licensed_premises_go_after_30_days(kept: Settings, market: Callable[..., None]) -> None:
    market(0, GONE, STAYS)
    market(40, STAYS)
    models.Cluster.objects.filter(ad="proef:1").update(licence_match="exact")
    models.Cluster.objects.filter(ad="proef:2").update(licence_match="probable")
    retain(kept, 29)
    assert models.Ad.objects.count() == 2
    retain(kept, 41)
    assert b"12345601" not in left(kept)
    assert models.Sighting.objects.filter(ad="proef:2").count() == 2
    assert whole(kept)


def test_charter_16_an_open_flag_and_a_confirmed_case_stay_as_the_controller_sets(
    kept: Settings, market: Callable[..., None]
) -> None:
    market(0, GONE, STAYS)
    flag(models.Ad.objects.get(id="proef:1"), "open")
    confirmed = flag(models.Ad.objects.get(id="proef:2"), "asleep")
    said(confirmed, "confirm", on(10))
    told = list(in_words(plan(kept, on(200))))
    assert [line for line in told if "stays" in line] == [
        "stays: 1 older sightings, since their cluster has a confirmed case",
        "stays: 1 older sightings, since their cluster has an open flag",
    ]
    retain(kept, 200)
    assert models.Sighting.objects.count() == 2
    retain(kept, 366)
    assert [ad.id for ad in models.Ad.objects.all()] == ["proef:2"]
    retain(kept, 741)
    assert models.Ad.objects.count() == models.Decision.objects.count() == models.Flag.objects.count() == 0


def test_charter_16_a_dismissed_flag_goes_after_90_days_and_stays_dismissed(
    kept: Settings, market: Callable[..., None]
) -> None:
    market(0, GONE)
    row = flag(models.Ad.objects.get(), "asleep")
    said(row, "dismiss", on(1))
    retain(kept, 90)
    assert models.Flag.objects.filter(id=row.id).exists()
    retain(kept, 92)
    assert not models.Flag.objects.filter(id=row.id).exists()
    assert models.Decision.objects.get().kind == "dismiss"


def test_nothing_goes_in_a_dry_run_nor_from_a_site_that_is_being_crawled(
    kept: Settings, market: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    market(0, GONE)
    before = left(kept)
    assert list(in_words(plan(kept, on(200)))) == ["goes: 1 sightings past the period for sightings and evidence"]
    assert left(kept) == before
    monkeypatch.setattr("crawlers.working_run._PATIENCE_S", 0.0)
    with site_lock(kept.runs / "proef"):
        assert "left for the next time" in retain(kept, 200)
    assert models.Sighting.objects.count() == 1
    assert b"12345601" in left(kept)


def test_charter_16_it_runs_by_itself_once_a_day(kept: Settings, market: Callable[..., None]) -> None:
    market(0, GONE)
    assert list(daily(kept, on(200)))
    assert b"12345601" not in left(kept)
    assert list(daily(kept, on(200) + timedelta(hours=20))) == []
    assert list(daily(kept, on(201)))
    assert [row.what for row in models.AuditEntry.objects.all()] == ["retention"]


def flag(ad: models.Ad, state: str) -> models.Flag:
    day = datetime(2026, 3, 2, tzinfo=UTC).date()
    return models.Flag.objects.create(
        id=f"f-{ad.id}",
        cluster_id=ad.cluster_id,
        rule="circulating",
        state=state,
        since=day,
        last_held=day,
        stamp="",
        change=1,
    )


def said(row: models.Flag, kind: str, at: datetime) -> None:
    decide(Said(kind=kind, by="r.vis", reason="gezien", at=at, cluster=row.cluster_id, rule=row.rule))
