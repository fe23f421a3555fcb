"""SIGKILL at random moments of `peil run`: a run is committed or is not, and running again finishes the job."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.market import Market, make_market
from crawlers.run_folder import committed_runs

KILLS = 6
Facts = dict[str, object]


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    market = make_market(seed=5, scale=0.05)
    with market.serve():
        market.set_week(6)
        yield market


def start(market: Market, folder: Path) -> subprocess.Popen[bytes]:
    files = market.write_site_files(folder / "sites")
    command = [sys.executable, "-m", "console.cli", "run"]
    command += [part for site in ("etalage", "prikbord") for part in ("--site", str(files[site]))]
    environment = {**os.environ, "PEIL_DATA": str(folder / "data"), "PEIL_ELASTICSEARCH": "", "PEIL_DATABASE": ""}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=quiet, stderr=quiet, start_new_session=True)


def finish(market: Market, folder: Path) -> float:
    started = time.monotonic()
    assert start(market, folder).wait(120) == 0
    return time.monotonic() - started


def kill_after(market: Market, folder: Path, seconds: float) -> None:
    process = start(market, folder)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(20)


def facts(folder: Path) -> Facts:
    """What the ledger says, without moments and without ids that moments decide."""
    with sqlite3.connect(folder / "data/ledger.sqlite3") as ledger:
        ads = ledger.execute("SELECT id, status, account, persona <> '' FROM ledger_ad ORDER BY id").fetchall()
        groups: dict[str, list[str]] = {}
        for ad, cluster in ledger.execute("SELECT id, cluster_id FROM ledger_ad ORDER BY id"):
            groups.setdefault(cluster, []).append(ad)
        flags = ledger.execute("SELECT cluster_id, rule, municipality, state FROM ledger_flag").fetchall()
        return {
            "ads": ads,
            "versions": ledger.execute("SELECT id, title, text FROM ledger_version ORDER BY id").fetchall(),
            "readings": ledger.execute("SELECT version_id, municipality FROM ledger_reading ORDER BY 1").fetchall(),
            "images": ledger.execute("SELECT image_id, pdq FROM ledger_fingerprint ORDER BY 1").fetchall(),
            "clusters": sorted(groups.values()),
            "flags": sorted((groups[cluster], *rest) for cluster, *rest in flags),
        }


@pytest.mark.timeout(280)
def test_killed_at_any_moment_and_run_again_the_end_is_the_same(market: Market, tmp_path: Path) -> None:
    undisturbed, disturbed = tmp_path / "undisturbed", tmp_path / "disturbed"
    undisturbed.mkdir()
    disturbed.mkdir()
    duration = finish(market, undisturbed)
    moments = random.Random(11)
    for _ in range(KILLS):
        kill_after(market, disturbed, moments.uniform(0.2, duration))
        for run in committed_runs(disturbed / "data/runs"):
            assert run.damage() == [], "a committed run is whole"
    finish(market, disturbed)
    assert facts(disturbed) == facts(undisturbed)
    assert list((disturbed / "data/runs").glob("*/.*.part")) == [], "what dead runs left is cleared away"
