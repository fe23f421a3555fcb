"""The demo at a small size, held against the market's truth: every planted case is found, and nothing else is."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crawlers.chromium import find_chromium


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `peil demo --json` prints for a small market, played in a process of its own."""
    folder = tmp_path_factory.mktemp("demo")
    command = [
        sys.executable,
        "-m",
        "console.cli",
        "demo",
        "--json",
        "--scale",
        "0.1",
        "--folder",
        str(folder / "demo"),
    ]
    environment = {**os.environ, "PEIL_DATA": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=280, check=False
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


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


def test_a_folder_that_no_demo_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("keep me")
    command = [sys.executable, "-m", "console.cli", "demo", "--folder", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "is not a demo's" in done.stderr
    assert (tmp_path / "precious.txt").read_text() == "keep me"
