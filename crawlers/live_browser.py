"""The browser of one crawl: started when it is needed, left clean after each page, ended without asking.

In: how to launch it. Out: a tab to draw the next page in. Playwright keeps all that a context ever made, so contexts,
the browser and its driver are renewed now and then; a page that was any trouble takes the tab or the browser with it.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, Page, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from crawlers.browser_memory import MemoryWatch, children, descendants, end_process, own_bytes
from crawlers.containment import turn_away
from crawlers.isolated_world import IsolatedWorld
from crawlers.tame_script import TAME, TELL

_PAGES_PER_TAB, _PAGES_PER_BROWSER = 50, 500
_START_S, _CLOSE_S, _EVERY_S = 30.0, 5.0, 0.01


@dataclass(frozen=True)
class Tab:
    """One tab, in a context of its own, and the crawler's view of it."""

    page: Page
    world: IsolatedWorld


class LiveBrowser:
    """A browser with one tab; `told` hears the names of counts from the scripts of pages."""

    def __init__(self, launch: dict[str, Any], context: dict[str, Any], told: Callable[[str], None]) -> None:
        self._launch, self._context, self._told = launch, context, told
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._tab: Tab | None = None
        self._folder = ""
        self.has_crashed = False
        self._limit: asyncio.Timeout | None = None
        self._pages_of_tab = self._pages_of_browser = 0
        self.memory = MemoryWatch()
        self.memory.start()

    async def tab(self) -> Tab:
        """The tab for the next page; raises PlaywrightError or TimeoutError where no browser starts."""
        if self._pages_of_browser >= _PAGES_PER_BROWSER:
            await self.close()
        async with asyncio.timeout(_START_S):
            if self._playwright is None:
                self._folder = _folder()
                with _temporary(self._folder):
                    self._playwright = await async_playwright().start()
            if self._browser is None or not self._browser.is_connected():
                self._browser, self._tab, self._pages_of_browser = await self._start(self._playwright), None, 0
            if self._tab is None:
                self._tab, self._pages_of_tab = await self._open(self._browser), 0
        self._pages_of_tab += 1
        self._pages_of_browser += 1
        return self._tab

    @contextmanager
    def within(self, limit: asyncio.Timeout) -> Iterator[None]:
        """Draw a page: a crash, which Playwright's calls may sleep through, ends the time that is left."""
        self.has_crashed, self._limit = False, limit
        try:
            yield
        finally:
            self._limit = None

    async def leave(self, origins: Iterable[str], *, clean: bool) -> None:
        """Leave the page that was drawn; unless it was `clean`, its tab is left with it."""
        if self._tab is None:
            return
        try:
            async with asyncio.timeout(_CLOSE_S):
                if clean and self._pages_of_tab < _PAGES_PER_TAB:
                    await self._wipe(self._tab, origins)
                else:
                    tab, self._tab = self._tab, None
                    await tab.page.context.close()
        except (PlaywrightError, TimeoutError):
            await self.end()

    async def end(self) -> None:
        """End every process of the browser; nothing is asked of it, since it may no longer answer."""
        self._tab, browser, self._browser = None, self._browser, None
        ended = [process for driver in children(os.getpid()) for process in descendants(driver)]
        for process in ended:
            end_process(process)
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_S):  # what is dying holds its memory for a while
                while (browser is not None and browser.is_connected()) or any(map(own_bytes, ended)):
                    await asyncio.sleep(_EVERY_S)

    async def close(self) -> None:
        """End the browser and what drives it."""
        await self.end()
        playwright, self._playwright = self._playwright, None
        self._pages_of_browser = 0
        try:
            async with asyncio.timeout(_CLOSE_S):
                if playwright is not None:
                    await playwright.stop()
        except (PlaywrightError, TimeoutError):
            for driver in children(os.getpid()):
                end_process(driver)
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _start(self, playwright: Playwright) -> Browser:
        return await playwright.chromium.launch(**self._launch)

    async def _open(self, browser: Browser) -> Tab:
        context = await browser.new_context(**self._context)
        await context.expose_binding(TELL, lambda _source, what: self._told(str(what)))
        await context.add_init_script(TAME)
        await context.route("**", turn_away)
        page = await context.new_page()
        page.on("crash", self._crash)
        context.on("page", lambda other: asyncio.ensure_future(_close(other)))
        return Tab(page, await IsolatedWorld.of(page))

    def _crash(self, _page: Page) -> None:
        self.has_crashed, self._tab = True, None
        if self._limit is not None:
            self._limit.reschedule(0)

    async def _wipe(self, tab: Tab, origins: Iterable[str]) -> None:
        """Empty the tab and what its pages stored."""
        await tab.page.goto("about:blank")
        await tab.page.unroute_all()
        await tab.page.context.clear_cookies()
        await tab.world.forget(origins)


def _folder() -> str:
    """A folder for what the browser writes down, whoever it runs as; like that of the system."""
    folder = tempfile.mkdtemp(prefix="peil-browser-")
    os.chmod(folder, 0o1777)  # noqa: S103 - the sticky bit keeps users apart
    return folder


@contextmanager
def _temporary(folder: str) -> Iterator[None]:
    """Let what is started meanwhile write its temporary files in `folder`."""
    usual = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = folder
    try:
        yield
    finally:
        if usual is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = usual


async def _close(page: Page) -> None:
    with suppress(PlaywrightError):
        await page.close()
