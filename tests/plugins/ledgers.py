"""A fresh, migrated ledger for a test, on SQLite and on PostgreSQL."""

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.database import close_ledger, open_ledger

_NUMBER = itertools.count()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated SQLite ledger to copy from."""
    path = tmp_path_factory.mktemp("template") / "ledger.sqlite3"
    open_ledger(f"sqlite:///{path}")
    close_ledger()
    return path


@pytest.fixture
def sqlite_ledger(sqlite_template: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh SQLite ledger, open in this process."""
    path = tmp_path / "ledger.sqlite3"
    shutil.copy(sqlite_template, path)
    yield from _opened(f"sqlite:///{path}")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.service)])
def ledger(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh ledger, open in this process: the test runs once on each database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_ledger")
        return
    server = request.getfixturevalue("postgres")
    template = request.getfixturevalue("postgres_template")
    name = f"peil_{os.getpid()}_{next(_NUMBER)}"
    server.command(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield from _opened(server.address(name))
    server.command(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres_template(request: pytest.FixtureRequest) -> str:
    """The name of an empty, migrated PostgreSQL ledger to copy from."""
    server = request.getfixturevalue("postgres")
    server.command("CREATE DATABASE peil_template")
    open_ledger(server.address("peil_template"))
    close_ledger()
    return "peil_template"


def _opened(url: str) -> Iterator[str]:
    open_ledger(url)
    yield url
    close_ledger()
