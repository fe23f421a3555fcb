"""What every request of a crawl passes before it leaves: the door (mandate, hosts, method) and the site's robots.txt.

In: requests, whoever made them. Out: the same, or a refusal (IgnoreRequest) in words. Nothing leaves unasked.
"""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawlers.hosts import belongs
from crawlers.mandate import check_mandate
from peil.errors import RefusedError


class RefusedRequest(IgnoreRequest):
    """A request that does not leave; the message says why."""


class WishedAway(RefusedRequest):
    """A request that the site itself does not want."""


class Door:
    """Only GET and HEAD, only to the site's hosts, only under a mandate that holds today."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Door":
        """Scrapy's way to make one."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise RefusedRequest for what must not leave."""
        spider: Any = self._crawler.spider
        if reason := refusal(request.method, request.url, spider):
            raise RefusedRequest(reason)


def refusal(method: str, url: str, spider: Any) -> str:
    """Why a request may not leave, or nothing."""
    if method not in ("GET", "HEAD"):
        return f"{method} is not sent, only GET and HEAD are"
    if not belongs(url, spider.site_file.site.hosts):
        return "not at one of the site's hosts"
    try:
        check_mandate([urlsplit(url).netloc], spider.job.mandates, datetime.now(UTC).date())
    except RefusedError as error:
        return error.sentence()
    return ""


class RobotsRules:
    """Refuses what the host's robots.txt closes; asks for it once a run and host."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsRules":
        """Scrapy's way to make one."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise RefusedRequest for what the site does not want visited."""
        spider: Any = self._crawler.spider
        if request.meta.get("robots"):
            return
        if reason := await spider.wishes.refusal(request.url):
            raise WishedAway(reason)
