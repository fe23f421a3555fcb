"""A look at a few pages of a site outside any run, to write or to check its site file.

In: a job and what to do with the pages. Out: what that gives. Nothing is kept, and nothing is asked that a crawl would
not ask: mandate, robots.txt, turns, the honest name and the bounds are the crawl's own.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Protocol, TypeVar

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawlers.job import CrawlJob
from crawlers.page import Page
from crawlers.site_file import BrowserSteps
from crawlers.spiders.site import SiteSpider
from crawlers.troubles import CrawlEnded, FetchFailed
from peil.errors import OutsideError, PeilError, RefusedError

T = TypeVar("T")


class See(Protocol):
    """Gives the page at an address; `steps` are a browser's before it is read. Raises FetchFailed."""

    async def __call__(self, url: str, steps: BrowserSteps) -> Page:
        """The page."""


class Look(SiteSpider):
    """The spider of a site without its run."""

    name = "look"
    errand: Callable[[See], Awaitable[Any]]
    found: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "Look":
        """The spider of a job, with what it is to do as `errand`."""
        errand = kwargs.pop("errand")
        spider = super().from_crawler(crawler, *args, **kwargs)
        assert isinstance(spider, Look)
        spider.errand = errand
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Do the errand; yields nothing."""
        try:
            self.found = await self.errand(self.see)
        except PeilError as failure:
            self.failure = failure
        except (FetchFailed, CrawlEnded) as failure:
            self.failure = _in_words(failure, self.site_file.site.start[0])
        nothing: tuple[Any, ...] = ()
        for one in nothing:
            yield one

    async def see(self, url: str, steps: BrowserSteps) -> Page:
        """The page at `url` as a crawl would get it."""
        drawn = self.site_file.site.render == "browser"
        fetched = await self.fetcher.get(url, {"playwright": True, "steps": steps} if drawn else {})
        return fetched.page


def look(job: CrawlJob, errand: Callable[[See], Awaitable[T]]) -> T:
    """What the errand gives; once a process. Raises what hindered it: RefusedError, SourceErrors, OutsideError."""
    settings = Settings()
    settings.setmodule("crawlers.settings", priority="project")
    settings.set("LOG_LEVEL", "ERROR", priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(Look)
    crawling = process.crawl(crawler, job=job, errand=errand)
    process.start()
    if (error := crawling.exception()) is not None:
        raise error
    spider: Any = crawler.spider
    if spider.failure is not None:
        raise spider.failure
    found: T = spider.found
    return found


def _in_words(failure: FetchFailed | CrawlEnded, url: str) -> PeilError:
    if isinstance(failure, FetchFailed) and failure.refused:
        return RefusedError(f"nothing was asked ({failure})", ground="charter 3", where=url)
    return OutsideError(f"no page came of it ({failure})", where=url, mend="look at it in a browser")
