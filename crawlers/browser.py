"""scrapy-playwright, contained: pages are drawn behind the walls of crawlers.containment and in turns like the rest.

In: requests with `playwright` in their meta. Out: the rendered DOM as the answer's body, everything that went over the
wire in meta["exchanges"]. A page costs seconds, never the crawl. Photos are not loaded here: they are fetched as files.
"""

import asyncio
from contextlib import suppress
from functools import partial
from typing import Any

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page
from playwright.async_api import TimeoutError as PlaywrightTimeout
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from crawlers.bounded_http import BoundedClientFactory, told_by_cause
from crawlers.browser_memory import MemoryWatch
from crawlers.browser_steps import take_steps
from crawlers.careful_names import told_what_is_forbidden
from crawlers.containment import Containment, seal
from crawlers.hosts import turn_name
from crawlers.troubles import NotAPage, PageStuck, PageTooHeavy
from crawlers.unpacking import MAX_BYTES

_PAGES_PER_CONTEXT = 100
# The length of the page; one of very many elements is not even put into words.
_MOST_ELEMENTS = 200_000
_SIZE = f"""() => document.getElementsByTagName("*").length > {_MOST_ELEMENTS}
  ? {10 * MAX_BYTES} : (document.documentElement?.outerHTML ?? "").length"""
_PAGE_S, _STEP_S, _CLOSE_S = 45.0, 8.0, 5.0


async def abort_everything(_request: Any) -> bool:
    """What scrapy-playwright's own route does: only ours, laid over it, lets anything pass."""
    return True


class BrowserHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # the package has no types
    """Browser pages and plain requests, both in turns."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._pool.retryAutomatically = False
        self._pool._factory = BoundedClientFactory
        self._drawn = 0
        self._page: Page | None = None
        self._memory = MemoryWatch()
        self._watching: asyncio.Future[None] | None = None

    async def close(self) -> None:
        """Close the browser, and what watches it."""
        if self._watching is not None:
            self._watching.cancel()
        await super().close()

    async def download_request(self, request: Request) -> Response:
        """The answer to the request, when it is its turn."""
        async with self._crawler.spider.turns.turn(turn_name(request.url)):
            if request.meta.get("playwright"):
                return await self._draw(request)
            with told_by_cause(), told_what_is_forbidden(str(urlparse_cached(request).hostname)):
                return await HTTP11DownloadHandler.download_request(self, request)

    async def _draw(self, request: Request) -> Response:
        if self._watching is None:
            self._watching = asyncio.ensure_future(self._memory.run())
        walls, ended = Containment(self._crawler.spider, turn_name(request.url)), self._memory.ended
        request.meta["exchanges"], request.meta["walls"] = walls.exchanges, walls
        try:
            async with asyncio.timeout(_PAGE_S):
                await self._choose_page(request, walls)
                response: Response = await self._download_request(request)
        except (TimeoutError, PlaywrightTimeout) as error:
            await self._close_pages()
            raise (PageTooHeavy if self._memory.ended > ended else PageStuck) from error
        except PageTooHeavy:
            await self._close_pages()
            raise
        except RuntimeError as error:  # what scrapy-playwright makes of a download that may not be
            await self._close_pages()
            raise NotAPage from error
        except PlaywrightError as error:
            await self._close_pages()
            if walls.too_large or walls.too_busy or self._memory.ended > ended or "crashed" in str(error):
                raise PageTooHeavy from error
            if walls.redirect is None:
                raise DownloadFailedError(str(error)) from error
            return Response(request.url, walls.redirect.status, {"Location": walls.redirect.headers["location"]})
        finally:
            walls.shut = True
        self._page = request.meta["playwright_page"]
        return response

    async def _choose_page(self, request: Request, walls: Containment) -> None:
        """One page draws after another; a fresh context now and then, since Playwright keeps all that one ever made."""
        name = f"peil-{self._drawn // _PAGES_PER_CONTEXT}"
        self._drawn += 1
        for old in [wrapper for known, wrapper in self.context_wrappers.items() if known != name]:
            self._page = None
            await old.context.close()
        request.meta["playwright_context"] = name
        request.meta["playwright_context_kwargs"] = {
            "user_agent": self._crawler.settings["USER_AGENT"],
            "service_workers": "block",
            "accept_downloads": False,
            "locale": self._crawler.spider.site_file.site.language,
        }
        request.meta["playwright_include_page"] = True
        request.meta["playwright_page"] = self._page
        request.meta["playwright_page_init_callback"] = partial(self._enclose, walls=walls)
        request.meta["playwright_page_goto_kwargs"] = {"wait_until": "domcontentloaded"}

    async def _enclose(self, page: Page, _request: Request, walls: Containment) -> None:
        if page is not self._page:
            await seal(page, self._crawler.spider.tally.add)
        await walls.enclose(page)

    async def _apply_page_methods(self, page: Page, request: Request, spider: Any) -> None:
        walls: Containment = request.meta["walls"]
        if walls.status < 400:
            await take_steps(page, request.meta["steps"], 1000 * min(_STEP_S, self._crawler.spider.job.timeout_s))
        if await page.evaluate(_SIZE) > MAX_BYTES:
            raise PageTooHeavy

    async def _close_pages(self) -> None:
        """Close what is open; a page that will not close takes its browser with it."""
        self._page = None
        pages = [page for wrapper in self.context_wrappers.values() for page in wrapper.context.pages]
        try:
            async with asyncio.timeout(_CLOSE_S):
                for page in pages:
                    with suppress(PlaywrightError):
                        await page.close()
        except TimeoutError:
            with suppress(PlaywrightError, TimeoutError):
                await asyncio.wait_for(self.browser.close(), _CLOSE_S)
