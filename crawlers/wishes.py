"""What the site wishes: the robots.txt of each of its hosts, asked once a run.

In: addresses. Out: why they may not be visited, or nothing. Asks for robots.txt itself, through the same fetcher; what
it says holds for a day, and that it could not be asked for a quarter of an hour.
"""

import asyncio
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from crawlers.fetching import Fetcher
from crawlers.hosts import turn_name
from crawlers.manifest import RobotsVerdict
from crawlers.robots import Robots, read_robots, robots_address
from crawlers.troubles import CrawlEnded, FetchFailed, NetworkGone
from crawlers.turns import Turns
from crawlers.warc import Exchange

_GOOD_FOR_S = {"rules": 86_400.0, "open": 86_400.0, "closed": 900.0}


class Wishes:
    """The robots.txt of every host of one run; `exchanges` are the answers, kept as evidence."""

    def __init__(self, fetcher: Fetcher, turns: Turns, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetcher, self._turns, self._clock = fetcher, turns, clock
        self._robots: dict[str, Robots] = {}
        self._good_until: dict[str, float] = {}
        self._refused: defaultdict[str, int] = defaultdict(int)
        self._asking = asyncio.Lock()
        self.exchanges: list[Exchange] = []

    async def refusal(self, url: str, held: str = "") -> str:
        """Why the site does not want `url` visited, or nothing.

        `held` is a host whose turn is held by who asks: its robots.txt cannot be asked for now.
        """
        address = robots_address(url)
        if turn_name(url) == held and not self._is_known(address):
            return "its robots.txt is not known yet"
        if not self._is_known(address):
            async with self._asking:
                if not self._is_known(address):
                    self._robots[address] = robots = await self._ask(address)
                    self._good_until[address] = self._clock() + _GOOD_FOR_S[robots.verdict]
        reason = self._robots[address].refusal(url)
        self._refused[address] += bool(reason)
        return reason

    def verdicts(self) -> dict[str, RobotsVerdict]:
        """What each host's robots.txt came to; `https://` stands before those asked that way."""
        return {
            address.removeprefix("http://").removesuffix("/robots.txt"): RobotsVerdict(
                robots.verdict, robots.status, robots.crawl_delay_s, self._refused[address]
            )
            for address, robots in self._robots.items()
        }

    def unheard(self, urls: Iterable[str]) -> bool:
        """Whether the robots.txt of one of these addresses could not be asked at all."""
        asked = (self._robots.get(robots_address(url)) for url in urls)
        return any(robots is not None and robots.status is None and not robots.held_back for robots in asked)

    def _is_known(self, address: str) -> bool:
        return self._clock() < self._good_until.get(address, -math.inf)

    async def _ask(self, address: str) -> Robots:
        try:
            fetched = await self._fetcher.get(address, {"robots": True})
        except FetchFailed as failure:
            robots = read_robots(failure.status, b"")
            return replace(robots, why=str(failure), held_back=failure.refused)
        except CrawlEnded as end:
            return Robots("closed", why=str(end), held_back=not isinstance(end, NetworkGone))
        self.exchanges += fetched.exchanges
        robots = read_robots(fetched.page.status, fetched.page.body)
        if robots.crawl_delay_s is not None:
            self._turns.slow_down(turn_name(address), robots.crawl_delay_s)
        return robots
