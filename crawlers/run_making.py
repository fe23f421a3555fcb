"""The making of one run: lock, working folder, visits, manifest, commit.

In: a job, its site file, what fetches. Out: a committed run folder; when the process dies or the network is gone on
the way, none: the next start goes on with what lies there.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawlers.clock import Clock
from crawlers.closing import Closing
from crawlers.errand import Errand
from crawlers.fetching import Fetcher
from crawlers.images import known_images
from crawlers.job import CrawlJob
from crawlers.journal import Begun, Came
from crawlers.last_run import LastRun
from crawlers.listings import Listings
from crawlers.manifest import sha256_of
from crawlers.own_listings import OwnListings
from crawlers.own_spider import make_spider
from crawlers.photos import Photos
from crawlers.resuming import TakenUp, take_up
from crawlers.run_folder import RunFolder, readable_runs
from crawlers.shared_folder import shared_folder, site_file_name
from crawlers.site_file import BrowserSteps, SiteFile
from crawlers.software import software
from crawlers.staying_out import StayingOut
from crawlers.tally import Tally
from crawlers.troubles import CrawlEnded, NetworkGone
from crawlers.visiting import Visits
from crawlers.warc import Evidence
from crawlers.wishes import Wishes
from crawlers.working_run import WorkingRun, begin_run, site_lock
from peil import __version__
from peil.errors import OutsideError


@dataclass(frozen=True)
class RunMaking:
    """One run of one site. `report` gets the tally, which counts everything, after each visit."""

    job: CrawlJob
    site: SiteFile
    clock: Clock
    fetcher: Fetcher
    wishes: Wishes
    tally: Tally
    report: Callable[[Tally], None]
    staying_out: StayingOut = field(default_factory=StayingOut)

    async def make(self) -> RunFolder:
        """Crawl the site and commit the run, one that a dead crawl left first.

        Raises OutsideError where another crawl of the site is running, or where the network is gone on the way.
        """
        folder = Path(self.job.out) / self.site.site.name
        spider = make_spider(self.site, Path(self.job.site_file))
        shared = shared_folder()
        with site_lock(folder, shared and shared / "sites" / site_file_name(self.site)):
            begun = self._begun()
            taken = take_up(folder, begun, self.clock.started)
            if isinstance(taken, RunFolder):
                return taken
            run = self._go_on(taken) if taken else self._begin(folder, begun)
            earlier = readable_runs(folder)
            evidence = Evidence(run.path, run.name, f"Peil/{__version__}")
            errand = Errand(
                site=self.site,
                fetcher=self.fetcher,
                run=run,
                evidence=evidence,
                tally=self.tally,
                now=self.clock.now,
                report=lambda: self.report(self.tally),
                spider=spider,
                staying_out=self.staying_out,
            )
            ended = await self._visit(errand, earlier, taken)
            for exchange in self.wishes.exchanges:
                evidence.keep(exchange)
            evidence.close()
            self.tally.put("requests", self.fetcher.requests)
            closing = Closing(
                run=run,
                begun=begun,
                tally=self.tally,
                finished_at=self.clock.now(),
                ended=ended,
                floor=self.site.floor,
                resumed=taken.past.resumed if taken else (),
                robots=self.wishes.verdicts(),
            )
            return run.commit(closing.manifest())

    def _begun(self) -> Begun:
        site = self.site.site
        file = sha256_of(Path(self.job.site_file))
        return Begun(site.name, site.country, self.site.floor.ads, file, software(site.render))

    def _begin(self, folder: Path, begun: Begun) -> WorkingRun:
        run = begin_run(folder, self.clock.started)
        run.journal.note_begin(begun, self.clock.now())
        return run

    def _go_on(self, taken: TakenUp) -> WorkingRun:
        self.tally.take(taken.tally)
        self.fetcher.requests += taken.tally["requests"]
        return taken.run

    async def _visit(self, errand: Errand, earlier: list[RunFolder], taken: TakenUp | None) -> str:
        """Visit the whole site; why it stopped before the end, empty where it did not."""
        drawn, own = self._drawn(self.site.browser.list_), errand.spider
        read = taken.past.listings if taken else {}
        listings = OwnListings(errand, own, drawn) if own else Listings(errand, drawn, read)
        photos = Photos(errand, known_images([*earlier, RunFolder(errand.run.path)]))
        visits = Visits(errand, photos, self._last(earlier), self._drawn(self.site.browser.ad))
        visits.remember(sighting.ref for sighting in (taken.sightings if taken else ()))
        visited = taken.visited if taken else frozenset()
        minutes = self.job.max_minutes or self.site.politeness.max_minutes
        try:
            async with asyncio.timeout(60 * minutes):
                async for url in listings.ads():
                    if url not in visited:
                        await self._visit_one(visits, errand, url)
        except TimeoutError:
            return f"the time limit of {minutes:g} minutes was reached"
        except NetworkGone as gone:
            if self.tally["listing_pages"]:
                raise self._interrupted(str(gone)) from gone
            errand.tally.error(self.site.site.start[0], str(gone))
            return str(gone)
        except CrawlEnded as end:
            errand.tally.error(self.site.site.start[0], str(end))
            return str(end)
        if taken and self.wishes.unheard(self.site.site.start):
            raise self._interrupted("its robots.txt could not be asked")
        return listings.broken

    def _last(self, earlier: list[RunFolder]) -> LastRun:
        """The run before this one; its sightings may be repeated where nothing reads otherwise now.

        Of a site with a spider of its own that is not known: its code is in no manifest.
        """
        last, begun = earlier[-1] if earlier else None, self._begun()
        told = last.manifest if last else None
        same = told is not None and (told.site_file, told.software) == (begun.site_file, begun.software)
        return LastRun(last, self.clock.now(), same_reading=same and not self.site.site.spider)

    async def _visit_one(self, visits: Visits, errand: Errand, url: str) -> None:
        seen, failed, out = self._seen(), self.tally["failed"], self.tally["kept_out"]
        await visits.visit(url)
        if self.tally["kept_out"] > out:
            return  # nothing of it is stored, the journal's line neither
        came: Came = "failed" if self.tally["failed"] > failed else "seen" if self._seen() > seen else "left"
        self.tally.put("requests", self.fetcher.requests)
        errand.run.journal.note_visit(url, self.tally, errand.now(), came)

    def _seen(self) -> int:
        return sum(self.tally[status] for status in ("present", "gone", "not_public"))

    def _interrupted(self, why: str) -> OutsideError:
        what = f"the site cannot be reached ({why}); what was seen is kept"
        return OutsideError(what, where=self.site.site.name, mend="start again within a day to go on with it")

    def _drawn(self, steps: BrowserSteps) -> dict[str, Any]:
        """What a request for a page carries: nothing, or that a browser draws it and takes these steps."""
        return {"playwright": True, "steps": steps} if self.site.site.render == "browser" else {}
