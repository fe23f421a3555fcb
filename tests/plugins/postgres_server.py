"""A private PostgreSQL for the tests: started as an ordinary user, on a socket and loopback, gone at the end."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest


@dataclass(frozen=True)
class PostgresServer:
    """A running server; `address(database)` is a database's address."""

    port: int

    def address(self, database: str) -> str:
        return f"postgresql://peil@127.0.0.1:{self.port}/{database}"

    def command(self, sentence: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(sentence)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The session's PostgreSQL, or a skip that says why (a failure where services are required)."""
    programs = _programs()
    if programs is None:
        _missing("PostgreSQL's programs initdb and postgres are not installed")
    else:
        with _running(programs) as server:
            yield server


def _missing(reason: str) -> None:
    if os.environ.get("PEIL_REQUIRE_SERVICES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path and shutil.which("initdb") else None


@contextmanager
def _running(programs: Path) -> Iterator[PostgresServer]:
    folder = Path(tempfile.mkdtemp(prefix="peil-postgres-"))
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
        user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    subprocess.run(
        [programs / "initdb", "-D", folder / "data", "-U", "peil", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        **user,
    )
    port = _free_port()
    settings = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", f"unix_socket_directories={folder}"]
    process = subprocess.Popen(
        [programs / "postgres", "-D", folder / "data", "-h", "127.0.0.1", "-p", str(port)]
        + [part for setting in settings for part in ("-c", setting)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        **user,
    )
    try:
        _wait_for(programs, port)
        yield PostgresServer(port)
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(programs: Path, port: int) -> None:
    ready = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
    for _ in range(60):
        if subprocess.run(ready, check=False).returncode == 0:
            return
        subprocess.run(["sleep", "0.2"], check=True)
    pytest.fail("PostgreSQL did not start")
