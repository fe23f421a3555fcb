"""Scrapy's HTTP handler behind the turns of the crawl: whatever asks, a host is asked one thing at a time.

In: requests of any part of the crawl. Out: answers with their raw bytes. Scrapy's own slots do not hold without a
delay.
"""

from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawlers.bounded_http import BoundedClientFactory, told_by_cause
from crawlers.careful_names import told_what_is_forbidden
from crawlers.hosts import turn_name
from crawlers.patience import Patience


class PoliteHttpHandler(HTTP11DownloadHandler):
    """HTTP/1.1 in turns; the turns are the spider's. Nothing is sent twice on the quiet."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool.retryAutomatically = False
        self._pool._factory = BoundedClientFactory

    async def download_request(self, request: Request) -> Response:
        """The answer to the request, when it is its turn."""
        spider: Any = self._crawler.spider
        patience: Patience = request.meta["patience"]
        async with spider.turns.turn(turn_name(request.url)):
            request.meta["download_timeout"] = patience.limit_s(request.meta["download_timeout"])
            with patience.spent():
                return await self.answer(request)

    async def answer(self, request: Request) -> Response:
        """The answer, for who holds the host's turn."""
        return await self.ask(request)

    async def ask(self, request: Request) -> Response:
        """Send the request and read what comes; its host's turn is the asker's to hold."""
        with told_by_cause(), told_what_is_forbidden(str(urlparse_cached(request).hostname)):
            return await super().download_request(request)
