"""What a browser page may weigh: a renderer that grows past its share is ended, and its page with it.

In: the process numbers below this one, as the kernel tells them. Out: bytes a process holds alone; whether one had to
be ended. Where the kernel tells nothing (no /proc), nothing is watched.
"""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

RENDERER_BYTES = 300_000_000
_EVERY_S = 0.1
_PAGE = os.sysconf("SC_PAGE_SIZE")
_RENDERER = b"--type=renderer"


@dataclass
class MemoryWatch:
    """Watches the renderers below this process; `ended` counts those that grew too large."""

    most: int = RENDERER_BYTES
    ended: int = 0

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            self.look()
            await asyncio.sleep(_EVERY_S)

    def look(self) -> None:
        """End every renderer that holds more than it may."""
        for process in descendants(os.getpid()):
            if own_bytes(process) > self.most and _is_renderer(process):
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(process, signal.SIGKILL)
                    self.ended += 1


def own_bytes(process: int) -> int:
    """The bytes of memory that a process holds and shares with no other; 0 where it is gone."""
    try:
        words = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return (int(words[1]) - int(words[2])) * _PAGE


def descendants(process: int) -> Iterator[int]:
    """The processes that a process started, and theirs."""
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, tasks.read_text(encoding="ascii").split()):
                yield child
                yield from descendants(child)


def _is_renderer(process: int) -> bool:
    try:
        return _RENDERER in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
