"""The fictional market: all its ads, photos and registers, and the three sites that show them week by week.

In: a seed and a scale. Out: a Market that serves, writes its files and tells the truth. The same seed gives the same
market, byte for byte.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from crawlers.market import photos, registers, site_files, truth, weeks
from crawlers.market.ads import Ad
from crawlers.market.answers import Answer
from crawlers.market.planting import Planted, plant
from crawlers.market.server import Log, Request, SiteServer
from crawlers.market.sites import SITES

# A run that sees less than this share of a site's leanest week is short.
_FLOOR_SHARE = 0.6


@dataclass(slots=True)
class _Now:
    """The simulated week, read by the servers' threads and set by whoever plays the market."""

    week: int = 0


@dataclass(frozen=True)
class Market:
    """A market with its ads and cases `planted`; `request_log` holds every request that its servers ever got."""

    seed: int
    planted: Planted
    request_log: list[Request] = field(default_factory=list)
    _now: _Now = field(default_factory=_Now)
    _bases: dict[str, str] = field(default_factory=dict)
    _rendered: dict[tuple[str, int], dict[str, Answer]] = field(default_factory=dict)

    @property
    def ads(self) -> tuple[Ad, ...]:
        """All ads of all weeks and sites."""
        return self.planted.ads

    @property
    def week(self) -> int:
        """The simulated week, 0 to 11."""
        return self._now.week

    def set_week(self, week: int) -> None:
        """Moves the simulated clock; ValueError for a week that the market does not have."""
        if not 0 <= week < weeks.WEEKS:
            raise ValueError(f"week {week}: the market has the weeks 0 to {weeks.WEEKS - 1}")
        self._now.week = week

    def now(self, week: int) -> datetime:
        """The moment of the week's crawl, in UTC."""
        return weeks.now(week)

    def sites_on(self, week: int) -> list[str]:
        """The sites to visit in the week."""
        return [name for name, site in SITES.items() if week in site.visited]

    def truth(self) -> dict[str, Any]:
        """What a reader should find, as plain data."""
        return truth.truth(self.planted)

    def write_registers(self, folder: Path) -> dict[str, Path]:
        """Writes licences.csv and policies.csv; returns their paths as `licences` and `policies`."""
        return registers.write(folder, self.planted.house_numbers)

    def write_site_files(self, folder: Path) -> dict[str, Path]:
        """Writes `<site>/site.toml` for each site that is being served; RuntimeError outside `serve`."""
        if not self._bases:
            raise RuntimeError("the market is not being served, so its sites have no address yet")
        return site_files.write(folder, self._bases, {name: self.floor(name) for name in self._bases})

    def floor(self, site: str) -> int:
        """The number of ads below which a run of the site is short."""
        live = [sum(ad.is_live(week) for ad in self.ads if ad.site == site) for week in SITES[site].visited]
        return max(1, int(min(live) * _FLOOR_SHARE))

    def pages(self, site: str, week: int) -> dict[str, Answer]:
        """The site's pages of the week by path, made when first asked for."""
        if (site, week) not in self._rendered:
            own = [ad for ad in self.ads if ad.site == site]
            self._rendered[site, week] = SITES[site].pages(own, week)
        return self._rendered[site, week]

    @cached_property
    def files(self) -> dict[str, dict[str, Answer]]:
        """The photo files of each site by path, the same in every week."""
        developed = photos.develop((photo for ad in self.ads for photo in ad.photos), self.seed)
        found: dict[str, dict[str, Answer]] = {name: {} for name in SITES}
        for ad in self.ads:
            for photo in ad.photos:
                found[ad.site][SITES[ad.site].photos + photo.name] = Answer(developed[photo], photo.kind)
        return found

    @contextmanager
    def serve(self) -> Iterator[dict[str, str]]:
        """Serves the three sites on free loopback ports; gives their base addresses by name."""
        servers = [self._server(name) for name in SITES]
        # Every photo is drawn before the first request, so that no crawl waits for it.
        _ = self.files
        for server in servers:
            server.start()
        self._bases.update({server.log.site: server.url for server in servers})
        try:
            yield dict(self._bases)
        finally:
            self._bases.clear()
            for server in servers:
                server.stop()

    def _server(self, name: str) -> SiteServer:
        log = Log(name, self.request_log, lambda: self.week)
        return SiteServer(lambda path: self._answer(name, path), log)

    def _answer(self, site: str, path: str) -> Answer | None:
        return self.pages(site, self.week).get(path) or self.files[site].get(path)


def make_market(seed: int = 1, scale: float = 1.0) -> Market:
    """A whole market; a smaller `scale` (0 to 1) thins the ordinary background and keeps every planted case."""
    return Market(seed, plant(seed, scale))
