"""Who works: a name for this process that tells whether it still lives.

In: this machine's processes. Out: a name; whether the process of a name is known to be dead. A process on another
machine is never known to be.
"""

import os
import socket
from pathlib import Path


def this_worker() -> str:
    """`host/pid/start`; the start tells it from a later process of the same number."""
    return f"{socket.gethostname()}/{os.getpid()}/{_start(os.getpid())}"


def is_dead(worker: str) -> bool:
    """Whether a worker's process is gone; one without a name has given its work back."""
    host, _, process = worker.partition("/")
    if not worker:
        return True
    if host != socket.gethostname():
        return False
    number, _, start = process.partition("/")
    return not _lives(int(number)) or _start(int(number)) != start


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _start(number: int) -> str:
    """When a process began, in the kernel's ticks; empty where it has ended, or the kernel does not say so."""
    try:
        told = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    words = told.rpartition(")")[2].split()
    return "" if words[0] == "Z" else words[19]
