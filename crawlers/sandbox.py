"""Chromium's sandbox: on wherever the kernel allows it, and Chromium an ordinary user even where Peil is root.

In: the path of a Chromium. Out: whether its sandbox can be on, and what to start. Pages are hostile: without the
sandbox a flaw in the browser is a flaw in everything that the user may do.
"""

import atexit
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_ORDINARY = "nobody"
# The browser's own folder is made by whoever starts it; it has to belong to the user that the browser becomes.
_SCRIPT = """#!/bin/sh
for said in "$@"; do
  case "$said" in --user-data-dir=*) chown -R {uid}:{gid} "${{said#--user-data-dir=}}" ;; esac
done
HOME="{home}" exec {become} "{chromium}" "$@"
"""


@cache
def sandbox_works(chromium: Path) -> bool:
    """Whether the user that Chromium will be may make a user namespace and may run Chromium."""
    if not sys.platform.startswith("linux"):
        return os.geteuid() != 0
    become = _become() if os.geteuid() == 0 else []
    if become is None or shutil.which("unshare") is None:
        return False
    return _succeeds([*become, "unshare", "--user", "true"]) and _succeeds([*become, "test", "-x", str(chromium)])


def launcher(chromium: Path) -> Path:
    """What to start: Chromium itself, or where Peil is root a script that starts it as an ordinary user."""
    become = _become()
    if os.geteuid() != 0 or become is None or not sandbox_works(chromium):
        return chromium
    folder = Path(tempfile.mkdtemp(prefix="peil-chromium-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    user, script = pwd.getpwnam(_ORDINARY), folder / "chromium"
    text = _SCRIPT.format(
        uid=user.pw_uid, gid=user.pw_gid, home=tempfile.gettempdir(), become=" ".join(become), chromium=chromium
    )
    script.write_text(text, encoding="utf-8")
    script.chmod(0o700)
    return script


def _become() -> list[str] | None:
    """The words that run a command as an ordinary user; None where there is no such user or no way."""
    try:
        user = pwd.getpwnam(_ORDINARY)
    except KeyError:
        return None
    setpriv = shutil.which("setpriv")
    ids = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}"]
    return [setpriv, *ids, "--clear-groups", "--no-new-privs"] if setpriv else None


def _succeeds(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=10).returncode == 0  # noqa: S603 - fixed
    except (OSError, subprocess.TimeoutExpired):
        return False
