"""What the parts of one run share: the site file, the fetcher, the evidence, the counts.

In: addresses. Out: pages, counted; exchanges, kept unless their page asks not to be.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawlers.fetching import Fetched, Fetcher
from crawlers.site_file import SiteFile
from crawlers.tally import Tally
from crawlers.troubles import CrawlEnded
from crawlers.warc import Evidence
from crawlers.wishes import may_keep
from crawlers.working_run import WorkingRun
from peil.records.seen import RecordRef


@dataclass(frozen=True)
class Errand:
    """One run of one site; `report` is called after each visit."""

    site: SiteFile
    fetcher: Fetcher
    run: WorkingRun
    evidence: Evidence
    tally: Tally
    now: Callable[[], datetime]
    report: Callable[[], None] = lambda: None

    async def page(self, url: str, meta: Mapping[str, Any] | None = None) -> Fetched:
        """A page of the site; raises CrawlEnded past the site file's max_pages."""
        self.tally.add("pages")
        if self.tally["pages"] > self.site.politeness.max_pages:
            raise CrawlEnded(f"max_pages ({self.site.politeness.max_pages}) was reached")
        return await self.fetcher.get(url, meta)

    def keep(self, fetched: Fetched) -> RecordRef | None:
        """Keep what went over the wire; where the page itself stands, None where it asks not to be kept."""
        if not may_keep(fetched.page):
            return None
        return [self.evidence.keep(exchange) for exchange in fetched.exchanges][-1]
