"""What a browser page may weigh: a process of the browser that grows past its share is ended, and its page with it.

In: the process numbers below this one, as the kernel tells them. Out: bytes a process holds alone; whether one had to
be ended. Where the kernel tells nothing (no /proc), nothing is watched.
"""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

MOST_BYTES, MOST_TOGETHER = 250_000_000, 550_000_000
# A page can fill some 20 MB in the time between two looks. A new renderer is a child of a process of one thread, which
# is cheap to see; the children of all threads are dearer to find, and none of them grows as fast.
_EVERY_S, _SEARCH_EVERY = 0.02, 25
_PAGE = os.sysconf("SC_PAGE_SIZE")


class MemoryWatch:
    """Watches the processes below this one, in a thread of its own; `ended` counts those that grew too large."""

    def __init__(self) -> None:
        self.ended = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="memory", daemon=True)

    def start(self) -> None:
        """Watch until stopped."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        looks, watched = 0, set[int]()
        while not self._stopped.wait(_EVERY_S):
            if looks % _SEARCH_EVERY == 0:
                watched = set(descendants(os.getpid()))
            looks += 1
            watched.update([child for process in watched for child in _read_children(f"{process}/task/{process}")])
            self._look(watched)

    def _look(self, watched: set[int]) -> None:
        """Where a process is too large, or all are together, end it and all that it works with."""
        sizes = {process: own_bytes(process) for process in watched}
        largest = max(sizes, key=lambda process: sizes[process], default=0)
        if largest and (sizes[largest] > MOST_BYTES or sum(sizes.values()) > MOST_TOGETHER):
            beside = {
                process for driver in children(os.getpid()) if driver != largest for process in descendants(driver)
            }
            ended = [end_process(process) for process in (largest, *beside)]
            self.ended += ended[0]


def own_bytes(process: int) -> int:
    """The bytes of memory that a process holds and shares with no other; 0 where it is gone."""
    try:
        words = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return (int(words[1]) - int(words[2])) * _PAGE


def fair_bytes(process: int) -> int:
    """The bytes of memory that a process holds, with its share of what it has in common; 0 where it is gone.

    Dearer to ask for than `own_bytes`, and right where a process was just copied: pages held once are counted once.
    """
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def descendants(process: int) -> Iterator[int]:
    """The processes that a process started, and theirs."""
    for child in children(process):
        yield child
        yield from descendants(child)


def children(process: int) -> Iterator[int]:
    """The processes that a process started itself."""
    for task in Path(f"/proc/{process}/task").glob("*"):
        yield from _read_children(f"{process}/task/{task.name}")


def _read_children(task: str) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{task}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def end_process(process: int) -> bool:
    """End a process at once; False where it is gone already."""
    try:
        os.kill(process, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return False
    return True
