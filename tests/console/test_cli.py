"""What goes wrong is said in a sentence with place and mend, with an exit code, and without a traceback."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from crawlers.market import Market, make_market


def peil(*arguments: str, folder: Path, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "console.cli", *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PEIL_DATA": str(folder / "data"),
            "PEIL_DATABASE": "",
            "PEIL_ELASTICSEARCH": "",
            **environment,
        },
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


MISTAKES: Sequence[tuple[str, Sequence[str], dict[str, str], int, str]] = (
    ("a line that is no JSON", ["read"], {"given": "oops\n"}, 2, "stdin:1: "),
    ("a folder without files", ["judge", "nowhere", "--on", "2026-05-18"], {}, 2, "nowhere/ads.jsonl: "),
    ("a day that is none", ["judge", ".", "--on", "2026-13-01"], {}, 2, "2026-13-01"),
    ("a file that is not there", ["link", "nowhere.jsonl"], {}, 2, "nowhere.jsonl: "),
    ("a folder that is not there", ["images", "nowhere"], {}, 2, "nowhere: "),
    ("a register that is not there", ["licences", "import", "nowhere.csv"], {}, 2, "nowhere.csv: "),
    ("policies that are not there", ["policies", "import", "nowhere.csv"], {}, 2, "nowhere.csv: "),
    ("a site that is unknown", ["crawl", "nosuch"], {}, 2, "nosuch: no site of this name"),
    ("a site file that is not there", ["crawl", "--site", "nowhere.toml"], {}, 2, "nowhere.toml"),
    ("a database that is none", ["audit", "verify"], {"PEIL_DATABASE": "foo"}, 2, "PEIL_DATABASE: "),
    ("a database that is down", ["audit", "verify"], {"PEIL_DATABASE": "postgresql://x@127.0.0.1:1/x"}, 3, "ledger"),
    ("no Elasticsearch", ["publish"], {}, 3, "make elasticsearch"),
    ("an Elasticsearch that is down", ["publish"], {"PEIL_ELASTICSEARCH": "http://127.0.0.1:1"}, 3, "nothing is lost"),
    ("records in the open", ["publish"], {"PEIL_ELASTICSEARCH": "http://search.example:9200"}, 4, "https://"),
    ("a host without a mandate", ["crawl", "voorbeeld"], {}, 4, "mandate"),
)


@pytest.mark.parametrize(
    ("arguments", "extra", "code", "says"), [row[1:] for row in MISTAKES], ids=[m[0] for m in MISTAKES]
)
def test_a_mistake_is_said(arguments: list[str], extra: dict[str, str], code: int, says: str, tmp_path: Path) -> None:
    done = peil(*arguments, folder=tmp_path, **extra)
    assert (done.returncode, done.stdout.count("Traceback")) == (code, 0), done.stderr
    assert says in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_an_ad_is_read_from_standard_input(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "country": "NL", "title": "Anna in Utrecht", "text": "Bel nul zes 12 34 56 78"})
    done = peil("read", folder=tmp_path, given=line + "\n")
    read = json.loads(done.stdout)
    assert [(phone["e164"], phone["use"]) for phone in read["phones"]] == [("+31612345678", "links")]
    assert read["places"][0]["gm"] == "GM0344"


def test_a_database_password_is_never_printed(tmp_path: Path) -> None:
    done = peil("audit", "verify", folder=tmp_path, PEIL_DATABASE="postgresql://x:geheim@127.0.0.1:1/x")
    assert "geheim" not in done.stdout + done.stderr


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    market = make_market(seed=3, scale=0.0)
    with market.serve():
        yield market


def test_a_site_that_is_down_fails_and_the_others_go_on(market: Market, tmp_path: Path) -> None:
    files = market.write_site_files(tmp_path / "sites")
    files["etalage"].write_text(re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:9", files["etalage"].read_text()))
    done = peil("run", "--site", str(files["etalage"]), "--site", str(files["prikbord"]), folder=tmp_path)
    assert done.returncode == 3, done.stderr
    assert "etalage: failed" in done.stdout
    assert "prikbord: complete" in done.stdout
    assert "not published" in done.stdout


def test_a_bad_site_file_stops_everything_before_a_request(market: Market, tmp_path: Path) -> None:
    files = market.write_site_files(tmp_path / "sites")
    files["etalage"].write_text(files["etalage"].read_text() + "\n[colour]\nred = 1\n")
    before = len(market.request_log)
    done = peil("run", "--site", str(files["prikbord"]), "--site", str(files["etalage"]), folder=tmp_path)
    assert done.returncode == 2
    assert "etalage/site.toml:" in done.stderr
    assert len(market.request_log) == before
    assert not (tmp_path / "data/runs").exists()


def test_a_register_tells_its_bad_row_and_a_bad_file_leaves_the_ledger_alone(market: Market, tmp_path: Path) -> None:
    path = market.write_registers(tmp_path)["licences"]
    lines = path.read_text(encoding="utf-8").splitlines()
    good = peil("licences", "import", str(path), folder=tmp_path)
    assert good.returncode == 0, good.stderr
    assert f"{len(lines) - 1} new" in good.stdout
    path.write_text("\n".join([*lines, lines[-1].replace("verleend", "misschien")]) + "\n", encoding="utf-8")
    bad = peil("licences", "import", "--whole", str(path), folder=tmp_path)
    assert bad.returncode == 2
    assert f"licences.csv:{len(lines) + 1}: refused: status" in bad.stdout
    path.write_text("\n".join([lines[0], lines[-1].replace("verleend", "misschien")]) + "\n", encoding="utf-8")
    worse = peil("licences", "import", str(path), folder=tmp_path)
    assert (worse.returncode, "nothing is taken" in worse.stderr) == (2, True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    again = peil("licences", "import", str(path), folder=tmp_path)
    assert f"0 new, 0 changed, {len(lines) - 1} the same" in again.stdout


def test_the_schedule_ends_on_sigterm(tmp_path: Path) -> None:
    environment = {**os.environ, "PEIL_DATA": str(tmp_path / "data")}
    command = [sys.executable, "-m", "console.cli", "schedule"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment) as process:
        time.sleep(4)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_the_doctor_says_what_is_missing_and_how_to_mend_it(tmp_path: Path) -> None:
    done = peil("doctor", folder=tmp_path)
    assert done.returncode == 0, done.stdout
    for part in ("Python", "data folder", "ledger", "sites", "mandates", "schedule", "Chromium", "Elasticsearch"):
        assert f" {part}: " in done.stdout
    assert "make elasticsearch" in done.stdout
