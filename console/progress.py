"""How far crawls are: a moving line a site on a terminal, a plain line now and then elsewhere.

In: what the crawl's processes tell, from several threads. Out: lines on standard error.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from rich.live import Live
from rich.table import Table

from console.terminal import remark, remarks
from crawlers.collect import Progress, Tell

_EVERY_S = 10.0


@contextmanager
def crawl_progress() -> Iterator[Tell]:
    """A function that shows the progress it is told, for as long as the block lasts."""
    if remarks.is_terminal:
        with Live(console=remarks, transient=True, auto_refresh=False) as live:
            yield _Moving(live).tell
    else:
        yield _Plain().tell


class _Moving:
    """A table with a row a site, drawn anew each time."""

    def __init__(self, live: Live) -> None:
        self._live, self._rows, self._lock = live, dict[str, Progress](), Lock()

    def tell(self, progress: Progress) -> None:
        with self._lock:
            self._rows[progress.site] = progress
            table = Table.grid(padding=(0, 2))
            for site in sorted(self._rows):
                table.add_row(_in_words(self._rows[site]))
            self._live.update(table, refresh=True)


class _Plain:
    """A line a site every ten seconds."""

    def __init__(self) -> None:
        self._next, self._lock = dict[str, float](), Lock()

    def tell(self, progress: Progress) -> None:
        with self._lock:
            now = time.monotonic()
            if now >= self._next.setdefault(progress.site, now + _EVERY_S):
                self._next[progress.site] = now + _EVERY_S
                remark(_in_words(progress))


def _in_words(progress: Progress) -> str:
    return f"{progress.site}: {progress.ads:,} ads, {progress.pages:,} pages, {progress.images:,} photos so far"
