"""What a browser page may ask for: GET from the site's hosts, what robots.txt leaves open, one thing at a time.

In: the requests that a page makes. Out: their answers, noted as exchanges; everything else is aborted and counted.
Redirects are followed here, checked one by one; that of the page itself goes back to the crawl, which follows by hand.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urljoin

from playwright.async_api import APIResponse, Page, Route
from playwright.async_api import Error as PlaywrightError

from crawlers.careful_fetch import fetch_carefully
from crawlers.hosts import belongs, turn_name
from crawlers.middlewares import refusal
from crawlers.troubles import CrawlEnded
from crawlers.unpacking import MAX_BYTES
from crawlers.warc import Exchange

_NOT_LOADED = frozenset({"image", "media", "font", "manifest", "ping", "websocket", "eventsource"})
_UNPACKED = frozenset({"content-encoding", "content-length", "transfer-encoding"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ANSWER_MS, _MAX_REDIRECTS = 15_000, 5
_MAX_REQUESTS, _MAX_MOVES = 200, 3
# Workers ask for things where no route sees them, plug-ins are never needed; what the page says itself holds too.
_POLICY = "worker-src 'none'; object-src 'none'"


@dataclass
class Containment:
    """The walls around one page; `redirect` is where its own address sends its reader, `status` what it answers.

    `host` is the one whose turn is held while the page is drawn; for another host of the site its turn is awaited.
    """

    spider: Any
    host: str
    exchanges: list[Exchange] = field(default_factory=list)
    redirect: APIResponse | None = None
    status: int = 200
    too_large: bool = False
    too_busy: bool = False
    shut: bool = False
    _page: Page | None = None
    _asked: int = 0
    _moves: int = 0
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def enclose(self, page: Page) -> None:
        """Lay the walls around the page that is about to be drawn, over whatever routes it has; forget all cookies."""
        self._page = page
        await page.context.clear_cookies()
        await page.route("**", self._pass)

    async def _pass(self, route: Route) -> None:
        self._asked += 1
        if self._asked > _MAX_REQUESTS:
            await self._end()
            return
        async with self._one_at_a_time:
            try:
                if self.shut or self.too_busy or await self._refused(route):
                    await _refuse(route)
                else:
                    await self._answer(route)
            except (PlaywrightError, CrawlEnded):
                with suppress(PlaywrightError):  # the page may be gone by now
                    await route.abort("failed")

    async def _refused(self, route: Route) -> bool:
        asked = route.request
        self._count(asked.method, asked.url)
        if asked.resource_type in _NOT_LOADED or refusal(asked.method, asked.url, self.spider):
            return True
        self._moves += _is_the_page(route)
        if self._moves > _MAX_MOVES:
            self.spider.tally.bite(f"{_MAX_MOVES} addresses of one page")
            return True
        return bool(await self.spider.wishes.refusal(asked.url, self.host))

    async def _end(self) -> None:
        """A page that asks without end is closed: to abort each of its requests costs as much as to answer it."""
        if self._page is not None and not self._page.is_closed():
            self.too_busy = not self.shut
            self.spider.tally.bite(f"{_MAX_REQUESTS} requests of one page")
            await _quietly(self._page.close())

    def _count(self, method: str, url: str) -> None:
        if method not in ("GET", "HEAD"):
            self.spider.tally.add("blocked_methods")
        elif not belongs(url, self.spider.site_file.site.hosts):
            self.spider.tally.add("blocked_hosts")

    async def _answer(self, route: Route) -> None:
        answer = await self._fetch(route, route.request.url)
        for _ in range(_MAX_REDIRECTS):
            if answer.status not in _REDIRECTS:
                await self._fulfill(route, answer)
                return
            if _is_the_page(route):
                self.redirect = answer
                break
            target = urldefrag(urljoin(answer.url, answer.headers.get("location", ""))).url
            self._count("GET", target)
            if refusal("GET", target, self.spider) or await self.spider.wishes.refusal(target, self.host):
                break
            answer = await self._fetch(route, target)
        await route.abort("blockedbyclient")

    async def _fulfill(self, route: Route, answer: APIResponse) -> None:
        if _is_the_page(route):
            self.status = answer.status
        said = answer.headers.get("content-security-policy")
        policy = f"{said}, {_POLICY}" if said else _POLICY
        await route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})
        if not _is_the_page(route):
            await answer.dispose()

    async def _fetch(self, route: Route, url: str) -> APIResponse:
        async with self._turn(turn_name(url)):
            answer = await fetch_carefully(route, url, _ANSWER_MS)
        body = b"" if int(answer.headers.get("content-length", 0)) > MAX_BYTES else await answer.body()
        if len(body) > MAX_BYTES or int(answer.headers.get("content-length", 0)) > MAX_BYTES:
            self.too_large = self.too_large or _is_the_page(route)
            await answer.dispose()
            raise PlaywrightError(f"more than {MAX_BYTES} bytes")
        self.exchanges.append(
            Exchange(
                url=answer.url,
                at=self.spider.clock.now(),
                status=answer.status,
                headers=tuple((_kept(part["name"]), part["value"]) for part in answer.headers_array),
                body=body,
                sent=tuple(route.request.headers.items()),
            )
        )
        return answer

    def _turn(self, host: str) -> AbstractAsyncContextManager[None]:
        turn: AbstractAsyncContextManager[None] = self.spider.turns.turn(host, rests=False)
        return nullcontext() if host == self.host else turn


def _is_the_page(route: Route) -> bool:
    """Whether the page itself is asked for, not something in it or in a frame of it."""
    return route.request.is_navigation_request() and route.request.frame.parent_frame is None


async def _refuse(route: Route) -> None:
    """Abort; a page that would leave for elsewhere stays as it is, which "no content" tells it to."""
    if _is_the_page(route):
        await route.fulfill(status=204)
    else:
        await route.abort("blockedbyclient")


def _kept(name: str) -> str:
    """A header's name; what the browser undid on the way in is kept under a name of its own."""
    return f"X-Crawler-{name}" if name.lower() in _UNPACKED else name


async def seal(page: Page, count: Callable[[str], None]) -> None:
    """Close what no page may have: windows of its own, web sockets, dialogs, downloads; once for each new page."""
    closings: set[asyncio.Future[None]] = set()

    def closing(name: str, close: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def close_and_count(thing: Any) -> None:
            count(name)
            task = asyncio.ensure_future(_quietly(close(thing)))
            closings.add(task)
            task.add_done_callback(closings.discard)

        return close_and_count

    await page.context.route("**", lambda route: route.abort("blockedbyclient"))
    await page.route_web_socket("**", closing("blocked_methods", lambda socket: socket.close()))
    page.on("popup", closing("blocked_windows", lambda popup: popup.close()))
    page.on("dialog", closing("blocked_windows", lambda dialog: dialog.dismiss()))
    page.on("download", closing("blocked_windows", lambda download: download.cancel()))


async def _quietly(closing: Any) -> None:
    with suppress(PlaywrightError):  # the page may be gone by now
        await closing
