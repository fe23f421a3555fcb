"""What a browser page may ask for: GET from the site's hosts, what robots.txt leaves open, one thing at a time.

In: the requests that a page makes. Out: their answers, noted as exchanges; everything else is aborted.
Redirects are followed here, checked one by one; that of the page itself goes back to the crawl, which follows by hand.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urljoin

from playwright.async_api import APIResponse, Page, Route
from playwright.async_api import Error as PlaywrightError

from crawlers.middlewares import refusal
from crawlers.unpacking import MAX_BYTES
from crawlers.warc import Exchange

_NOT_LOADED = frozenset({"image", "media", "font", "manifest", "ping", "websocket", "eventsource"})
_UNPACKED = frozenset({"content-encoding", "content-length", "transfer-encoding"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ANSWER_MS, _MAX_REDIRECTS = 15_000, 5


@dataclass
class Containment:
    """The walls around one page; `redirect` is where its own address sends its reader, `status` what it answers."""

    spider: Any
    exchanges: list[Exchange] = field(default_factory=list)
    redirect: APIResponse | None = None
    status: int = 200
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def enclose(self, page: Page) -> None:
        """Lay the walls around the page that is about to be drawn, over whatever routes it has; forget all cookies."""
        await page.context.clear_cookies()
        await page.route("**", self._pass)

    async def _pass(self, route: Route) -> None:
        async with self._one_at_a_time:
            try:
                if await self._refused(route):
                    await route.abort("blockedbyclient")
                else:
                    await self._answer(route)
            except PlaywrightError:
                with suppress(PlaywrightError):  # the page may be gone by now
                    await route.abort("failed")

    async def _refused(self, route: Route) -> bool:
        asked = route.request
        if asked.resource_type in _NOT_LOADED or refusal(asked.method, asked.url, self.spider):
            return True
        return bool(await self.spider.wishes.refusal(asked.url))

    async def _answer(self, route: Route) -> None:
        answer = await self._fetch(route, route.request.url)
        for _ in range(_MAX_REDIRECTS):
            if answer.status not in _REDIRECTS:
                self.status = answer.status if _is_the_page(route) else self.status
                await route.fulfill(response=answer)
                return
            if _is_the_page(route):
                self.redirect = answer
                break
            target = urldefrag(urljoin(answer.url, answer.headers.get("location", ""))).url
            if refusal("GET", target, self.spider) or await self.spider.wishes.refusal(target):
                break
            answer = await self._fetch(route, target)
        await route.abort("blockedbyclient")

    async def _fetch(self, route: Route, url: str) -> APIResponse:
        answer = await route.fetch(url=url, max_redirects=0, timeout=_ANSWER_MS)
        if int(answer.headers.get("content-length", 0)) > MAX_BYTES:
            raise PlaywrightError(f"more than {MAX_BYTES} bytes")
        self.exchanges.append(
            Exchange(
                url=answer.url,
                at=self.spider.clock.now(),
                status=answer.status,
                headers=tuple((_kept(part["name"]), part["value"]) for part in answer.headers_array),
                body=await answer.body(),
                sent=tuple(route.request.headers.items()),
            )
        )
        return answer


def _is_the_page(route: Route) -> bool:
    """Whether the page itself is asked for, not something in it or in a frame of it."""
    return route.request.is_navigation_request() and route.request.frame.parent_frame is None


def _kept(name: str) -> str:
    """A header's name; what the browser undid on the way in is kept under a name of its own."""
    return f"X-Crawler-{name}" if name.lower() in _UNPACKED else name


async def seal(page: Page) -> None:
    """Close what no page may have: windows of its own, web sockets, dialogs; once for each new page."""
    await page.context.route("**", lambda route: route.abort("blockedbyclient"))
    await page.route_web_socket("**", lambda socket: socket.close())
    page.on("popup", lambda popup: asyncio.ensure_future(_close(popup)))
    page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.dismiss()))


async def _close(page: Page) -> None:
    with suppress(PlaywrightError):
        await page.close()
