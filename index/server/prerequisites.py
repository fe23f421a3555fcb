"""What the private Elasticsearch needs of this machine: Java 17 or newer, and Maven to fetch it once.

In: the environment. Out: a reason why it cannot run, or the place of Java. Installs nothing.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from index.server.distribution import unpacked
from peil.errors import OutsideError

_OLDEST_JAVA = 17
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')


def can_run() -> str | None:
    """Why the private Elasticsearch cannot run here, in one sentence with the mend; None if it can."""
    java = shutil.which("java", path=_java_path())
    if java is None or _major(java) < _OLDEST_JAVA:
        return "Java 17 or newer is missing; install a JDK (Debian: apt-get install openjdk-17-jdk-headless)"
    if unpacked() is None and shutil.which("mvn") is None:
        return "Maven is missing, which fetches Elasticsearch once; install it (Debian: apt-get install maven)"
    return None


def java_home() -> Path:
    """The folder of the JDK or JRE in use (JAVA_HOME, else the `java` on the path); raises OutsideError if none."""
    java = shutil.which("java", path=_java_path())
    if java is None:
        raise OutsideError("Java is missing", where="elasticsearch", mend="install a JDK, 17 or newer", permanent=True)
    return Path(java).resolve().parent.parent


def _java_path() -> str | None:
    home = os.environ.get("JAVA_HOME", "")
    return f"{home}/bin{os.pathsep}{os.environ.get('PATH', os.defpath)}" if home else None


def _major(java: str) -> int:
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603 - found on the path
    found = _VERSION.search(said.stderr)
    return int(found[1]) if found else 0
