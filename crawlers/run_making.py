"""The making of one run: lock, working folder, visits, manifest, commit.

In: a job, its site file, what fetches. Out: a committed run folder; when the process dies on the way, none.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawlers.clock import Clock
from crawlers.errand import Errand
from crawlers.fetching import Fetcher
from crawlers.images import known_images
from crawlers.job import CrawlJob
from crawlers.listings import Listings
from crawlers.manifest import Manifest
from crawlers.photos import Photos
from crawlers.run_folder import RunFolder, readable_runs
from crawlers.run_state import coverage, run_state, usual_ads
from crawlers.site_file import BrowserSteps, SiteFile
from crawlers.software import software
from crawlers.tally import Tally
from crawlers.troubles import CrawlEnded
from crawlers.visiting import Visits
from crawlers.warc import Evidence
from crawlers.wishes import Wishes
from crawlers.working_run import WorkingRun, begin_run, site_lock
from peil import __version__

_USUAL_OVER_RUNS = 8


@dataclass(frozen=True)
class RunMaking:
    """One run of one site. `report` gets the tally after each visit."""

    job: CrawlJob
    site: SiteFile
    clock: Clock
    fetcher: Fetcher
    wishes: Wishes
    report: Callable[[Tally], None]

    async def make(self) -> RunFolder:
        """Crawl the site and commit the run; raises OutsideError where another crawl of the site is running."""
        folder = Path(self.job.out) / self.site.site.name
        with site_lock(folder):
            earlier = readable_runs(folder)
            run = begin_run(folder, self.clock.started)
            evidence = Evidence(run.path, run.name, f"Peil/{__version__}")
            tally = Tally()
            errand = Errand(
                site=self.site,
                fetcher=self.fetcher,
                run=run,
                evidence=evidence,
                tally=tally,
                now=self.clock.now,
                report=lambda: self.report(tally),
            )
            ended = await self._visit(errand, earlier)
            for exchange in self.wishes.exchanges:
                evidence.keep(exchange)
            evidence.close()
            return run.commit(self._manifest(run, tally, earlier, ended))

    async def _visit(self, errand: Errand, earlier: list[RunFolder]) -> str:
        """Visit the whole site; why it stopped before the end, empty where it did not."""
        listings = Listings(errand, self._drawn(self.site.browser.list_))
        photos = Photos(errand, known_images(earlier))
        visits = Visits(errand, photos, earlier[-1] if earlier else None, self._drawn(self.site.browser.ad))
        minutes = self.job.max_minutes or self.site.politeness.max_minutes
        try:
            async with asyncio.timeout(60 * minutes):
                async for url in listings.ads():
                    await visits.visit(url)
        except TimeoutError:
            return f"the time limit of {minutes:g} minutes was reached"
        except CrawlEnded as end:
            errand.tally.error(self.site.site.start[0], str(end))
            return str(end)
        return listings.broken

    def _drawn(self, steps: BrowserSteps) -> dict[str, Any]:
        """What a request for a page carries: nothing, or that a browser draws it and takes these steps."""
        return {"playwright": True, "steps": steps} if self.site.site.render == "browser" else {}

    def _manifest(self, run: WorkingRun, tally: Tally, earlier: list[RunFolder], ended: str) -> Manifest:
        tally.add("requests", self.fetcher.requests)
        counts = tally.counts()
        complete = [one.manifest.counts.present for one in earlier if one.manifest.state == "complete"]
        usual = usual_ads(complete[-_USUAL_OVER_RUNS:])
        state, why = run_state(counts, self.site.floor.ads, ended)
        return Manifest(
            site=self.site.site.name,
            country=self.site.site.country,
            started_at=run.started,
            finished_at=self.clock.now(),
            state=state,
            why=why,
            floor=self.site.floor.ads,
            usual=usual,
            coverage=coverage(counts.present, usual),
            counts=counts,
            robots=self.wishes.verdicts(),
            errors=tuple(tally.errors),
            software=software(self.site.site.render),
        )
