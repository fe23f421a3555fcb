"""The demo at a small size, held against the market's truth: every planted case is found, and nothing else is."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from elasticsearch import Elasticsearch

from crawlers.chromium import find_chromium
from index.names import Names
from index.project import publish
from ledger import models
from ledger.database import close_ledger, open_ledger
from ledger.readings import reading_of

if TYPE_CHECKING:
    from demo_market import PlayedDemo


@pytest.fixture(scope="module")
def folder(played_demo: "PlayedDemo") -> Path:
    """Where the demo was played; `demo/` in it is read and not changed."""
    return played_demo.folder


@pytest.fixture(scope="module")
def story(played_demo: "PlayedDemo") -> dict[str, Any]:
    """What `peil demo --json` printed."""
    return played_demo.story


@pytest.mark.service
def test_every_planted_case_is_found(story: dict[str, Any]) -> None:
    missed = {case["case"]: case["differences"] for case in story["truth"] if not case["found"]}
    assert missed == {}
    assert len(story["truth"]) >= 12


@pytest.mark.service
def test_no_number_is_read_wrongly_and_hardly_one_is_missed(story: dict[str, Any]) -> None:
    numbers = story["read"]["numbers"]
    assert numbers["wrong"] == 0
    assert numbers["missed"] * 20 <= numbers["right"]


@pytest.mark.service
def test_no_two_operators_are_joined(story: dict[str, Any]) -> None:
    assert story["joined"]["pairs"]["wrong"] == 0


@pytest.mark.service
def test_every_ad_that_stood_there_was_seen(story: dict[str, Any]) -> None:
    seen = story["seen"]
    assert seen["failed_runs"] == seen["short_runs"] == 0
    assert seen["ads"] == seen["ads_there_were"]


@pytest.mark.service
def test_the_browser_site_is_visited_or_its_absence_explained(story: dict[str, Any]) -> None:
    assert bool(story["left_out"]) is (find_chromium() is None)


@pytest.mark.service
def test_charter_03_nothing_that_robots_txt_closes_is_asked_for(story: dict[str, Any]) -> None:
    assert story["seen"]["requests_to_closed_paths"] == 0


@pytest.mark.service
def test_charter_05_only_get_leaves_the_crawler(story: dict[str, Any]) -> None:
    assert story["seen"]["requests_other_than_get"] == 0


@pytest.mark.service
def test_supply_moves_to_the_neighbours_after_enforcement(story: dict[str, Any]) -> None:
    there, neighbours = story["enforcement"]["there"], story["enforcement"]["neighbours"]
    assert there["after"] < there["before"]
    assert neighbours["after"] > neighbours["before"]


@pytest.fixture
def played_ledger(story: dict[str, Any], folder: Path) -> Iterator[None]:
    """The ledger that the demo left, open in this process."""
    open_ledger(f"sqlite:///{folder / 'demo/ledger.sqlite3'}")
    yield
    close_ledger()


def expected_counts() -> dict[str, int]:
    """Documents by alias, counted over the ledger's own tables."""
    found: Counter[str] = Counter({"runs": models.Run.objects.count()})
    clusters: set[tuple[str, str]] = set()
    for ad in models.Ad.objects.all():
        last = models.Version.objects.filter(ad=ad).order_by("last_seen", "id").last()
        read = reading_of(last.reading) if last else None
        named = [read.place, *read.places] if read else []
        for gm in {place.gm for place in named if place and place.gm and place.gm.startswith("GM")}:
            found[f"ads-{gm.lower()}"] += 1
            clusters.add((gm.lower(), ad.cluster_id or ""))
    found.update(f"profiles-{gm}" for gm, _ in clusters)
    for flag in models.Flag.objects.all():
        gms = [flag.municipality] if flag.municipality else flag.municipalities
        found.update(f"flags-{gm.lower()}" for gm in gms if gm.startswith("GM"))
    return dict(found)


@pytest.mark.service
def test_counts_in_elasticsearch_equal_counts_in_the_ledger(
    played_ledger: None, es_client: Elasticsearch, es_prefix: str
) -> None:
    first = publish(es_client, names=Names(es_prefix))
    assert first.complete, first.lines()
    aliases = es_client.indices.get_alias(index=f"{es_prefix}-*")
    es_client.indices.refresh(index=f"{es_prefix}-*")
    names = {alias for index in aliases.body.values() for alias in index["aliases"]}
    counts = {name.removeprefix(f"{es_prefix}-"): es_client.count(index=name)["count"] for name in names}
    made = {"daily": "days", "flows": "flows", "tallies": "tallies"}
    for index, kind in made.items():
        assert counts.pop(index) == models.Projection.objects.filter(kind=kind).count()
    moves = [counts.pop(name) for name in list(counts) if name.startswith("moves-")]
    assert sum(moves) == models.Projection.objects.filter(kind="moves").count() > 0
    by_year = {name: counts.pop(name) for name in list(counts) if name.endswith("-2026")}
    assert by_year.keys() == {"daily-2026", "runs-2026"}
    assert counts == expected_counts()
    again = publish(es_client, names=Names(es_prefix))
    assert (again.total("written"), again.total("removed"), again.complete) == (0, 0, True)


def test_a_folder_that_no_demo_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("keep me")
    command = [sys.executable, "-m", "console.cli", "demo", "--folder", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "is not a demo's" in done.stderr
    assert (tmp_path / "precious.txt").read_text() == "keep me"


@pytest.fixture
def peil(story: dict[str, Any], folder: Path) -> Callable[..., str]:
    """Runs a command over the ledger that the demo left, as on the last day of its story."""
    database = f"sqlite:///{folder / 'demo/ledger.sqlite3'}"

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "console.cli", *arguments],
            cwd=folder,
            env={**os.environ, "PEIL_DATA": str(folder), "PEIL_DATABASE": database},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


LAST_DAY = "2026-05-18"


@pytest.mark.service
def test_policies_are_set_side_by_side(peil: Callable[..., str]) -> None:
    set_beside = json.loads(peil("policies", "compare", "GM0344", "GM0363", "--on", LAST_DAY, "--json"))
    assert "licence" in json.dumps(set_beside)
    assert "unknown" in json.dumps(set_beside)


@pytest.mark.service
def test_flags_that_another_policy_would_end_or_bring_are_counted_and_nothing_changes(
    peil: Callable[..., str], folder: Path
) -> None:
    head, *rows = (folder / "demo/registers/policies.csv").read_text(encoding="utf-8").splitlines()
    other = folder / "other.csv"
    other.write_text("\n".join([head, *(row.replace(",forbidden,", ",allowed,") for row in rows)]) + "\n")
    before = peil("rules", "rates")
    told = peil("policies", "what-if", str(other), "--on", LAST_DAY)
    assert "home_work_not_allowed" in told
    assert peil("rules", "rates") == before


@pytest.mark.service
def test_an_address_is_shown_over_time_and_the_look_is_noted(peil: Callable[..., str], played_ledger: None) -> None:
    licence = json.loads(peil("licences", "show", "UTR-2024-0117", "--municipality", "GM0344").splitlines()[0])
    assert "Zonnewende" in json.dumps(licence)
    address = {key: value for key, value in _find(licence, "postcode").items() if key in ("postcode", "house_number")}
    seen = json.loads(
        peil(
            "premises", address["postcode"], address["house_number"], "--purpose", "herhaalde vondst", "--on", LAST_DAY
        )
    )
    assert "UTR-2024-0117" in json.dumps(seen)
    assert [spell["ads"] > 0 for spell in seen["spells"]] == [True]
    assert "herhaalde vondst" in [entry.why for entry in models.AuditEntry.objects.all()]
    assert "holds" in peil("audit", "verify")


def _find(value: Any, key: str) -> dict[str, Any]:
    """The first object that has the key, however deep."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and key in value:
        return value
    return next((found for each in inside if (found := _find(each, key))), {})


@pytest.mark.service
def test_moves_between_municipalities_are_counted_by_week_and_drawn(peil: Callable[..., str], folder: Path) -> None:
    drawn = folder / "flows.svg"
    lines = peil("circulation", "--on", LAST_DAY, "--weeks", "12", "--plot", str(drawn)).splitlines()
    flows = [json.loads(line) for line in lines]
    assert any(flow["origin"] == "GM0202" for flow in flows), "those who left after the enforcement"
    assert drawn.stat().st_size > 5_000
    stays = [
        json.loads(line) for line in peil("circulation", "--on", LAST_DAY, "--stays", "--weeks", "12").splitlines()
    ]
    assert any(len(one["stays"]) >= 3 for one in stays), "the planted persona that circulates"


@pytest.mark.service
def test_rules_tell_how_they_fare(peil: Callable[..., str]) -> None:
    versions = [json.loads(line) for line in peil("rules", "versions").splitlines()]
    assert len({one["rule"] for one in versions}) == 14
    assert peil("rules", "rates") is not None
