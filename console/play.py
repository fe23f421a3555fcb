"""The fictional market, played: every week served, crawled over HTTP and taken through to flags.

In: a folder, a seed, a size. Out: a ledger like any other, and what happened on the way. Time is simulated: a crawl
of week n is dated in week n. Requests, pages, photos, browser and database are real.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from console.collection import chosen_sites, collect
from console.pipeline import take_through
from crawlers.chromium import MISSING, find_chromium
from crawlers.collect import CrawlOutcome
from crawlers.market import Market, make_market
from ledger.database import open_ledger
from ledger.register import ImportSource, take_licences, take_policies
from peil.settings import Settings
from rules.register import read_licences, read_policies

Say = Callable[[str], None]
DEMO_MARK = ".peil-demo"
_BROWSER_SITE = "vitrine"


@dataclass(frozen=True, slots=True)
class Game:
    """What to play: the market's seed and size, how many of its weeks, and where the data go."""

    deployment: Settings
    seed: int = 1
    scale: float = 1.0
    weeks: int = 12


@dataclass(slots=True)
class Played:
    """A market that was played: what its crawls came to, seconds by part, and what had to be left out."""

    market: Market
    weeks: int
    outcomes: list[CrawlOutcome] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    left_out: str = ""

    @contextmanager
    def timed(self, part: str) -> Iterator[None]:
        """A block whose time counts for the part."""
        started = time.monotonic()
        yield
        self.add(part, time.monotonic() - started)

    def add(self, part: str, seconds: float) -> None:
        """Count seconds for a part."""
        self.seconds[part] = self.seconds.get(part, 0.0) + seconds


def play(game: Game, say: Say) -> Played:
    """Play the market into a fresh ledger; `say` gets a line a week."""
    deployment = game.deployment
    start_afresh(deployment.data)
    open_ledger(deployment.database_url)
    played = Played(make_market(game.seed, game.scale), game.weeks)
    played.left_out = "" if find_chromium() else f"{_BROWSER_SITE} is left out: {MISSING}"
    _take_registers(played.market, deployment.data / "registers")
    with played.market.serve():
        files = played.market.write_site_files(deployment.data / "sites")
        for week in range(game.weeks):
            _play_week(played, week, files, deployment)
            ads = sum(outcome.ads for outcome in played.outcomes)
            say(f"week {week + 1} of {game.weeks}: {len(played.outcomes)} runs, {ads:,} sightings so far")
    return played


def start_afresh(folder: Path) -> None:
    """Empty the folder and mark it as one that a demo may empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / DEMO_MARK).touch()


def _play_week(played: Played, week: int, files: dict[str, Path], deployment: Settings) -> None:
    at = played.market.now(week)
    played.market.set_week(week)
    sites = [site for site in played.market.sites_on(week) if not (played.left_out and site == _BROWSER_SITE)]
    with played.timed("collect"):
        played.outcomes += collect(chosen_sites(files=[files[site] for site in sites]), deployment, at=at)
    for done in take_through(deployment.runs, at):
        played.add(done.step, done.seconds)


def _take_registers(market: Market, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    paths = market.write_registers(folder)
    at = market.now(0)
    take_licences(read_licences(paths["licences"]), ImportSource("licences.csv", "", "demo", at))
    take_policies(read_policies(paths["policies"]), ImportSource("policies.csv", "", "demo", at))
