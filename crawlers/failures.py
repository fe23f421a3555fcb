"""When a host has failed often enough to be left: failures in a row, and answers in a row that are none to keep.

In: what came of each address. Out: whether a host is left alone, or CrawlEnded where a crawl starts there. A host that
fails is left soon; one that answers, though what no page may be (too large, packed in another way), is left later.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from crawlers.hosts import turn_name
from crawlers.troubles import CrawlEnded

_ENOUGH_FAILED, _ENOUGH_AMISS = 5, 25


class Failures:
    """The failures of one run, host by host; `starts` are the addresses where the crawl begins."""

    def __init__(self, starts: Iterable[str]) -> None:
        self._starts = {turn_name(start) for start in starts}
        self._failed: Counter[str] = Counter()
        self._amiss: Counter[str] = Counter()

    def answered(self, url: str) -> None:
        """A host answered as it should."""
        self._failed[turn_name(url)] = self._amiss[turn_name(url)] = 0

    def failed(self, url: str, why: str, end: Callable[[str], CrawlEnded] = CrawlEnded) -> None:
        """An address gave no answer after all tries; raises `end` where that is enough."""
        self._failed[turn_name(url)] += 1
        self._end(url, end(f"{self._failed[turn_name(url)]} addresses in a row failed, the last: {why}"))

    def amiss(self, url: str, why: str) -> None:
        """An address gave an answer that is none to keep; raises CrawlEnded where that is enough."""
        self._amiss[turn_name(url)] += 1
        self._end(url, CrawlEnded(f"{_ENOUGH_AMISS} answers in a row were none to keep, the last: {why}"))

    def enough(self, url: str) -> bool:
        """Whether the host of an address is left alone by now."""
        host = turn_name(url)
        return self._failed[host] >= _ENOUGH_FAILED or self._amiss[host] >= _ENOUGH_AMISS

    def _end(self, url: str, end: CrawlEnded) -> None:
        if turn_name(url) in self._starts and self.enough(url):
            raise end
