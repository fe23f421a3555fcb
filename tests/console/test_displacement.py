"""`peil displacement` over a ledger: figures, a picture, and a sentence where there are none."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledger import models
from ledger.database import close_ledger, open_ledger
from ledger.publishing import changed
from peil.municipalities import municipalities

FIRST = datetime(2025, 9, 2, 12, tzinfo=UTC)
WEEKS, DAY = 17, 8


def peil(*arguments: str, folder: Path, database: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PEIL_DATA": str(folder / "data"), "PEIL_DATABASE": database}
    return subprocess.run(
        [sys.executable, "-m", "console.cli", "displacement", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def _fill() -> None:
    """Twelve clusters in Utrecht, four elsewhere; from week eight on nine of Utrecht's stand in Zeist."""
    seen = {"first_seen": FIRST, "last_seen": FIRST}
    counts = {"ads_present": 1, "ads_gone": 0, "floor": 1, "errors": 0, "change": 0}
    models.Site.objects.create(name="kade")
    times = [FIRST + timedelta(days=7 * week) for week in range(WEEKS)]
    runs = models.Run.objects.bulk_create(
        models.Run(id=f"kade/{at:%m%d}", site_id="kade", started_at=at, finished_at=at, state="complete", **counts)
        for at in times
    )
    today = [gm for gm, one in municipalities().items() if one.valid_to is None]
    names = [f"{gm}-{number}" for gm in today for number in range(12 if gm == "GM0344" else 4)]
    models.Cluster.objects.bulk_create(models.Cluster(id=name, born_at=FIRST, change=0) for name in names)
    models.Ad.objects.bulk_create(
        models.Ad(id=name, site_id="kade", ref=name, cluster_id=name, change=0, **seen) for name in names
    )
    moved = {f"GM0344-{number}": "GM0355" for number in range(9)}
    places = [(name, gm) for name in names for gm in {name.split("-")[0], moved.get(name, name.split("-")[0])}]
    models.Version.objects.bulk_create(models.Version(id=f"{name}@{gm}", ad_id=name, **seen) for name, gm in places)
    models.Reading.objects.bulk_create(
        models.Reading(version_id=f"{name}@{gm}", stamp="1", municipality=gm, certainty="exact", body={})
        for name, gm in places
    )
    models.Sighting.objects.bulk_create(
        (
            models.Sighting(ad_id=name, run=run, version_id=f"{name}@{gm}", seen_at=at, status="present")
            for week, (run, at) in enumerate(zip(runs, times, strict=True))
            for number, name in enumerate(names)
            for gm in [moved.get(name, name.split("-")[0]) if week >= DAY else name.split("-")[0]]
            if (number * 5 + week * 3) % 11  # each misses a week now and then
        ),
        batch_size=2000,
    )


def test_a_move_is_measured_printed_and_drawn(sqlite_ledger: str, tmp_path: Path) -> None:
    _fill()
    close_ledger()
    asked = [
        "--municipality",
        "GM0344",
        "--on",
        (FIRST + timedelta(days=7 * DAY - 3)).date().isoformat(),
        "--weeks",
        "7",
    ]
    drawn = tmp_path / "effect.svg"
    done = peil(*asked, "--json", "--plot", str(drawn), folder=tmp_path, database=sqlite_ledger)
    found = json.loads(done.stdout)
    assert (found["said"], found["following"]["followed"]) == ("displaced", 9), done.stderr
    assert found["displaced"]["low"] <= 0.75 <= found["displaced"]["high"]
    assert drawn.stat().st_size > 10_000
    assert not [name for name in json.dumps(found).split('"') if name.startswith("GM0344-")], "no cluster is named"
    words = peil(*asked, "--keep", folder=tmp_path, database=sqlite_ledger).stdout
    assert "Er is verplaatsing naar de buren gemeten." in words
    open_ledger(sqlite_ledger)
    kept = {record.role for record in changed("displacement", 0)}
    assert kept == {"target", "neighbour", "control"}


def test_an_empty_ledger_says_why_it_cannot_be_told(tmp_path: Path) -> None:
    done = peil("--municipality", "GM0344", "--on", "2026-03-04", "--english", folder=tmp_path)
    assert (done.returncode, "It cannot be told." in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--municipality", "Utrecht", "--on", "2026-03-04"], "'Utrecht' is no municipality"),
        (["--municipality", "GM0344", "--on", "2026-03-04", "--plot", "x.pdf"], ".svg or .png"),
    ],
)
def test_a_bad_question_is_said(given: list[str], says: str, tmp_path: Path) -> None:
    done = peil(*given, folder=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
