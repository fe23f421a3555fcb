"""The whole ledger as one file, while others go on with it, and back.

In: a database address and a file. Out: SQLite's own copy, or what PostgreSQL's pg_dump makes. A password is in no list
of processes.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from ledger.database import close_ledger
from peil.errors import OutsideError

DumpKind = Literal["sqlite", "postgresql"]


def kind_of(url: str) -> DumpKind:
    """Which database the address is of."""
    return "sqlite" if url.startswith("sqlite:///") else "postgresql"


def dump_ledger(url: str, file: Path) -> None:
    """Write the ledger as it stands now into a new file; raises OutsideError where that cannot be done."""
    if kind_of(url) == "sqlite":
        with closing(sqlite3.connect(_path(url))) as source, closing(sqlite3.connect(file)) as copy:
            source.backup(copy)
    else:
        _run(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")


def load_ledger(url: str, file: Path) -> None:
    """Put a dumped ledger in the place of the one that stands; all or nothing."""
    close_ledger()
    if kind_of(url) == "sqlite":
        place = _path(url)
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{place.name}.new")
        shutil.copyfile(file, draft)
        for left in ("-wal", "-shm"):
            place.with_name(place.name + left).unlink(missing_ok=True)
        draft.replace(place)
    else:
        _run(url, "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--dbname=", str(file))


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _run(url: str, program: str, *words: str) -> None:
    found = shutil.which(program)
    if found is None:
        mend = "install PostgreSQL's client programs of the server's version or newer"
        raise OutsideError(f"{program} is not installed", where=program, mend=mend)
    environment = _environment(url)
    told = [word + environment["PGDATABASE"] if word == "--dbname=" else word for word in words]
    done = subprocess.run([found, *told], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.strip().partition("\n")[0]
        raise OutsideError(
            f"{program} failed ({said})", where=program, mend="nothing was changed; mend it and try again"
        )


def _environment(url: str) -> dict[str, str]:
    """What PostgreSQL's programs read: the address's parts, its options as PGSSLMODE and the like."""
    parts = urlsplit(url)
    said = {
        "PGDATABASE": unquote(parts.path.lstrip("/")) or "peil",
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGHOST": unquote(parts.hostname or ""),
        "PGPORT": str(parts.port or ""),
        **{f"PG{name.upper()}": value for name, value in parse_qsl(parts.query)},
    }
    return {**os.environ, **{name: value for name, value in said.items() if value}}
