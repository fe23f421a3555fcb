"""Fetching for a browser page: from where the host's name leads, as long as that is not inside.

In: a request that a page makes, an address. Out: the answer, or PlaywrightError. The browser's driver looks names up by
itself, so both are checked: where the name leads before anything is asked, and which machine answered.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from playwright.async_api import APIResponse, Route
from playwright.async_api import Error as PlaywrightError

from crawlers.careful_names import addresses_of
from crawlers.public_addresses import forbidden_address


async def fetch_carefully(route: Route, url: str, limit_ms: float) -> APIResponse:
    """The answer of `url`, no redirect followed; raises PlaywrightError where a host leads where it must not."""
    _check(url, await addresses_of(url))
    answer = await route.fetch(url=url, max_redirects=0, timeout=limit_ms)
    server = await answer.server_addr()
    _check(url, [server["ipAddress"]] if server else [])
    return answer


def _check(url: str, addresses: Sequence[str]) -> None:
    if address := forbidden_address(urlsplit(url).hostname or "", addresses):
        raise PlaywrightError(f"the host's name leads to {address}, which is not public")
