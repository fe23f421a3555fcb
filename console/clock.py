"""The clock around `peil due`: APScheduler wakes it at each site's times, a process of its own each time.

In: nothing. Out: nothing but the runs. Missed moments run once, late; SIGTERM ends it after the run in hand.
"""

import signal
import subprocess
import sys
from datetime import datetime
from types import FrameType

from apscheduler.schedulers.blocking import BlockingScheduler

from console.collection import chosen_sites
from console.timetable import next_due, trigger_of
from peil.days import AMSTERDAM


def next_times(at: datetime) -> list[tuple[str, datetime]]:
    """Each site's next due moment, soonest first."""
    sites = [site.site for site in chosen_sites().values()]
    times = [(site.name, due) for site in sites if (due := next_due(site.schedule, at))]
    return sorted(times, key=lambda pair: (pair[1], pair[0]))


def run_until_stopped() -> None:
    """Run what is due now, then at each site's times, until SIGTERM or Ctrl-C."""
    scheduler = BlockingScheduler(timezone=AMSTERDAM)
    scheduler.add_job(_run_due, id="start")
    for site in chosen_sites().values():
        trigger = trigger_of(site.site.schedule)
        scheduler.add_job(_run_due, trigger, id=site.site.name, max_instances=1, coalesce=True, misfire_grace_time=None)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        scheduler.shutdown(wait=False)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    scheduler.start()


def _run_due() -> None:
    # A crawl can run once in a process, and a fault in a run must not end the clock.
    subprocess.run([sys.executable, "-m", "console.cli", "due"], check=False)
