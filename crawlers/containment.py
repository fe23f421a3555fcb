"""What a browser page may ask for: GET from the site's hosts, what robots.txt leaves open, one thing at a time.

In: the requests that a page makes. Out: their answers, fetched by the crawl's own client, since the browser has no
network; noted as exchanges. Everything else is aborted and counted. Redirects are followed here, checked one by one.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Route
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawlers.fetching import redirect_target
from crawlers.hosts import belongs, turn_name
from crawlers.kept_parts import KeptParts
from crawlers.middlewares import refusal
from crawlers.page import Page
from crawlers.page_policy import given_headers, is_file
from crawlers.troubles import LASTING, PASSING, CrawlEnded, FetchFailed
from crawlers.warc import Exchange
from crawlers.wire import exchange_of, page_of

_NOT_LOADED = frozenset({"image", "media", "font", "manifest", "ping", "websocket", "eventsource"})
_NOT_SENT = frozenset({"host", "connection", "content-length", "accept-encoding", "upgrade-insecure-requests"})
_HINTS = (":", "sec-ch-ua")
_MOST_COOKIES = 4096
_MAX_REDIRECTS = 5
_MAX_REQUESTS, _MAX_ASKED, _MAX_MOVES = 200, 2000, 3
_NO_ANSWER: tuple[type[Exception], ...] = (*PASSING, *LASTING, IgnoreRequest, FetchFailed, CrawlEnded)


@dataclass(frozen=True)
class Client:
    """How a page's requests are made: `ask` sends one, for who holds the turn of its host."""

    spider: Any
    ask: Callable[[Request], Awaitable[Response]]
    kept: KeptParts
    limit_s: float


@dataclass
class Containment:
    """The walls around one page; `page` is its document, asked for already, or the one that it moved to.

    `host` is the one whose turn is held while the page is drawn; for another host of the site its turn is awaited.
    `pushed_back` is an answer by which a host asked for room: the page is not read then, and asked for later.
    """

    client: Client
    host: str
    page: Page
    exchanges: list[Exchange] = field(default_factory=list)
    pushed_back: Page | None = None
    left: Counter[str] = field(default_factory=Counter)
    _shut: bool = False
    _given: bool = False
    _asked: int = 0
    _moves: int = 0
    _moving: bool = False
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def is_moving(self) -> bool:
        """Whether the page is on its way to another address now."""
        return self._moving

    @property
    def is_quiet(self) -> bool:
        """Whether the page stayed where it was and asked for no more than a page does."""
        return self._moves == 0 and self._asked <= _MAX_REQUESTS

    async def pass_on(self, route: Route) -> None:
        """Answer or abort one request of the page."""
        if self._is_over():
            await turn_away(route)
            return
        try:
            async with self._one_at_a_time:
                await self._answer(route)
        except PlaywrightError:
            await turn_away(route)

    def _is_over(self) -> bool:
        """Whether a request comes too late, or after so many that it is not even looked at."""
        self._asked += 1
        if self._asked == _MAX_ASKED:
            self.client.spider.tally.bite(f"{_MAX_ASKED} requests asked for by one page")
        return self._shut or self._asked >= _MAX_ASKED

    async def shut(self) -> None:
        """Let nothing pass any more, once what was asked is answered: a request that has left is never abandoned."""
        self._shut = True
        async with self._one_at_a_time:
            pass

    async def _answer(self, route: Route) -> None:
        self._moving = _is_the_page(route)
        try:
            page = None if self._shut else await self._allowed(route)
            await (_refuse(route) if page is None else _give(route, page))
        finally:
            self._moving = False

    async def _allowed(self, route: Route) -> Page | None:
        """What a request is answered with, None where it is refused."""
        if _is_the_page(route) and not self._given:
            self._given = True
            return self.page
        page = None if self._is_refused(route) else await self._fetched(route)
        if page is None or (_is_document(route) and is_file(page)):
            return None
        if _is_the_page(route):
            self.page = page
        return page

    def _is_refused(self, route: Route) -> bool:
        """Whether a request is refused for what it is, wherever it leads."""
        asked = route.request
        unneeded = asked.resource_type in _NOT_LOADED or "prefetch" in asked.headers.get("sec-purpose", "")
        if unneeded or not self._given or self.pushed_back:
            self._count(asked.method, asked.url)
            return True
        self._moves += _is_the_page(route)
        bound = self._bound()
        if bound:
            self.client.spider.tally.bite(bound)
        return bool(bound)

    def _bound(self) -> str:
        if self._moves > _MAX_MOVES:
            return f"{_MAX_MOVES} addresses of one page"
        return f"{_MAX_REQUESTS} requests of one page" if sum(self.left.values()) >= _MAX_REQUESTS else ""

    async def _fetched(self, route: Route) -> Page | None:
        """What stands where a request leads; None where nothing may be asked or nothing comes."""
        asked = route.request
        url = asked.url
        with suppress(*_NO_ANSWER):
            for _ in range(_MAX_REDIRECTS + 1):
                if await self._may_not_leave(asked.method, url):
                    return None
                page = self.client.kept.get(url) or await self._ask(route, url)
                target = redirect_target(page)
                if target is None:
                    return page
                url = target
        return None

    async def _may_not_leave(self, method: str, url: str) -> bool:
        self._count(method, url)
        spider = self.client.spider
        return bool(refusal(method, url, spider) or await spider.wishes.refusal(url, self.host))

    async def _ask(self, route: Route, url: str) -> Page:
        host = turn_name(url)
        sent = _sent_headers(route.request.headers)
        request = Request(
            url, method=route.request.method, headers=sent, meta={"download_timeout": self.client.limit_s}
        )
        async with self._turn(host):
            self.left[host] += 1
            response = await self.client.ask(request)
        exchange = exchange_of(request, response, self.client.spider.clock.now())
        page = page_of(exchange)
        self.exchanges.append(exchange)
        if page.status == 429 or (page.status == 503 and "retry-after" in page.headers):
            self.pushed_back = page
        self.client.kept.keep(url, route.request.resource_type, page)
        return page

    def _turn(self, host: str) -> AbstractAsyncContextManager[None]:
        turn: AbstractAsyncContextManager[None] = self.client.spider.turns.turn(host, rests=False)
        return nullcontext() if host == self.host else turn

    def _count(self, method: str, url: str) -> None:
        if method not in ("GET", "HEAD"):
            self.client.spider.tally.add("blocked_methods")
        elif not belongs(url, self.client.spider.site_file.site.hosts):
            self.client.spider.tally.add("blocked_hosts")


async def turn_away(route: Route) -> None:
    """Abort a request; the page may be gone, and Playwright still wants to hear that somebody cared."""
    try:
        await route.abort("blockedbyclient")
    except PlaywrightError:
        with suppress(PlaywrightError):
            await route.fallback()


def _is_document(route: Route) -> bool:
    return bool(route.request.is_navigation_request())


def _is_the_page(route: Route) -> bool:
    """Whether the page itself is asked for, not something in it or in a frame of it."""
    return _is_document(route) and route.request.frame.parent_frame is None


async def _give(route: Route, page: Page) -> None:
    await route.fulfill(status=page.status, headers=given_headers(page), body=page.body)


async def _refuse(route: Route) -> None:
    """Abort; a page that would leave for elsewhere stays as it is, which "no content" tells it to."""
    if _is_the_page(route):
        await route.fulfill(status=204)
    else:
        await turn_away(route)


def _sent_headers(asked: dict[str, str]) -> dict[str, str]:
    """What the browser would send, in the crawl's own name, packed as it unpacks; too many cookies are none."""
    sent = {name: value for name, value in asked.items() if name not in _NOT_SENT and not name.startswith(_HINTS)}
    if len(sent.get("cookie", "")) > _MOST_COOKIES:
        del sent["cookie"]
    return {**sent, "accept-encoding": "gzip, deflate"}
