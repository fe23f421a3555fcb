"""The clock around `peil due`: APScheduler wakes it at each site's times, a process of its own each time.

In: the sites, a way to start a process. Out: nothing but the runs. Missed moments run once, late; SIGTERM ends it, and
the run in hand is ended cleanly within half a minute.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from console.timetable import due_moments, start_of
from crawlers.site_file import SiteFile
from peil.days import AMSTERDAM

# Now and then without any site's moment too: what a dead worker left is taken up again.
_CATCH_UP_MINUTES = 15
_STOP_S, _POLL_S = 30.0, 1.0
# Longer than a site may be crawled and the rest may take; a round that hangs must not hold up every later one.
_ROUND_S = 30 * 3600.0


class SiteTrigger(BaseTrigger):  # type: ignore[misc]  # the package has no types
    """Fires when a site's due moments are to be begun."""

    def __init__(self, site: SiteFile, jitter_s: float) -> None:
        self._site, self._jitter_s = site.site, jitter_s

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        """The next beginning after the previous one, or after now, in UTC: an hour that comes twice is none there."""
        after = previous or now
        for due in due_moments(self._site.schedule, after - timedelta(seconds=self._jitter_s + 1)):
            start = start_of(self._site.name, due, self._jitter_s)
            if start > after:
                return start
        return None


@dataclass
class Clock:
    """Starts `command` at the sites' moments, one at a time, until stopped."""

    sites: Sequence[SiteFile]
    jitter_s: float
    command: Sequence[str]
    _woken: Event = field(default_factory=Event)
    _stopping: Event = field(default_factory=Event)
    _ends: float = 0.0
    _round: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Run what is due now, then at each site's times, until SIGTERM or Ctrl-C."""
        scheduler = BackgroundScheduler(timezone=AMSTERDAM)
        for site in self.sites:
            self._add(scheduler, SiteTrigger(site, self.jitter_s), id=site.site.name)
        self._add(scheduler, "interval", id="catch up", minutes=_CATCH_UP_MINUTES)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        scheduler.start()
        self._woken.set()
        while not self._stopping.is_set():
            self._woken.wait()
            self._woken.clear()
            self._run_round()
        scheduler.shutdown(wait=False)

    def _add(self, scheduler: Any, trigger: Any, **said: Any) -> None:
        scheduler.add_job(self._woken.set, trigger, max_instances=1, coalesce=True, misfire_grace_time=None, **said)

    def _run_round(self) -> None:
        # A crawl can run once in a process, and a fault in a round must not end the clock.
        if self._stopping.is_set():
            return
        self._ends = time.monotonic() + _ROUND_S
        self._round = subprocess.Popen(self.command)  # noqa: S603 - our own words
        if self._stopping.is_set():
            self._stop()
        while self._round.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                self._round.wait(_POLL_S)
            if time.monotonic() > self._ends:
                self._round.kill()

    def _stop(self, *_: Any) -> None:
        self._ends = time.monotonic() + _STOP_S
        self._stopping.set()
        self._woken.set()
        if self._round is not None and self._round.poll() is None:
            self._round.terminate()


def due_command(files: Sequence[str]) -> list[str]:
    """The words that start `peil due` for these site files, for all sites where there are none."""
    return [sys.executable, "-m", "console.cli", "due", *(part for file in files for part in ("--site", file))]
