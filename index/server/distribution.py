"""Elastic's server, fetched with Maven once and kept in a cache folder outside the checkout.

In: nothing. Out: the folder of the unpacked server, complete or not there at all: it is unpacked aside and renamed,
under a lock, so that two processes or a kill half-way leave no half server behind.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from peil.errors import OutsideError

VERSION = "8.19.8"


def cache_folder() -> Path:
    """PEIL_CACHE; else the user's cache folder; for root one that an ordinary user can read, as the server must."""
    if chosen := os.environ.get("PEIL_CACHE"):
        return Path(chosen).absolute() / "elasticsearch"
    if os.geteuid() == 0:
        return Path("/var/cache/peil/elasticsearch")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "peil" / "elasticsearch"


def unpacked() -> Path | None:
    """The unpacked server if it is in the cache."""
    home = cache_folder() / VERSION
    return home if home.is_dir() else None


def fetched() -> Path:
    """The unpacked server, fetched first where the cache lacks it; raises OutsideError with Maven's last words."""
    cache = cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    with locked(cache / "lock"):
        return unpacked() or _fetch(cache)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold an exclusive lock on `file`; it ends with the process too."""
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _fetch(cache: Path) -> Path:
    with tempfile.TemporaryDirectory(dir=cache, prefix="unpack-") as aside:
        with as_file(files("index.server").joinpath("pom.xml")) as pom:
            _maven(pom, aside)
        found = next(Path(aside).glob("*/elasticsearch"))
        for path in [found, *found.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        shutil.rmtree(cache / VERSION, ignore_errors=True)
        return found.rename(cache / VERSION)


def _maven(pom: Path, aside: str) -> None:
    command = ["mvn", "-q", "-B", "-f", str(pom), f"-Dunpack.to={aside}", "package"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    except FileNotFoundError as error:
        raise OutsideError("Maven is missing", where="mvn", mend="install Maven", permanent=True) from error
    if done.returncode:
        said = next((line for line in done.stdout.splitlines() if "ERROR" in line), "it gave no reason")
        raise OutsideError(f"Maven could not fetch Elasticsearch: {said}", where="mvn", mend="check the network")
