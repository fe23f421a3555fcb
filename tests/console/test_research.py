"""`peil export research`: what goes out of a ledger of a few weeks, and what does not."""

import csv
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from console.research import Asked, export_research
from index.exports.research.personas import Grain
from ledger import models
from ledger.audit import first_broken
from peil.errors import RefusedError
from peil.records.plain import to_json
from peil.records.read import PlaceReading, Price, Reading

FIRST, WEEKS = date(2026, 3, 2), 3
UNTIL = FIRST + timedelta(days=7 * WEEKS - 1)
NOW = datetime(2026, 4, 1, tzinfo=UTC)
UTRECHT, ZEIST, BUNNIK = "GM0344", "GM0355", "GM0312"


def _person(name: str, places: list[str], cents: int = 12_000, minor: bool = False) -> None:
    at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    seen = {"first_seen": at, "last_seen": at}
    models.Cluster.objects.create(id=f"c-{name}", born_at=at, change=0)
    ad = models.Ad.objects.create(
        id=f"kade:{name}", site_id="kade", ref=name, cluster_id=f"c-{name}", persona=f"p-{name}", change=0, **seen
    )
    for week, gm in enumerate(places):
        read = Reading(
            id=f"{ad.id}@{week}", place=PlaceReading(gm, "exact", gm), setting="incall", prices=(Price(cents, 60),)
        )
        version = models.Version.objects.create(id=read.id, ad=ad, **seen)
        models.Reading.objects.create(
            version=version, stamp="1", municipality=gm, certainty="exact", minor=minor, body=to_json(read)
        )
        models.Sighting.objects.create(
            ad=ad, run_id=f"kade/{week}", version=version, seen_at=at + timedelta(days=7 * week), status="present"
        )


@pytest.fixture
def market(sqlite_ledger: str) -> None:
    """Fourteen in Utrecht, of whom twelve go to Zeist in the third week; three in Bunnik; one who may be a minor."""
    models.Site.objects.create(name="kade")
    for week in range(WEEKS):
        at = datetime(2026, 3, 3, 12, tzinfo=UTC) + timedelta(days=7 * week)
        models.Run.objects.create(
            id=f"kade/{week}", site_id="kade", state="complete", folder="", started_at=at, finished_at=at,
            ads_present=1, ads_gone=0, floor=1, errors=0, change=0,
        )  # fmt: skip
    for number in range(14):
        _person(f"u{number}", [UTRECHT, UTRECHT, ZEIST if number < 12 else UTRECHT])
    for number in range(3):
        _person(f"b{number}", [BUNNIK] * WEEKS)
    _person("m", [UTRECHT] * WEEKS, minor=True)


def _asked(project: str = "delta", form: str = "tables", weeks: int = WEEKS, grain: Grain = Grain()) -> Asked:  # noqa: B008 - frozen
    return Asked(project, FIRST, FIRST + timedelta(days=7 * weeks - 1), form, grain, "r.jansen", "onderzoek")  # type: ignore[arg-type]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_charter_21_tables_hold_counts_of_at_least_ten_and_hide_the_rest(market: None, tmp_path: Path) -> None:
    export_research(_asked(), tmp_path / "keys", tmp_path / "set", NOW)
    rows = _rows(tmp_path / "set" / "personas.csv")
    assert {(row["week"], row["municipality"], row["personas"]) for row in rows if row["municipality"]} == set()
    assert {(row["week"], row["personas"]) for row in rows if not row["province"]} == {
        (str(FIRST + timedelta(days=7 * week)), "17") for week in range(WEEKS)
    }
    moves = _rows(tmp_path / "set" / "moves.csv")
    assert [(row["municipality"], row["value"], row["personas"]) for row in moves if row["value"]] == [
        (UTRECHT, ZEIST, "12")
    ]


def test_charter_15_and_21_rows_a_persona_are_shared_and_named_anew_a_project(market: None, tmp_path: Path) -> None:
    for project in ("delta", "polder"):
        export_research(_asked(project, "personas"), tmp_path / "keys", tmp_path / project, NOW)
    stays = [_rows(tmp_path / project / "itineraries.csv") for project in ("delta", "polder")]
    assert [len(rows) for rows in stays] == [36, 36]
    assert {row["persona"] for row in stays[0]}.isdisjoint({row["persona"] for row in stays[1]})
    assert all(row["price_band"] == "100-124" for row in _rows(tmp_path / "delta" / "personas.csv"))


def test_a_week_goes_out_in_one_form(market: None, tmp_path: Path) -> None:
    export_research(_asked(weeks=1), tmp_path / "keys", tmp_path / "one", NOW)
    with pytest.raises(RefusedError, match="another form"):
        export_research(_asked(form="personas"), tmp_path / "keys", tmp_path / "two", NOW)
    assert not (tmp_path / "two").exists()


def test_the_same_week_asked_again_is_the_same_whatever_came_in_meanwhile(market: None, tmp_path: Path) -> None:
    export_research(_asked(), tmp_path / "keys", tmp_path / "one", NOW)
    for number in range(20):
        _person(f"late{number}", [ZEIST] * WEEKS)
    export_research(_asked("polder"), tmp_path / "keys", tmp_path / "two", NOW)
    for name in ("personas", "prices", "flags", "moves"):
        assert (tmp_path / "one" / f"{name}.csv").read_bytes() == (tmp_path / "two" / f"{name}.csv").read_bytes()


def test_another_grain_of_the_same_weeks_is_refused(market: None, tmp_path: Path) -> None:
    export_research(_asked(form="personas"), tmp_path / "keys", tmp_path / "one", NOW)
    with pytest.raises(RefusedError, match="another set"):
        export_research(_asked(form="personas", grain=Grain("month")), tmp_path / "keys", tmp_path / "two", NOW)


def test_no_id_number_or_name_of_the_ledger_is_in_the_files(market: None, tmp_path: Path) -> None:
    export_research(_asked(form="personas"), tmp_path / "keys", tmp_path / "set", NOW)
    for file in (tmp_path / "set").iterdir():
        content = file.read_bytes()
        assert not any(word in content for word in (b"p-u", b"c-u", b"kade:")), file.name


def test_both_files_of_a_table_say_the_same_and_the_manifest_seals_them(market: None, tmp_path: Path) -> None:
    export_research(_asked(), tmp_path / "keys", tmp_path / "set", NOW)
    rows = pq.read_table(tmp_path / "set" / "personas.parquet").to_pylist()
    assert [{name: str(value) for name, value in row.items()} for row in rows] == _rows(tmp_path / "set/personas.csv")
    manifest = json.loads((tmp_path / "set" / "manifest.json").read_text())
    assert set(manifest["files"]) | {"manifest.json"} == {file.name for file in (tmp_path / "set").iterdir()}
    assert manifest["project"] == "delta"


def test_charter_19_a_set_is_noted_without_its_content(market: None, tmp_path: Path) -> None:
    export_research(_asked(), tmp_path / "keys", tmp_path / "set", NOW)
    entry = models.AuditEntry.objects.get()
    assert (entry.who, entry.why, entry.facts["project"]) == ("r.jansen", "onderzoek", "delta")
    assert first_broken() is None
