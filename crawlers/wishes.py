"""What the site wishes: robots.txt per host, asked once a run, and what pages say of being kept.

In: addresses and pages. Out: may it be visited, may it be kept. Asks for robots.txt itself, through the same fetcher.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from crawlers.fetching import Fetcher
from crawlers.manifest import RobotsVerdict
from crawlers.page import Page
from crawlers.robots import AGENT, Robots, read_robots, robots_address
from crawlers.troubles import CrawlEnded, FetchFailed
from crawlers.turns import Turns
from crawlers.warc import Exchange

_META = "//meta[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = $name]/@content"
_NOT_KEPT = frozenset({"noindex", "noarchive", "none"})
_VALUED = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})


class Wishes:
    """The robots.txt of every host of one run; `exchanges` are the answers, kept as evidence."""

    def __init__(self, fetcher: Fetcher, turns: Turns) -> None:
        self._fetcher, self._turns = fetcher, turns
        self._robots: dict[str, Robots] = {}
        self._refused: defaultdict[str, int] = defaultdict(int)
        self._asking = asyncio.Lock()
        self.exchanges: list[Exchange] = []

    async def refusal(self, url: str) -> str:
        """Why the site does not want `url` visited, or nothing."""
        host = urlsplit(url).netloc
        if host not in self._robots:
            async with self._asking:
                if host not in self._robots:
                    self._robots[host] = await self._ask(url)
        robots = self._robots[host]
        if robots.allows(url):
            return ""
        self._refused[host] += 1
        return "closed by robots.txt" if robots.rules else "robots.txt could not be asked, so nothing is"

    def verdicts(self) -> dict[str, RobotsVerdict]:
        """What each host's robots.txt came to."""
        return {
            host: RobotsVerdict(robots.verdict, robots.status, robots.crawl_delay_s, self._refused[host])
            for host, robots in self._robots.items()
        }

    def unheard(self, urls: Iterable[str]) -> bool:
        """Whether the robots.txt of one of these addresses could not be asked at all."""
        asked = (self._robots.get(urlsplit(url).netloc) for url in urls)
        return any(robots is not None and robots.status is None for robots in asked)

    async def _ask(self, url: str) -> Robots:
        try:
            fetched = await self._fetcher.get(robots_address(url), {"robots": True})
        except FetchFailed as failure:
            return read_robots(failure.status, b"")
        except CrawlEnded:
            return read_robots(None, b"")
        self.exchanges += fetched.exchanges
        robots = read_robots(fetched.page.status, fetched.page.body)
        if robots.crawl_delay_s is not None:
            self._turns.slow_down(urlsplit(url).netloc, robots.crawl_delay_s)
        return robots


def may_keep(page: Page) -> bool:
    """Whether neither X-Robots-Tag nor a meta robots asks that the page be left out of indexes and archives."""
    said = list(_header_words(page.headers.get("x-robots-tag", "")))
    for name in ("robots", AGENT.lower()):
        for content in page.find(_META, name=name):
            said += re.split(r"[\s,]+", content.lower())
    return _NOT_KEPT.isdisjoint(said)


def _header_words(header: str) -> Iterator[str]:
    """The directives of X-Robots-Tag lines that are for everybody or for Peil: `a, b` or `agent: a, b`."""
    for line in header.lower().split("\n"):
        mine = True
        for part in line.split(","):
            agent, colon, said = part.partition(":")
            if colon and agent.strip() not in _VALUED:
                mine = agent.strip() == AGENT.lower()
            if mine:
                yield (said if colon else part).strip()
