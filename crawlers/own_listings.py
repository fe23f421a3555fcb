"""The ads of a site that has its own spider, in the place of crawlers.listings.

In: what the spider yields. Out: addresses of ads, each once. Bounded by the site file's max_pages and max_minutes; what
cannot be fetched, and is not caught by the spider, ends the listing, and the run will be short.
"""

from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import urldefrag

from crawlers.errand import Errand
from crawlers.own_spider import MISREADINGS, OwnSpider, in_short
from crawlers.page import Page
from crawlers.page_wishes import may_follow
from crawlers.troubles import FetchFailed


class OwnListings:
    """What the spider lists in one run; `broken` says why it ended before its end, empty where it did not."""

    def __init__(self, errand: Errand, spider: OwnSpider, meta: Mapping[str, Any] | None = None) -> None:
        self._errand, self._spider, self._meta = errand, spider, meta
        self.broken = ""

    async def ads(self) -> AsyncIterator[str]:
        """The address of every ad that the spider yields, in its order."""
        known: set[str] = set()
        try:
            async for said in self._spider.ads(self._get):
                url = urldefrag(said).url
                if url not in known and not self._errand.staying_out.is_address(url):
                    known.add(url)
                    self._errand.tally.add("listed")
                    yield url
        except FetchFailed as failure:
            self._break(str(failure))
        except MISREADINGS as error:
            self._break(f"the site's spider cannot read it ({in_short(error)})")

    def _break(self, why: str) -> None:
        self.broken = f"a listing page could not be read: {why}"
        self._errand.tally.error(self._errand.site.site.start[0], f"listing: {why}")

    async def _get(self, url: str) -> Page:
        page = await self._errand.look(url, self._meta)
        if not may_follow(page):
            raise FetchFailed("asks that its links be not followed", wished=True)
        self._errand.tally.add("listing_pages")
        return page
