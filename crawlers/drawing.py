"""Drawing one page: given to the browser, stepped through, read as it then stands.

In: a tab, the page as it was answered, the walls around it. Out: its address and its HTML. A page costs seconds; one
that takes longer, crashes or grows past the bounds is an outcome in words.
"""

import asyncio
from dataclasses import dataclass

from crawlers.browser_steps import take_steps
from crawlers.containment import Containment
from crawlers.isolated_world import ROOT
from crawlers.live_browser import Tab
from crawlers.site_file import BrowserSteps
from crawlers.troubles import PageTooHeavy
from crawlers.unpacking import MAX_BYTES

_LONGEST_S, _LONGEST_STEP_S, _EVERY_S = 15.0, 8.0, 0.02
_MOST_ELEMENTS = 200_000
# A page of very many elements is not even put into words.
_HTML = f"""(() => {{
  const root = {ROOT};
  if (!root || Document.prototype.getElementsByTagName.call(document, "*").length > {_MOST_ELEMENTS}) return null;
  const kind = document.doctype ? "<!DOCTYPE html>" : "";
  const text = root.outerHTML;
  return text.length > {MAX_BYTES} ? null : kind + text;
}})()"""


@dataclass(frozen=True)
class Drawn:
    """A page as a reader sees it."""

    url: str
    html: str


async def draw(tab: Tab, walls: Containment, steps: BrowserSteps, timeout_s: float) -> Drawn:
    """The page of the walls, drawn; raises PageTooHeavy, and Playwright's errors for what does not come to rest."""
    page, limit_ms = tab.page, 1000 * min(_LONGEST_S, timeout_s)
    await page.route("**", walls.pass_on)
    await page.goto(walls.page.url, wait_until="commit", timeout=limit_ms)
    await tab.world.wait_for("document.readyState !== 'loading'", limit_ms)
    await take_steps(page, tab.world, steps, min(1000 * _LONGEST_STEP_S, limit_ms))
    while walls.is_moving:
        await asyncio.sleep(_EVERY_S)
    html = await tab.world.value(_HTML, limit_ms)
    if html is None or len(html.encode(errors="replace")) > MAX_BYTES:
        raise PageTooHeavy
    return Drawn(page.url, html)
