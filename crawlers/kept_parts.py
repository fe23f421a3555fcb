"""Scripts and style sheets that the pages of a site share: asked for once, then given from here, as a browser would.

In: answers. Out: the same again, while the site says that they are fresh. Small, of one crawl, in memory alone.
"""

import re
import time
from collections import OrderedDict
from collections.abc import Callable

from crawlers.page import Page

_MOST_BYTES, _LONGEST_S = 20_000_000, 3600.0
_KINDS = frozenset({"script", "stylesheet"})
_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})")
_FORBID = ("no-store", "no-cache")


class KeptParts:
    """The parts that one crawl keeps, the one used longest ago given up first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Page]] = OrderedDict()

    def get(self, url: str) -> Page | None:
        """What stands at an address, where it is kept and still fresh."""
        until, page = self._kept.get(url, (0.0, None))
        if page is None or self._clock() >= until:
            self._kept.pop(url, None)
            return None
        self._kept.move_to_end(url)
        return page

    def keep(self, url: str, kind: str, page: Page) -> None:
        """Keep an answer of Playwright's resource type `kind`, where it is one to keep."""
        fresh_s = fresh_for_s(page) if kind in _KINDS and page.status == 200 else 0.0
        if fresh_s <= 0 or len(page.body) > _MOST_BYTES // 4:
            return
        self._kept[url] = (self._clock() + fresh_s, page)
        while sum(len(kept.body) for _, kept in self._kept.values()) > _MOST_BYTES:
            self._kept.popitem(last=False)


def fresh_for_s(page: Page) -> float:
    """How long an answer may be given again: as long as it says, or the crawl's hour where it only has a validator."""
    control = page.headers.get("cache-control", "").lower()
    if any(word in control for word in _FORBID) or page.headers.get("vary", "").strip() == "*":
        return 0.0
    if said := _AGE.search(control):
        return min(_LONGEST_S, float(said.group(1)))
    return _LONGEST_S if {"etag", "last-modified"} & page.headers.keys() else 0.0
