"""Chromium's sandbox and its network: the one on, the other off, and Chromium an ordinary user even where Peil is root.

In: the path of a Chromium. Out: whether its sandbox can be on, and what to start. Pages are hostile: without the
sandbox a flaw in the browser is a flaw in everything that the user may do. The browser is spoken to through a pipe.
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
_ALONE = ("unshare", "--user", "--map-current-user", "--net")
# Where the browser becomes another user, its own folder, made by whoever starts it, has to become that user's. What it
# keeps at home it keeps among what is temporary.
_SCRIPT = """#!/bin/sh
{own}HOME="${{TMPDIR:-{home}}}" exec {words} "{chromium}" "$@"
"""
_OWN = """for said in "$@"; do
  case "$said" in --user-data-dir=*) chown -R {uid}:{gid} "${{said#--user-data-dir=}}" ;; esac
done
"""


@cache
def sandbox_works(chromium: Path) -> bool:
    """Whether the user that Chromium will be may make a user namespace and may run Chromium."""
    if not sys.platform.startswith("linux"):
        return os.geteuid() != 0
    become = _become()
    if become is None or shutil.which("unshare") is None:
        return False
    return _succeeds([*become, "unshare", "--user", "true"]) and _succeeds([*become, "test", "-x", str(chromium)])


def launcher(chromium: Path) -> Path:
    """What to start: a script that starts Chromium without a network, and as an ordinary user where Peil is root.

    Chromium itself where the kernel allows neither.
    """
    become = _become()
    if become is None or not sys.platform.startswith("linux") or not sandbox_works(chromium):
        return chromium
    words = [*become, *(_ALONE if _succeeds([*become, *_ALONE, "true"]) else ())]
    home = tempfile.gettempdir()
    text = _SCRIPT.format(own=_own(), home=home, words=" ".join(words), chromium=chromium)
    return _script(text) if words else chromium


def _script(text: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="peil-chromium-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    script = folder / "chromium"
    script.write_text(text, encoding="utf-8")
    script.chmod(0o700)
    return script


def _own() -> str:
    if os.geteuid() != 0:
        return ""
    user = pwd.getpwnam(_ORDINARY)
    return _OWN.format(uid=user.pw_uid, gid=user.pw_gid)


def _become() -> list[str] | None:
    """The words that run a command as an ordinary user, none for who is one; None where there is no way."""
    if os.geteuid() != 0:
        return []
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
