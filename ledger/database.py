"""Where the ledger stands: SQLite by default, PostgreSQL by one setting.

In: a database address. Out: an open, migrated ledger in this process. Never more than one at a time.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from peil.errors import OutsideError

_SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
    "PRAGMA secure_delete=ON;"  # what retention deletes is gone from the file, not only from the tables
)


def database_settings(url: str) -> dict[str, Any]:
    """Django's settings of the database at `url` (`sqlite:///file` or `postgresql://…`)."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        options = {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": _SQLITE_START}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": url.removeprefix("sqlite:///"), "OPTIONS": options}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "peil",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def open_ledger(url: str) -> None:
    """Open the ledger at `url` in this process and bring its tables up to date.

    Raises OutsideError where the database cannot be reached or written.
    """
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    _point_at(url)
    try:
        if _is_behind():
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        mend = "check PEIL_DATABASE and that the server runs"
        said = str(error).partition("\n")[0]
        raise OutsideError(f"the ledger does not open ({said})", where=_shown(url), mend=mend) from error
    finally:
        connection.close()


def close_ledger() -> None:
    """Close the connection of this process (before a fork, or at the end)."""
    connection.close()


def _point_at(url: str) -> None:
    wanted = connections.configure_settings({"default": database_settings(url)})
    connections["default"].close()
    connections.settings = wanted
    del connections["default"]


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _shown(url: str) -> str:
    parts = urlsplit(url)
    return url.replace(f":{parts.password}@", ":…@") if parts.password else url
