"""Pages that need a browser: fetched like any other, then drawn behind the walls of crawlers.containment.

In: requests with `playwright` and `steps` in their meta. Out: the rendered DOM as the answer's body, everything that
went over the wire in meta["exchanges"]. A page costs seconds, never the crawl. Photos are fetched as files, not here.
"""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout
from scrapy import Request
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Headers, HtmlResponse, Response

from crawlers.containment import Client, Containment
from crawlers.drawing import Drawn, draw
from crawlers.hosts import turn_name
from crawlers.kept_parts import KeptParts
from crawlers.live_browser import LiveBrowser, Tab
from crawlers.page import Page
from crawlers.page_policy import is_drawn, is_file
from crawlers.polite_http import PoliteHttpHandler
from crawlers.troubles import NotAPage, PageStuck, PageTooHeavy
from crawlers.wire import DRAWN, exchange_of, page_of

_PAGE_S = 30.0
# So many parts of a page weigh as one page in the pause after it.
_PARTS_A_PAGE = 10
_UNDONE = ("content-encoding", "content-length", "transfer-encoding")


class BrowserHandler(PoliteHttpHandler):
    """Browser pages and plain requests, both in turns."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._spider = crawler.spider
        self._browser: LiveBrowser | None = None
        limit_s = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._client = Client(self._spider, self.ask, KeptParts(), limit_s)
        self._quiet = True

    async def close(self) -> None:
        """Close the browser, and what watches it."""
        if self._browser is not None:
            await self._browser.close()
            self._browser.memory.stop()
        await super().close()

    async def answer(self, request: Request) -> Response:
        """The answer, drawn where it is a page and a browser is wished for."""
        if not request.meta.get("playwright"):
            return await self.ask(request)
        request.headers.setdefault("Accept-Language", self._spider.site_file.site.language)
        response = await self.ask(request)
        exchange = exchange_of(request, response, self._spider.clock.now())
        page = page_of(exchange)
        if is_file(page):
            raise NotAPage
        if not is_drawn(page):
            return response
        walls = Containment(self._client, turn_name(request.url), page, [exchange])
        request.meta["exchanges"] = walls.exchanges
        return await self._draw(request, walls)

    async def _draw(self, request: Request, walls: Containment) -> Response:
        browser = self._browser = self._browser or self._new_browser()
        tab, ended, self._quiet = await _tab(browser), browser.memory.ended, True
        try:
            async with asyncio.timeout(_PAGE_S) as limit:
                with browser.within(limit):
                    drawn = await draw(tab, walls, request.meta["steps"], self._client.limit_s)
        except (PageTooHeavy, PlaywrightError, TimeoutError) as error:
            await browser.end()
            raise _outcome(error, heavy=browser.has_crashed or browser.memory.ended > ended) from error
        else:
            await browser.leave(_origins(walls), clean=self._quiet and walls.is_quiet)
        finally:
            await walls.shut()
            self._rest(walls)
        return _response(drawn, walls)

    def _new_browser(self) -> LiveBrowser:
        context = {
            "user_agent": self._crawler.settings["USER_AGENT"],
            "service_workers": "block",
            "accept_downloads": False,
            "locale": self._spider.site_file.site.language,
        }
        return LiveBrowser(self._crawler.settings.getdict("BROWSER_LAUNCH"), context, self._told)

    def _told(self, what: str) -> None:
        """Count what a page's scripts tried and could not."""
        if what in ("blocked_windows", "blocked_methods"):
            self._quiet = False
            self._spider.tally.add(what)

    def _rest(self, walls: Containment) -> None:
        """Leave each host alone for longer, the more it was asked for."""
        turns = self._spider.turns
        for host, parts in walls.left.items():
            turns.leave(host, turns.delay_of(host) * (1 + parts / _PARTS_A_PAGE))


async def _tab(browser: LiveBrowser) -> Tab:
    """A tab to draw in; that there is none is not the page's fault, and may pass."""
    try:
        return await browser.tab()
    except (PlaywrightError, TimeoutError) as error:
        await browser.close()
        raise DownloadFailedError(str(error)) from error


def _outcome(error: Exception, *, heavy: bool) -> Exception:
    """What a page that was not drawn is, in the crawl's own words."""
    if heavy or isinstance(error, PageTooHeavy):
        return PageTooHeavy()
    if isinstance(error, TimeoutError | PlaywrightTimeout):
        return PageStuck()
    return DownloadFailedError(str(error))


def _response(drawn: Drawn, walls: Containment) -> Response:
    """The page as it was drawn, or the answer of a host that asked for room meanwhile."""
    if walls.pushed_back:
        return Response(walls.page.url, walls.pushed_back.status, Headers(walls.pushed_back.headers))
    return HtmlResponse(
        drawn.url, walls.page.status, _drawn_headers(walls.page), drawn.html.encode("utf-8", "replace"), [DRAWN]
    )


def _drawn_headers(page: Page) -> Headers:
    """The headers of the page; what was undone on the way in is gone, and its letters are UTF-8 now."""
    kept = Headers()
    for name, value in page.headers.items():
        if name not in _UNDONE:
            kept.setlist(name, value.split("\n"))
    kept["Content-Type"] = "text/html; charset=utf-8"
    return kept


def _origins(walls: Containment) -> set[str]:
    """The origins whose documents or parts the page had."""
    parts = [urlsplit(exchange.url) for exchange in walls.exchanges]
    return {f"{part.scheme}://{part.netloc}" for part in parts}
