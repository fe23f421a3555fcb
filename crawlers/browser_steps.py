"""What a site file asks of a browser page before it is read: wait, scroll, click, wait again.

In: a page and its steps. Out: the page as it then stands. A step that finds nothing in time is no error: what the page
shows decides.
"""

from contextlib import suppress

from playwright.async_api import Page
from playwright.async_api import TimeoutError as PlaywrightTimeout

from crawlers.isolated_world import IsolatedWorld
from crawlers.site_file import BrowserSteps

_SETTLE_MS, _CALM_ROUNDS, _MOST_SCROLLS = 150, 3, 50
_SCROLL = "(() => { scrollTo(0, document.body.scrollHeight); return document.body.scrollHeight })()"


async def take_steps(page: Page, world: IsolatedWorld, steps: BrowserSteps, limit_ms: float) -> None:
    """Take the steps in their order, each within its limit."""
    await _wait_for(page, steps.wait_for, limit_ms)
    if steps.scroll:
        await _scroll(page, world, None if steps.scroll == "end" else steps.scroll)
    if steps.click:
        with suppress(PlaywrightTimeout):
            await page.click(steps.click, timeout=limit_ms, no_wait_after=True)
    await _wait_for(page, steps.then_wait_for, limit_ms)


async def _wait_for(page: Page, css: str | None, limit_ms: float) -> None:
    if css:
        with suppress(PlaywrightTimeout):
            await page.wait_for_selector(css, state="attached", timeout=limit_ms)


async def _scroll(page: Page, world: IsolatedWorld, times: int | None) -> None:
    """Scroll down `times`, or until the page stops growing for three rounds."""
    height, calm = -1, 0
    for _ in range(times or _MOST_SCROLLS):
        now = await world.value(_SCROLL, _SETTLE_MS * 10)
        await page.wait_for_timeout(_SETTLE_MS)
        calm = calm + 1 if now == height else 0
        height = now
        if times is None and calm >= _CALM_ROUNDS:
            return
