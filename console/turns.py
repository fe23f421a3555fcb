"""What is due: each site's latest due moment is claimed in the ledger, crawled, and its outcome noted.

In: a clock, the sites. Out: the outcomes of the sites that this worker claimed, and of those that may not be visited.
A round lasts until nothing runs and nothing is due; what another worker lives to finish is left to it.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from console.collection import in_words, refusal
from console.timetable import latest_due, start_of
from console.workers import is_dead, this_worker
from crawlers.collect import CrawlOutcome, CrawlPlan, crawl
from crawlers.site_file import SiteFile
from ledger import turns
from ledger.mandates import mandates
from peil.records.seen import Mandate
from peil.settings import Settings

_POLL_S = 1.0
# A worker on another machine that is silent for this long beyond the site's own time limit is taken for dead.
_SILENT = timedelta(hours=1)
_GIVEN_UP = "given up: a later moment came"


@dataclass
class Round:
    """One round over the sites; `stop` ends it, and what runs is given back for the next."""

    deployment: Settings
    sites: dict[Path, SiteFile]
    now: Callable[[], datetime]
    stop: Event = field(default_factory=Event)
    outcomes: list[CrawlOutcome] = field(default_factory=list)
    _running: dict[Future[CrawlOutcome], tuple[str, datetime]] = field(default_factory=dict)

    def run(self) -> list[CrawlOutcome]:
        """Crawl what is due now or comes due meanwhile, at most `PEIL_CRAWLS` sites at a time."""
        standing = mandates()
        with ThreadPoolExecutor(self.deployment.crawls) as pool:
            while True:
                self._start(pool, standing)
                if not self._running:
                    return self.outcomes
                done, _ = wait(self._running, timeout=_POLL_S, return_when=FIRST_COMPLETED)
                for one in done:
                    self._note(one.result(), self._running.pop(one))

    def _start(self, pool: ThreadPoolExecutor, standing: Sequence[Mandate]) -> None:
        for file, site in self.sites.items():
            if self.stop.is_set() or len(self._running) >= self.deployment.crawls:
                return
            due = claim_due(site, self.now(), self.deployment.jitter)
            if due is None:
                continue
            turn = (site.site.name, due)
            if refused := refusal(site, standing, self.deployment.contact):
                self._note(refused, turn)
            else:
                self._running[pool.submit(self._crawl, file, standing)] = turn

    def _crawl(self, file: Path, standing: Sequence[Mandate]) -> CrawlOutcome:
        plan = CrawlPlan(
            (file,), self.deployment.runs, tuple(standing), self.deployment.contact, data=self.deployment.data
        )
        return crawl(plan, stop=self.stop)[0]

    def _note(self, outcome: CrawlOutcome, turn: tuple[str, datetime]) -> None:
        if self.stop.is_set() and outcome.run is None:
            turns.release(*turn)
            return
        turns.finish(*turn, self.now(), outcome.state, in_words(outcome))
        self.outcomes.append(outcome)


def claim_due(site: SiteFile, at: datetime, jitter_s: float) -> datetime | None:
    """The due moment of a site that this worker claimed at `at`: its latest, or one that a dead worker left."""
    name, worker = site.site.name, this_worker()
    due = latest_due(site.site.schedule, at, turns.last_turn(name))
    due = due if due and start_of(name, due, jitter_s) <= at else None
    silent = timedelta(minutes=site.politeness.max_minutes) + _SILENT
    for left in turns.unfinished(name):
        if not (is_dead(left.worker) or left.claimed_at < at - silent):
            return None
        if due is None and turns.take_over(left, at, worker):
            return left.due_at
        if due is not None:
            turns.finish(name, left.due_at, at, "skipped", _GIVEN_UP)
    return due if due and turns.claim(name, due, at, worker) else None
