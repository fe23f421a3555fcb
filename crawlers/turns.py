"""Whose turn it is: one request at a time per host, and a pause after each, over all crawls of this machine.

In: a host about to be asked. Out: permission, in order of asking. The pause varies upward only; it grows for a host
that asks for room, eases slowly, and never shrinks below what the site file and robots.txt say.
"""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawlers.host_files import DAY_S, HostFile, host_file
from crawlers.troubles import CrawlEnded

_JITTER, _POLL_S = 0.25, 0.02
_LEAST_GROWN_S, _MOST_GROWN_S = 0.1, 60.0
_GROWS, _EASES = 1.5, 0.95
_LONGEST_SLEEP_S = 900.0


class Turns:
    """The turns of one crawl; `delay_s` is the pause between the end of a request to a host and the next's start.

    `folder` is the folder of runs, `shared` the one in which crawls into any folder meet; without a folder these turns
    are this process's alone.
    """

    def __init__(self, delay_s: float, folder: Path | None = None, shared: Path | None = None) -> None:
        self._delay_s, self._folder, self._shared = delay_s, folder, shared
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._files: dict[str, HostFile] = {}
        self._asked_for: dict[str, float] = {}
        self._grown: dict[str, float] = {}
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str, *, rests: bool = True) -> AsyncIterator[None]:
        """Hold the host's turn; others wait. Raises CrawlEnded where the host is to be left alone for long.

        Without `rests` no pause follows, as between the parts of one page.
        """
        async with self._locks[host]:
            file = await self._take(host)
            try:
                yield
            finally:
                if rests:
                    self.rest(host, self.delay_of(host) * (1 + random.random() * _JITTER))  # noqa: S311 - not a secret
                    self._note(host)
                if file:
                    file.leave()

    def delay_of(self, host: str) -> float:
        """The pause that holds for a host, in seconds."""
        return max(self._delay_s, self._asked_for.get(host, 0.0), self._grown.get(host, 0.0))

    def slow_down(self, host: str, delay_s: float) -> None:
        """Keep at least this pause for a host from now on; a shorter one than holds already changes nothing."""
        self._asked_for[host] = max(delay_s, self._asked_for.get(host, 0.0))

    def grow(self, host: str) -> None:
        """Lengthen the pause by half: the host pushed back."""
        self._grown[host] = min(_MOST_GROWN_S, _GROWS * max(_LEAST_GROWN_S, self.delay_of(host)))

    def ease(self, host: str) -> None:
        """Shorten a pause that grew by a twentieth: the host answered as it should."""
        if host in self._grown:
            self._grown[host] *= _EASES

    def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for so many seconds from now, at most for a day."""
        free_at = time.monotonic() + min(seconds, DAY_S)
        self._free_at[host] = max(free_at, self._free_at.get(host, 0.0))

    def leave(self, host: str, seconds: float) -> None:
        """Leave the host alone, in later crawls too."""
        self.rest(host, seconds)
        self._note(host)

    async def _take(self, host: str) -> HostFile | None:
        """Wait until the host is free in every process, then hold its file, where there is a folder for it."""
        file = self._file(host)
        while True:
            await self._sleep(host)
            if file is None:
                return None
            if not file.take():
                await asyncio.sleep(_POLL_S)
            elif (rest_s := file.rest_s(time.time(), self.delay_of(host))) > 0:
                file.leave()
                self.rest(host, rest_s)
            else:
                return file

    async def _sleep(self, host: str) -> None:
        """Sleep until the host may be asked; a process does not sleep for long, its site is left instead."""
        left = self._free_at.get(host, 0.0) - time.monotonic()
        if left > _LONGEST_SLEEP_S:
            until = datetime.now(UTC) + timedelta(seconds=left)
            raise CrawlEnded(f"{host} asked to be left alone until {until:%Y-%m-%d %H:%M} UTC")
        if left > 0:
            await asyncio.sleep(left)

    def _note(self, host: str) -> None:
        """Tell the crawls of other processes and of later days."""
        if host in self._files:
            self._files[host].write(time.time(), self._free_at[host] - time.monotonic())

    def _file(self, host: str) -> HostFile | None:
        if self._folder is not None and host not in self._files:
            self._files[host] = host_file(self._folder, host, self._shared)
        return self._files.get(host)
