"""A host that pushes back: 429 and 503 lengthen the pause, and too many of them end the site's run for today.

In: answers with one of these. Out: the seconds to wait before asking again, or CrawlEnded. What ends a run is noted
with the host, so that a crawl that is started again today leaves it alone too.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from crawlers.hosts import turn_name
from crawlers.page import Page
from crawlers.retry_after import retry_after_s
from crawlers.troubles import CrawlEnded
from crawlers.turns import Turns
from peil.days import day_of, end_of

LONGEST_WAIT_S = 120.0
_ENOUGH = 6


def _real_now() -> datetime:
    return datetime.now(UTC)


class PushBack:
    """What the hosts of one run asked for; `now` is the real time, since the hosts' dates are."""

    def __init__(self, turns: Turns, now: Callable[[], datetime] = _real_now) -> None:
        self._turns, self._now = turns, now
        self._times = 0

    def hear(self, url: str, page: Page) -> float | None:
        """The seconds that an answer asks for, None where it says nothing of them; raises CrawlEnded for too many."""
        if page.status not in (429, 503):
            return None
        host, now = turn_name(url), self._now()
        self._times += 1
        self._turns.grow(host)
        asked = retry_after_s(page.headers.get("retry-after", ""), now)
        if asked is not None and asked > LONGEST_WAIT_S:
            self._turns.leave(host, asked)
            raise CrawlEnded(f"the site asks to be left alone for {asked:.0f} seconds")
        if self._times >= _ENOUGH:
            self._turns.leave(host, (end_of(day_of(now)) - now).total_seconds())
            raise CrawlEnded(f"the site answered 429 or 503 {self._times} times")
        return asked
