"""What the parts of one run share: the site file, the fetcher, the evidence, the counts.

In: addresses. Out: pages, counted; exchanges, kept unless their page asks not to be.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from crawlers.ad_page import read_ad
from crawlers.addresses import plain_address
from crawlers.fetching import Fetched, Fetcher
from crawlers.hosts import belongs
from crawlers.last_run import Answer, Remembered
from crawlers.own_spider import OwnFields, OwnSpider, read_by
from crawlers.page import Page
from crawlers.page_wishes import may_keep
from crawlers.site_file import SiteFile
from crawlers.staying_out import StayingOut
from crawlers.tally import Tally
from crawlers.troubles import CrawlEnded, FetchFailed
from crawlers.walls import wall
from crawlers.warc import Evidence, payload_digest
from crawlers.working_run import WorkingRun
from peil.records.seen import RecordRef


@dataclass(frozen=True)
class Errand:
    """One run of one site; `report` is called after each visit; `spider` is the site's own where it has one.

    `staying_out` knows who is kept out: no page that names one of them is kept (charter 17).
    """

    site: SiteFile
    fetcher: Fetcher
    run: WorkingRun
    evidence: Evidence
    tally: Tally
    now: Callable[[], datetime]
    report: Callable[[], None] = lambda: None
    spider: OwnSpider | None = None
    staying_out: StayingOut = field(default_factory=StayingOut)

    async def page(self, url: str, meta: Mapping[str, Any] | None = None) -> Fetched:
        """A page of the site; raises CrawlEnded past the site file's max_pages."""
        self.tally.add("pages")
        if self.tally["pages"] > self.site.politeness.max_pages:
            raise CrawlEnded(f"max_pages ({self.site.politeness.max_pages}) was reached")
        return await self.fetcher.get(url, meta)

    def keep(self, fetched: Fetched) -> RecordRef | None:
        """Keep what went over the wire; where the page itself stands, None where it asks not to be kept."""
        if not may_keep(fetched.page) or self._names_somebody(fetched.page):
            return None
        return self.evidence.keep_visit(fetched.exchanges)

    def keep_page(self, fetched: Fetched, before: Remembered | None) -> RecordRef | None:
        """Keep the page of a present ad, which may be kept; bytes that the last run kept are pointed at.

        None where it names somebody else who stays out.
        """
        if self._names_somebody(fetched.page):
            return None
        answer, last = _answer(fetched), fetched.exchanges[-1]
        self.run.answered(answer)
        if before and before.answer.digest == answer.digest:
            return self.evidence.keep_again(last, before.record)
        return self.evidence.keep_visit(fetched.exchanges)

    def keep_unchanged(self, fetched: Fetched, before: Remembered) -> bool:
        """Keep the answer that a page did not change; False where it asks not to be kept."""
        if not may_keep(fetched.page):
            return False
        self.run.answered(before.answer)
        self.evidence.keep_again(fetched.exchanges[-1], before.record)
        return True

    def _names_somebody(self, page: Page) -> bool:
        if not self.staying_out.is_named(page):
            return False
        self.tally.hold_back("the page names somebody who stays out")
        return True

    def canonical(self, page: Page) -> str:
        """The address of its own that an ad's page names, empty where that cannot be an ad's."""
        said = plain_address(page.canonical)
        start = said in self.site.site.start or urlsplit(said).path in ("", "/")
        return said if belongs(said, self.site.site.hosts) and not start else ""

    async def look(self, url: str, meta: Mapping[str, Any] | None = None) -> Page:
        """A page for the site's own spider, kept like any other; raises FetchFailed where it is not public."""
        fetched = await self.page(url, meta)
        if reason := wall(fetched.page, has_text=True):
            raise FetchFailed(f"is not public ({reason})")
        self.keep(fetched)
        return fetched.page

    async def read(self, page: Page) -> dict[str, Any]:
        """The fields of an ad's page by the site file, or by the site's own spider where the page answered 2xx."""
        if self.spider is None or not 200 <= page.status < 300:
            return read_ad(self.site.ad, page)
        said = await read_by(self.spider, page, self.look)
        return OwnFields(self.site.site.spider).of(said)


def _answer(fetched: Fetched) -> Answer:
    """What a page answered; what a redirect led to, and what a browser drew, is not asked for by its validators."""
    page, last = fetched.page, fetched.exchanges[-1]
    validators = {} if len(fetched.exchanges) > 1 or last.rendered else page.headers
    digest = payload_digest(last.body)
    return Answer(fetched.exchanges[0].url, digest, validators.get("etag", ""), validators.get("last-modified", ""))
