"""One crawl in a process of its own, since a reactor runs once: `python -m crawlers.process`, a job on standard input.

In: one line of JSON, then silence; when standard input closes the asker is gone, and so is the crawl. Out: a line of
JSON for every half second of progress, at last the outcome; exit 0, 2 (bad input), 3 (the site failed) or 4 (refused).
"""

import json
import os
import sys
import threading
import time
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawlers.job import CrawlJob, read_job
from crawlers.run_folder import RunFolder
from crawlers.spiders.site import SiteSpider
from crawlers.tally import Tally
from peil.errors import OutsideError, PeilError

_EVERY_S = 0.5


class Progress:
    """Says how far the crawl is, twice a second at most."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self, tally: Tally) -> None:
        """Say it if it is time."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY_S
            say(event="progress", ads=tally["present"], pages=tally["pages"], images=tally["images"])


def main() -> int:
    """Run the job on standard input to its end."""
    try:
        job = read_job(sys.stdin.readline())
        threading.Thread(target=_die_with_asker, daemon=True).start()
        run = crawl(job)
    except PeilError as error:
        say(event="error", message=error.sentence(), exit=error.exit_code)
        return error.exit_code
    told = run.manifest
    say(
        event="outcome",
        run=str(run.path),
        state=told.state,
        why=told.why,
        ads=told.counts.present,
        errors=told.counts.errors,
    )
    return OutsideError.exit_code if told.state == "failed" else 0


def crawl(job: CrawlJob) -> RunFolder:
    """The committed run of a job; raises what stopped it."""
    settings = Settings()
    settings.setmodule("crawlers.settings", priority="project")
    settings.set("LOG_LEVEL", "ERROR", priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(SiteSpider)
    crawling = process.crawl(crawler, job=job, report=Progress())
    process.start()
    if (error := crawling.exception()) is not None:
        raise error
    spider: Any = crawler.spider
    if spider.failure is not None:
        raise spider.failure
    if isinstance(spider.committed, RunFolder):
        return spider.committed
    raise OutsideError("the crawl was stopped before its end, nothing was committed", where=job.site_file)


def say(**event: object) -> None:
    """One line of JSON on standard output, at once."""
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def _die_with_asker() -> None:
    sys.stdin.read()
    os._exit(OutsideError.exit_code)


if __name__ == "__main__":
    sys.exit(main())
