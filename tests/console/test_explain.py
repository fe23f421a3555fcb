"""`peil explain` on the terminal: chains, clusters, other days and contradictions."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from console.cli import app
from console.explained import then_sentences
from ledger.history import ClusterThen
from peil.errors import SettingsError
from peil.records.joined import ClusterEvent

ADS = [
    {"id": "a", "site": "alfa", "account": "u", "seen_at": "2026-01-01T00:00:00Z"},
    {"id": "b", "site": "alfa", "account": "u", "seen_at": "2026-01-03T00:00:00Z", "phones": ["+31612345678"]},
    {"id": "c", "site": "beta", "phones": ["+31612345678"], "seen_at": "2026-01-04T00:00:00Z"},
]
SAID = [
    {"kind": "same", "a": "a", "b": "c", "at": "2026-01-05"},
    {"kind": "not the same", "a": "c", "b": "a", "at": "2026-01-06"},
]


@pytest.fixture
def ads(tmp_path: Path) -> list[str]:
    file = tmp_path / "ads.jsonl"
    file.write_text("".join(json.dumps(ad) + "\n" for ad in ADS))
    return ["--ads", str(file)]


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["explain", *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return " ".join(done.output.split())


def test_the_shortest_chain_is_told_with_days_and_strength(ads: list[str]) -> None:
    told = run("a", "c", *ads)
    assert "a and b: both were placed by the account alfa/u, 2026-01-01 to 2026-01-03 (strong)" in told
    assert "b and c: both show the number +3161••••78, 2026-01-03 to 2026-01-04 (fair)" in told


def test_contradictions_are_listed(ads: list[str], tmp_path: Path) -> None:
    said = tmp_path / "said.jsonl"
    said.write_text("".join(json.dumps(each) + "\n" for each in SAID))
    told = run("--contradictions", *ads, "--decisions", str(said), "--json")
    odds = 'ads a and c: "same" and then "not the same" was said; the later holds'
    assert json.loads(told) == {"contradictions": [odds], "slips": []}
    assert run("--contradictions", *ads).startswith("Nothing that people said is at odds")


def test_one_thing_at_a_time_is_explained(ads: list[str]) -> None:
    for wrong in (["a", "--contradictions", *ads], ads, ["a", "--on", "2026-01-01", *ads]):
        with pytest.raises(SettingsError):
            CliRunner().invoke(app, ["explain", *wrong], catch_exceptions=False)


def test_a_cluster_of_another_day_is_told_with_what_happened_before_and_since() -> None:
    moment = datetime(2026, 1, 1)
    born = ClusterEvent("c-1", "born", moment, (), "new ads")
    gone = ClusterEvent("c-1", "gone", moment, ("c-2",), "its ads are in c-2")
    assert then_sentences(ClusterThen("c-1", ("a",), (born,), (gone,))) == [
        "1 ads of c-1:",
        "a",
        "Until then:",
        "  2026-01-01 born: new ads",
        "Since:",
        "  2026-01-01 gone (c-2): its ads are in c-2",
    ]
