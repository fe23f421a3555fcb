"""`peil statistics` over a ledger: files that say the same, a page that needs nothing from outside."""

import csv
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lxml import html

from console.statistics import Span, write_statistics
from ledger import models
from peil.records.plain import to_json
from peil.records.read import PlaceReading, Reading

SPAN = Span(date(2026, 3, 2), date(2026, 3, 22))


@pytest.fixture
def market(ledger: str) -> None:
    """Thirty ads in Utrecht over three weeks, four in Zeist, and one that states a minor."""
    models.Site.objects.create(name="kade")
    for week in range(3):
        at = datetime(2026, 3, 3, 12, tzinfo=UTC) + timedelta(days=7 * week)
        models.Run.objects.create(
            id=f"kade/{week}", site_id="kade", state="complete", folder="", started_at=at, finished_at=at,
            ads_present=1, ads_gone=0, floor=1, errors=0, change=0, coverage=0.9,
        )  # fmt: skip
    for number in range(35):
        _ad(number, "GM0355" if number >= 30 else "GM0344", minor=number == 34)


def _ad(number: int, gm: str, minor: bool) -> None:
    at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    seen = {"first_seen": at, "last_seen": at}
    cluster = models.Cluster.objects.create(id=f"c-{number}", born_at=at, change=0, licence_match="none")
    ad = models.Ad.objects.create(
        id=f"kade:{number}", site_id="kade", ref=str(number), cluster=cluster, persona=f"p-{number}", change=0, **seen
    )
    read = Reading(id=f"{ad.id}@1", place=PlaceReading(gm, "exact", gm), setting="incall", languages=("nl",))
    version = models.Version.objects.create(id=read.id, ad=ad, **seen)
    models.Reading.objects.create(
        version=version, stamp="1", municipality=gm, certainty="exact", minor=minor, body=to_json(read)
    )
    for week in range(3):
        moment = at + timedelta(days=7 * week)
        models.Sighting.objects.create(ad=ad, run_id=f"kade/{week}", version=version, seen_at=moment, status="present")


def test_the_files_hold_the_counts_with_their_coverage_and_nothing_of_a_minor(market: None, tmp_path: Path) -> None:
    write_statistics(SPAN, tmp_path / "out", "nl")
    with (tmp_path / "out" / "sites.csv").open(encoding="utf-8") as stream:
        assert [row["ads"] for row in csv.DictReader(stream)] == ["34", "34", "34"]
    told = json.loads((tmp_path / "out" / "statistics.json").read_text(encoding="utf-8"))
    assert {row["place"] for row in told["tables"]["places"]} == {"", "Utrecht"}
    assert [row["coverage"] for row in told["tables"]["coverage"]] == [0.9] * 3


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_asks_nothing_of_the_outside_and_has_a_table_beside_each_plot(
    market: None, tmp_path: Path, language: str
) -> None:
    write_statistics(SPAN, tmp_path / "out", language)
    page = html.fromstring((tmp_path / "out" / "report.html").read_text(encoding="utf-8"))
    assert page.get("lang") == language
    assert not page.xpath("//script | //link | //img | //iframe")
    sections = page.xpath("//section")
    assert len(sections) >= 8
    for section in sections:
        assert bool(section.xpath(".//table")) >= bool(section.xpath(".//figure"))
