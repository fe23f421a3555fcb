"""The generic folder names are ours: from any directory, in a fresh interpreter, and in a wheel."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("peil", "ledger", "crawlers", "enrichment", "rules", "index", "console")


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, timeout=120, check=False
    )


def test_each_room_is_ours_from_another_directory(tmp_path: Path) -> None:
    code = f"import json, importlib; print(json.dumps([importlib.import_module(n).__file__ for n in {ROOMS!r}]))"
    done = run(sys.executable, "-c", code, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [Path(file).parent for file in json.loads(done.stdout)] == [ROOT / room for room in ROOMS]


def test_peil_helps_from_another_directory(tmp_path: Path) -> None:
    peil = Path(sysconfig.get_path("scripts")) / "peil"
    done = run(str(peil), "--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "demo" in done.stdout
    assert "doctor" in done.stdout


def test_scrapy_lists_our_spider_from_another_directory(tmp_path: Path) -> None:
    done = run(sys.executable, "-m", "scrapy", "list", cwd=tmp_path, SCRAPY_SETTINGS_MODULE="crawlers.settings")
    assert done.returncode == 0, done.stderr
    assert "site" in done.stdout.split()


def test_scrapy_finds_the_project_from_within_it() -> None:
    done = run(sys.executable, "-m", "scrapy", "list", cwd=ROOT / "crawlers")
    assert done.returncode == 0, done.stderr
    assert "site" in done.stdout.split()


def test_a_wheel_holds_every_room_with_its_data_and_runs(tmp_path: Path) -> None:
    build = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(tmp_path))
    done = run(*build, str(ROOT), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("peil-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "installed")
    assert {f"{room}/__init__.py" for room in ROOMS} <= names
    assert {"peil/facts/places.csv", "ledger/migrations/0001_initial.py"} <= names
    assert {f"console/web/{name}" for name in ("templates/web/layout.html", "static/web/peil.css")} <= names
    assert "console/web/locale/en/LC_MESSAGES/django.mo" in names
    assert not any(name.startswith("tests/") for name in names)
    # Isolated from the checkout: only the unpacked wheel and the installed dependencies are on the path.
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'installed')!r}); import console.cli as c; print(c.__file__)"
    )
    done = run(sys.executable, "-c", code, cwd=tmp_path)
    assert done.stdout.strip().startswith(str(tmp_path)), done.stderr
