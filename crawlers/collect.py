"""Collect several sites: one process a site, some of them at the same time.

In: a plan. Out: an outcome per site, in the plan's order. Everything that can be refused is refused before anything is
asked: bad site files, missing mandates, a missing contact.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any, Literal

from crawlers.allowed import check_allowed
from crawlers.chromium import MISSING, find_chromium
from crawlers.job import CrawlJob
from crawlers.site_file import SiteFile, load_site
from peil.errors import SourceError, SourceErrors
from peil.records.seen import Mandate

State = Literal["complete", "short", "failed", "skipped"]
_GRACE_S, _POLL_S = 60.0, 0.2


@dataclass(frozen=True, slots=True)
class CrawlPlan:
    """Sites to crawl into `<out>/<site>/<started>/`; `now` starts a simulated clock. `parallel` sites at a time.

    `data` is the folder with the list of those who stay out; None: the one of the settings.
    """

    site_files: tuple[Path, ...]
    out: Path
    mandates: tuple[Mandate, ...] = ()
    contact: str = ""
    now: datetime | None = None
    max_minutes: float | None = None
    parallel: int = 4
    timeout_s: float = 30.0
    data: Path | None = None


@dataclass(frozen=True, slots=True)
class CrawlOutcome:
    """What came of one site; `run` is its committed folder, `message` says why where it is not complete.

    `exit_code` is what a command that crawled this site alone should end with: 0, 3 (failed) or another error's.
    """

    site: str
    state: State
    run: Path | None = None
    ads: int = 0
    errors: int = 0
    message: str = ""
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a running crawl is."""

    site: str
    ads: int
    pages: int
    images: int


Tell = Callable[[Progress], None]


def crawl(plan: CrawlPlan, tell: Tell | None = None, stop: Event | None = None) -> list[CrawlOutcome]:
    """Crawl every site of the plan; `tell` gets progress from several threads, `stop` ends what runs when it is set.

    A crawl that is ended leaves what it has for the next start. Never more than `parallel` processes at a time.
    Raises SourceErrors for bad site files, RefusedError for a site without mandate or contact: nothing is asked then.
    """
    sites = _load(plan.site_files)
    for site in sites:
        check_allowed(site, plan.mandates, plan.contact)
    with ThreadPoolExecutor(max(1, plan.parallel)) as pool:
        return list(pool.map(partial(_crawl_site, plan, tell, stop or Event()), sites, plan.site_files))


def _load(files: tuple[Path, ...]) -> list[SiteFile]:
    """The site files; the mistakes of all of them at once."""
    sites: list[SiteFile] = []
    mistakes: list[SourceError] = []
    for file in files:
        try:
            sites.append(load_site(file))
        except SourceErrors as errors:
            mistakes += errors.errors
    if mistakes:
        raise SourceErrors(mistakes)
    return sites


def _crawl_site(plan: CrawlPlan, tell: Tell | None, stop: Event, site: SiteFile, file: Path) -> CrawlOutcome:
    name = site.site.name
    if stop.is_set():
        return CrawlOutcome(name, "skipped", message="not begun, since Peil was told to stop")
    if site.site.render == "browser" and find_chromium() is None:
        return CrawlOutcome(name, "skipped", message=MISSING)
    minutes = plan.max_minutes or site.politeness.max_minutes
    job = CrawlJob(
        site_file=str(file.resolve()),
        out=str(plan.out.resolve()),
        mandates=plan.mandates,
        contact=plan.contact,
        now=plan.now,
        max_minutes=minutes,
        timeout_s=plan.timeout_s,
        data=str(plan.data.resolve()) if plan.data else "",
    )
    last: dict[str, Any] = {}
    with _process(job, 60 * minutes + _GRACE_S, stop) as lines:
        for line in lines:
            last = json.loads(line)
            if tell and last["event"] == "progress":
                tell(Progress(name, last["ads"], last["pages"], last["images"]))
    return _outcome(name, last)


@contextmanager
def _process(job: CrawlJob, limit_s: float, stop: Event) -> Iterator[Iterator[str]]:
    """The lines that the crawl's process says; it ends with its asker, past its limit, or when `stop` is set."""
    root = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", "crawlers.process"]
    pipe = subprocess.PIPE
    environment = {**os.environ, "PYTHONPATH": path}
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment) as process:  # noqa: S603 - ours
        assert process.stdin is not None
        assert process.stdout is not None
        ended = Event()
        watch = Thread(target=_watch, args=(process, limit_s, (stop, ended)), daemon=True)
        watch.start()
        try:
            process.stdin.write(job.to_line() + "\n")
            process.stdin.flush()
            yield iter(process.stdout)
        finally:
            ended.set()
            process.kill()


def _watch(process: subprocess.Popen[str], limit_s: float, ends: tuple[Event, Event]) -> None:
    """Kill the process when it is told to stop or its time is over; what it has is on the disk already."""
    stop, ended = ends
    deadline = time.monotonic() + limit_s
    while not ended.wait(_POLL_S):
        if stop.is_set() or time.monotonic() > deadline:
            process.kill()
            return


def _outcome(name: str, last: dict[str, Any]) -> CrawlOutcome:
    if last.get("event") == "outcome":
        run, code = Path(last["run"]), 3 if last["state"] == "failed" else 0
        return CrawlOutcome(name, last["state"], run, last["ads"], last["errors"], last["why"], code)
    if last.get("event") == "error":
        return CrawlOutcome(name, "failed", message=last["message"], exit_code=last["exit"])
    message = f"{name}: the crawl's process died, nothing was committed; the next start goes on with what it saw"
    return CrawlOutcome(name, "failed", message=message, exit_code=3)
