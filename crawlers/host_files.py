"""One file a host, so that crawls in several processes ask it one thing at a time and keep the pause between them.

In: the name of a host, the folders that crawls share. Out: a lock that is free again when its process dies, and when
the host was asked last and may be asked again, in seconds of the clock of the day (they outlive a restart). Of this
machine itself only the lock is shared over all folders of runs: behind the same port another site may stand tomorrow.
"""

import fcntl
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from crawlers.hosts import is_loopback

_UNNAMED = re.compile(r"[^a-z0-9.-]")
_MOST_BYTES = 64
DAY_S = 86_400.0


@dataclass
class HostFile:
    """What is noted of one host at `path`; the lock at `lock`, often the same file, is held while the host is asked."""

    path: Path
    lock: Path
    _handle: int = field(default=-1, repr=False)
    _lock_handle: int = field(default=-1, repr=False)

    def take(self) -> bool:
        """Hold the lock; False where another process has it."""
        if self._handle < 0:
            self._handle, self._lock_handle = _opened(self.path), _opened(self.lock)
        try:
            fcntl.flock(self._lock_handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def leave(self) -> None:
        """Give the lock up."""
        fcntl.flock(self._lock_handle, fcntl.LOCK_UN)

    def rest_s(self, now: float, delay_s: float) -> float:
        """Seconds for which the host is to be left alone: as was noted, and this pause since it was asked last.

        At most a day, so that a clock that was set back holds nobody up for longer.
        """
        asked, free = self._read()
        return min(max(free - now, min(asked - now, 0.0) + delay_s, 0.0), DAY_S)

    def write(self, now: float, rest_s: float) -> None:
        """Note that the host was asked, and to be left alone for so long, unless a longer rest stands there."""
        free = now + max(rest_s, self.rest_s(now, 0.0))
        os.pwrite(self._handle, f"{now:20.3f} {free:20.3f}\n".encode(), 0)

    def _read(self) -> tuple[float, float]:
        words = os.pread(self._handle, _MOST_BYTES, 0).split()
        try:
            asked, free = (float(word) for word in words)
        except ValueError:
            return 0.0, 0.0
        return asked, free


def host_file(folder: Path, host: str, shared: Path | None = None) -> HostFile:
    """The file of a host; `folder` is the folder of runs, `shared` the one that all crawls of this machine have."""
    name = _UNNAMED.sub("_", host)
    here = folder / ".hosts" / name
    lock = shared / "hosts" / name if shared else here
    return HostFile(here if is_loopback(host) else lock, lock)


def _opened(file: Path) -> int:
    file.parent.mkdir(parents=True, exist_ok=True)
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
