"""Fetching one address: redirects by hand, back-off, bounds, and what went over the wire.

In: an address of the site. Out: the page and its exchanges, or FetchFailed in words; CrawlEnded when the site has had
enough of us. Every request goes through Scrapy's downloader, so through the door, robots.txt and the turns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urldefrag, urljoin

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawlers.failures import Failures
from crawlers.hosts import turn_name
from crawlers.middlewares import WishedAway
from crawlers.page import Page
from crawlers.patience import Patience
from crawlers.push_back import LONGEST_WAIT_S, PushBack
from crawlers.troubles import (
    LASTING,
    PASSING,
    UNREACHABLE,
    CrawlEnded,
    FetchFailed,
    NetworkGone,
    PassingFailure,
    in_words,
)
from crawlers.turns import Turns
from crawlers.warc import Exchange
from crawlers.wire import exchange_of, page_of

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_REDIRECTS, _MAX_TRIES, _MAX_URL = 5, 3, 8000
_LEAST_BACK_OFF_S = 0.1
_PAGE_TIMEOUTS = 2


@dataclass(frozen=True)
class Fetched:
    """A page and what went over the wire for it, in order: redirects first, the page's own exchange last."""

    page: Page
    exchanges: tuple[Exchange, ...]


class Fetcher:
    """The fetching of one crawl; `requests` counts what left, robots.txt apart."""

    def __init__(self, spider: Any, turns: Turns, now: Callable[[], datetime]) -> None:
        self._spider, self._turns, self._now = spider, turns, now
        self.requests = 0
        self._failures = Failures(spider.site_file.site.start)
        self._push_back = PushBack(turns)

    async def get(self, url: str, meta: Mapping[str, Any] | None = None) -> Fetched:
        """The page at `url` after at most five redirects within the site, in twice the time that a request may take."""
        exchanges: list[Exchange] = []
        patience = Patience(_PAGE_TIMEOUTS * self._spider.job.timeout_s)
        asked = {**(meta or {}), "patience": patience}
        for _ in range(_MAX_REDIRECTS + 1):
            page, passed = await self._answer(url, dict(asked))
            exchanges += passed
            target = redirect_target(page)
            if target is None:
                return Fetched(page, tuple(exchanges))
            url = target
            asked.pop("headers", None)
        raise FetchFailed(f"more than {_MAX_REDIRECTS} redirects")

    async def _answer(self, url: str, meta: dict[str, Any]) -> tuple[Page, list[Exchange]]:
        for tried in range(1, _MAX_TRIES + 1):
            last = tried == _MAX_TRIES
            try:
                page, passed = await self._ask(url, meta)
            except PassingFailure as failure:
                if last or meta["patience"].is_over:
                    self._failures.failed(url, str(failure), NetworkGone if failure.unreachable else CrawlEnded)
                    raise FetchFailed(str(failure)) from failure
                self._back_off(url, tried, None)
                continue
            if page.status != 429 and page.status < 500:
                self._failures.answered(url)
                self._turns.ease(turn_name(url))
                return page, passed
            self._back_off(url, tried, self._push_back.hear(url, page))
            if last or meta["patience"].is_over:
                self._failures.failed(url, f"answered {page.status}")
                raise FetchFailed(f"answered {page.status}", status=page.status)
        raise AssertionError("the loop returns or raises")

    async def _ask(self, url: str, meta: dict[str, Any]) -> tuple[Page, list[Exchange]]:
        if len(url) > _MAX_URL:
            raise FetchFailed(f"an address of more than {_MAX_URL} characters")
        if meta["patience"].is_over:
            raise FetchFailed("no answer in time")
        if self._failures.enough(url):
            raise FetchFailed("its host is left alone after too many errors in a row")
        try:
            request = Request(url, meta=meta, headers=meta.get("headers"))
            self.requests += not meta.get("robots", False)
            response = await self._spider.crawler.engine.download_async(request)
            return self._read(response, request)
        except IgnoreRequest as refusal:
            self.requests -= not meta.get("robots", False)
            raise FetchFailed(str(refusal), refused=True, wished=isinstance(refusal, WishedAway)) from refusal
        except LASTING as trouble:
            self._failures.amiss(url, in_words(trouble))
            raise FetchFailed(in_words(trouble)) from trouble
        except PASSING as trouble:
            raise PassingFailure(in_words(trouble), unreachable=isinstance(trouble, UNREACHABLE)) from trouble

    def _read(self, response: Response, request: Request) -> tuple[Page, list[Exchange]]:
        exchange = exchange_of(request, response, self._now())
        return page_of(exchange), _passed(request, exchange)

    def _back_off(self, url: str, tried: int, asked: float | None) -> None:
        host = turn_name(url)
        own = max(_LEAST_BACK_OFF_S, 2 * self._turns.delay_of(host)) * 2 ** (tried - 1)
        self._turns.rest(host, min(LONGEST_WAIT_S, own if asked is None else asked))


def redirect_target(page: Page) -> str | None:
    """Where a page sends its reader, None where it does not; without the fragment, and never from https to http."""
    location = page.headers.get("location", "").partition("\n")[0]
    if page.status not in _REDIRECTS or not location:
        return None
    try:
        target = urldefrag(urljoin(page.url, location)).url
    except ValueError as error:
        raise FetchFailed("a redirect to no address") from error
    if page.url.startswith("https:") and target.startswith("http:"):
        raise FetchFailed("a redirect from https to http is not followed", refused=True)
    return target


def _passed(request: Request, exchange: Exchange) -> list[Exchange]:
    """All that a request came to: a browser noted its own, of which an answer that is not drawn is one already."""
    noted: list[Exchange] = request.meta.get("exchanges", [])
    return noted if noted and not exchange.rendered else [*noted, exchange]
