"""Whose turn it is: one request at a time per host, and a pause after each.

In: a host about to be asked. Out: permission, in order of asking. The pause varies upward only; it can grow for a host
that asks for more room, and never shrinks below what the site file says.
"""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_JITTER = 0.25


class Turns:
    """The turns of one crawl; `delay_s` is the pause between the end of a request to a host and the next's start."""

    def __init__(self, delay_s: float) -> None:
        self._delay_s = delay_s
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._delays: dict[str, float] = {}
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Hold the host's turn; others for the same host wait."""
        async with self._locks[host]:
            await self._wait(host)
            try:
                yield
            finally:
                self.rest(host, self.delay_of(host) * (1 + random.random() * _JITTER))  # noqa: S311 - not a secret

    def delay_of(self, host: str) -> float:
        """The pause that holds for a host, in seconds."""
        return self._delays.get(host, self._delay_s)

    def slow_down(self, host: str, delay_s: float) -> None:
        """Lengthen the pause for a host; a shorter one than holds already changes nothing."""
        self._delays[host] = max(delay_s, self.delay_of(host))

    def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for so many seconds from now."""
        free_at = asyncio.get_running_loop().time() + seconds
        self._free_at[host] = max(free_at, self._free_at.get(host, 0.0))

    async def _wait(self, host: str) -> None:
        while (left := self._free_at.get(host, 0.0) - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(left)
