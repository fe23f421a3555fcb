"""Secrets that stand in files: read only where nobody but their owner can read them.

In: a path. Out: what stands in it, without white space around it. Never a secret in a message.
"""

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
