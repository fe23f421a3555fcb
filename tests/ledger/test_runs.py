"""Intake's side of the table: a run is taken whole, once, in any order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from ledger import models
from ledger.runs import all_runs, take_run
from peil.records.seen import RecordRef, Run, SeenImage, Sighting

START = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)


def a_run(week: int, site: str = "etalage") -> Run:
    at = START + timedelta(weeks=week)
    folder = f"{site}/{at:%Y%m%dT%H%M%SZ}"
    return Run(site, at, at + timedelta(minutes=1), "complete", folder, "0" * 64, 2, 0, 1, None, 0)


def a_sighting(week: int, ref: str, title: str = "Rust en aandacht") -> Sighting:
    return Sighting(
        site="etalage",
        ref=ref,
        url=f"http://127.0.0.1/ad/{ref}",
        seen_at=START + timedelta(weeks=week, seconds=5),
        status="present",
        title=title,
        account="anna",
        price=("€ 80",),
        images=(SeenImage("http://127.0.0.1/1.jpg", "a" * 64, RecordRef("x/pages-00000.warc.gz", 12)),),
        content_sha256=f"{hash_of(title)}",
        record=RecordRef("x/pages-00000.warc.gz", 0),
    )


def hash_of(title: str) -> str:
    return (title.encode().hex() + "0" * 64)[:64]


def everything() -> dict[str, list[object]]:
    tables = (models.Run, models.Ad, models.Version, models.Image, models.Photo, models.Sighting)
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}


def test_a_run_is_taken_with_its_ads_versions_and_photos(ledger: str) -> None:
    assert take_run(a_run(0), [a_sighting(0, "1"), a_sighting(0, "2", "Anders")])
    assert models.Ad.objects.count() == models.Version.objects.count() == models.Sighting.objects.count() == 2
    assert models.Image.objects.count() == 1
    assert models.Photo.objects.count() == 2
    assert all_runs() == [a_run(0)]


def test_the_same_run_twice_changes_nothing(ledger: str) -> None:
    take_run(a_run(0), [a_sighting(0, "1")])
    before = everything()
    assert not take_run(a_run(0), [a_sighting(0, "1")])
    assert everything() == before


def test_a_bump_makes_a_sighting_and_no_version(ledger: str) -> None:
    take_run(a_run(0), [a_sighting(0, "1")])
    take_run(a_run(1), [replace(a_sighting(1, "1"), posted="vandaag")])
    assert models.Sighting.objects.count() == 2
    assert models.Version.objects.count() == 1


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_in_which_runs_arrive_does_not_matter(ledger: str, order: tuple[int, ...]) -> None:
    titles = ["Eerste", "Tweede", "Tweede"]
    for week in order:
        take_run(a_run(week), [a_sighting(week, "1", titles[week])])
    ad = models.Ad.objects.get()
    assert (ad.first_seen, ad.last_seen) == (a_sighting(0, "1").seen_at, a_sighting(2, "1").seen_at)
    second = models.Version.objects.get(title="Tweede")
    assert (second.first_seen, second.last_seen) == (a_sighting(1, "1").seen_at, a_sighting(2, "1").seen_at)


def test_an_ad_that_is_gone_keeps_the_day_it_was_last_there(ledger: str) -> None:
    take_run(a_run(0), [a_sighting(0, "1")])
    gone = replace(a_sighting(1, "1"), status="gone", title="", images=(), content_sha256="")
    take_run(a_run(1), [gone])
    ad = models.Ad.objects.get()
    assert (ad.status, ad.last_seen) == ("gone", a_sighting(0, "1").seen_at)


def test_a_run_that_fails_half_way_leaves_nothing(ledger: str) -> None:
    broken = replace(a_sighting(0, "2"), posted=None)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError):
        take_run(a_run(0), [a_sighting(0, "1"), broken])
    assert models.Run.objects.count() == models.Ad.objects.count() == models.Sighting.objects.count() == 0
