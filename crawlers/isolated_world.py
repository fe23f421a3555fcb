"""Looking at a page from beside its scripts: what they made of the language does not reach here.

In: a page in a browser. Out: values of expressions about it. A page may replace any function of its own world; in a
world of its own the crawler sees the document with the browser's functions.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

from playwright.async_api import CDPSession, Page
from playwright.async_api import Error as PlaywrightError

# The getter itself: an element by the name of "documentElement" would stand in its way.
ROOT = "Object.getOwnPropertyDescriptor(Document.prototype, 'documentElement').get.call(document)"
_TRIES, _EVERY_S = 3, 0.03


class IsolatedWorld:
    """The crawler's own view of what a tab shows."""

    def __init__(self, session: CDPSession, frame: str) -> None:
        self._session, self._frame = session, frame

    @classmethod
    async def of(cls, page: Page) -> "IsolatedWorld":
        """The view of a tab."""
        session = await page.context.new_cdp_session(page)
        tree = await session.send("Page.getFrameTree")
        return cls(session, tree["frameTree"]["frame"]["id"])

    async def value(self, expression: str, limit_ms: float) -> Any:
        """The value of an expression about the document; raises PlaywrightError where there is none in time.

        A page that leaves for another address meanwhile is looked at again there.
        """
        for tried in range(1, _TRIES + 1):
            try:
                return await self._value(expression, limit_ms)
            except PlaywrightError:
                if tried == _TRIES:
                    raise
        raise AssertionError("the loop returns or raises")

    async def wait_for(self, expression: str, limit_ms: float) -> None:
        """Wait until an expression holds; raises TimeoutError where it does not in time."""
        async with asyncio.timeout(limit_ms / 1000):
            while not await self.value(expression, limit_ms):
                await asyncio.sleep(_EVERY_S)

    async def _value(self, expression: str, limit_ms: float) -> Any:
        asked = {"frameId": self._frame, "worldName": "crawler"}
        world = (await self._session.send("Page.createIsolatedWorld", asked))["executionContextId"]
        told = {"expression": expression, "contextId": world, "returnByValue": True, "timeout": limit_ms}
        answer = await self._session.send("Runtime.evaluate", told)
        if "exceptionDetails" in answer:
            raise PlaywrightError(str(answer["exceptionDetails"].get("text")))
        return answer["result"].get("value")

    async def forget(self, origins: Iterable[str]) -> None:
        """Empty what these origins stored in the browser, and the tab's history."""
        for origin in origins:
            await self._session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        await self._session.send("Page.resetNavigationHistory")
