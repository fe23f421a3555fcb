"""The fictional market, played small, once for the whole session and all its workers, by whoever asks first.

In: nothing. Out: the folder in which `demo/` stands, and what `peil demo --json` printed. Read it, do not change it.
PEIL_TEST_DEMO names a folder to keep it in, for whoever runs a test over and over.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

_FOLDER, _KEPT = "PEIL_TEST_DEMO_FOLDER", "PEIL_TEST_DEMO"
_SCALE = "0.1"


@dataclass(frozen=True)
class PlayedDemo:
    """Where it was played, and the story it told."""

    folder: Path
    story: dict[str, Any]

    @property
    def ledger(self) -> str:
        """The address of its ledger."""
        return f"sqlite:///{self.folder / 'demo/ledger.sqlite3'}"


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # the workers inherit the environment of the one who starts them
        os.environ[_FOLDER] = os.environ.get(_KEPT) or tempfile.mkdtemp(prefix="peil-demo-")


def pytest_unconfigure(config: pytest.Config) -> None:
    ours = not hasattr(config, "workerinput") and _KEPT not in os.environ
    if ours and (folder := os.environ.pop(_FOLDER, None)):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def played_demo() -> PlayedDemo:
    """The demo, played in a process of its own."""
    folder = Path(os.environ[_FOLDER])
    told = folder / "story.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_text(_play(folder), encoding="utf-8")
    return PlayedDemo(folder, json.loads(told.read_text(encoding="utf-8")))


def _play(folder: Path) -> str:
    command = [
        sys.executable,
        "-m",
        "console.cli",
        "demo",
        "--json",
        "--scale",
        _SCALE,
        "--folder",
        str(folder / "demo"),
    ]
    environment = {**os.environ, "PEIL_DATA": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=280, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
