"""The spider of every site: `scrapy crawl site -a file=SITE.toml`, or a CrawlJob from crawlers.process.

In: a job. Out: one committed run folder, or none. Refuses before it asks anything: no mandate, no contact, no crawl.
"""

import sys
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import Crawler

from crawlers.allowed import check_allowed
from crawlers.browser_settings import browser_settings
from crawlers.clock import Clock
from crawlers.fetching import Fetcher
from crawlers.job import CrawlJob
from crawlers.mandate import read_mandates
from crawlers.run_folder import RunFolder
from crawlers.run_making import RunMaking
from crawlers.shared_folder import shared_folder
from crawlers.site_file import load_site
from crawlers.staying_out import StayingOut
from crawlers.tally import Tally
from crawlers.turns import Turns
from crawlers.wishes import Wishes
from peil import __version__
from peil.errors import OutsideError, PeilError, SourceError
from peil.kept_out import read_kept_out
from peil.settings import settings as deployment


class SiteSpider(scrapy.Spider):
    """One crawl of one site; `committed` is its run once it is there, `failure` what hindered it."""

    name = "site"

    def __init__(self, job: CrawlJob, report: Callable[[Tally], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        self.site_file = load_site(Path(job.site_file))
        check_allowed(self.site_file, job.mandates, job.contact)
        self.clock = Clock(job.now)
        self.turns = Turns(self.site_file.politeness.delay_s, Path(job.out), shared_folder())
        self.fetcher = Fetcher(self, self.turns, self.clock.now)
        self.wishes = Wishes(self.fetcher, self.turns)
        self.tally = Tally()
        data = Path(job.data) if job.data else deployment().data
        kept_out = read_kept_out(data, deployment().kept_out_key_file)
        self.staying_out = StayingOut(kept_out, self.site_file.site.country)
        self.committed: RunFolder | None = None
        self.failure: PeilError | None = None
        self._report = report

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "SiteSpider":
        """The spider of a job; on the command line the job's parts are `file`, `out`, `mandates` and `now`."""
        if "job" not in kwargs:
            return cls._from_command_line(crawler, **kwargs)
        job: CrawlJob = kwargs["job"]
        spider = super().from_crawler(crawler, job=job, report=kwargs.get("report", _silent))
        crawler.settings.set("USER_AGENT", user_agent(job.contact), priority="spider")
        crawler.settings.set("DOWNLOAD_TIMEOUT", job.timeout_s, priority="spider")
        if spider.site_file.site.render == "browser":
            crawler.settings.setdict(browser_settings(), priority="spider")
        return spider

    @classmethod
    def _from_command_line(cls, crawler: Crawler, **arguments: str) -> "SiteSpider":
        """Scrapy's own command knows no sentences: what is wrong is said here, and the exit code is ours."""
        try:
            return cls.from_crawler(crawler, job=_job(arguments))
        except PeilError as error:
            sys.stderr.write(error.sentence() + "\n")
            raise SystemExit(error.exit_code) from error

    async def start(self) -> AsyncIterator[Any]:
        """Make the run; yields nothing, since a run ends in its folder."""
        making = RunMaking(
            self.job, self.site_file, self.clock, self.fetcher, self.wishes, self.tally, self._report, self.staying_out
        )
        try:
            self.committed = await making.make()
        except PeilError as failure:
            self.failure = failure
        except OSError as failure:
            self.failure = OutsideError(f"the run could not be written ({failure.strerror})", where=self.job.out)
        if self.failure:
            self.logger.warning(self.failure.sentence())
        nothing: tuple[Any, ...] = ()
        for one in nothing:
            yield one


def user_agent(contact: str) -> str:
    """`Peil/0.1.0 (+contact)`."""
    return f"Peil/{__version__} (+{contact})" if contact else f"Peil/{__version__}"


def _job(arguments: dict[str, str]) -> CrawlJob:
    unknown = arguments.keys() - {"file", "out", "mandates", "now"}
    if unknown or "file" not in arguments:
        raise SourceError("the spider takes -a file=SITE.toml, and out, mandates and now if you like")
    mandates = arguments.get("mandates")
    return CrawlJob(
        site_file=arguments["file"],
        out=arguments.get("out") or str(deployment().runs),
        mandates=read_mandates(Path(mandates)) if mandates else (),
        contact=deployment().contact,
        now=_moment(arguments["now"]) if "now" in arguments else None,
    )


def _moment(said: str) -> datetime:
    try:
        return datetime.fromisoformat(said)
    except ValueError as error:
        raise SourceError(f"now={said} is no moment", mend="one such as 2026-03-02T03:15:00Z would be right") from error


def _silent(_tally: Tally) -> None:
    """Nobody asked how it goes."""
