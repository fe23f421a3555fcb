"""Secrets that stand in files: read only where nobody but their owner can read them.

In: a path. Out: what stands in it, without white space around it; or a new one, made once. Never a secret in a message.
"""

import os
import secrets
import stat
from pathlib import Path

from peil.errors import SettingsError

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_secret(path: Path | None) -> str:
    """The secret in the file, empty without a path; raises SettingsError where it is missing or open to others."""
    if path is None:
        return ""
    try:
        if path.stat().st_mode & _OTHERS:
            raise SettingsError("others can read this secret", where=str(path), mend=f"`chmod 600 {path}`")
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"this secret cannot be read ({error.strerror})", where=str(path)) from error


def made_secret(path: Path) -> bytes:
    """The 32 random bytes of the file, which is made (as hex, rights 0600) where it is missing."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(read_secret(path))
    made = secrets.token_bytes(32)
    with os.fdopen(handle, "w") as stream:
        stream.write(made.hex())
    return made
