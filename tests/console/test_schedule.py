"""The schedule: both nights of the clocks, missed moments once, dead workers, one rest for all sites, a clean stop."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from misbehaving_site import load_misbehaviours

from console import rest, turns
from console.clock import SiteTrigger
from console.health import health
from console.timetable import due_moments, latest_due, start_of
from console.turns import Round
from console.workers import is_dead, this_worker
from crawlers.run_folder import committed_runs
from crawlers.site_file import SiteFile, load_site
from ledger.models import Turn
from ledger.turns import claim, last_turns
from peil.settings import Settings

ROOT = Path(__file__).parents[2]
_SITE_FILE = """
[site]
name = "{name}"
start = ["{base}/"]
hosts = ["127.0.0.1"]
schedule = "{schedule}"
[politeness]
delay_s = {delay}
[listing]
ad = "a.ad"
[ad]
ref = {{ url = '/(\\d+)$' }}
title = "h1"
text = ".text"
[floor]
ads = 1
"""


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def moments(cron: str, after: datetime, days: int) -> list[str]:
    found = islice(due_moments(cron, after), 100)
    return [f"{due:%d %H:%M}" for due in found if due <= after + timedelta(days=days)]


@pytest.mark.parametrize(
    ("cron", "expected"),
    [
        ("30 2 * * *", ["28 01:30", "29 01:30", "30 00:30"]),
        ("0 3 * * *", ["28 02:00", "29 01:00", "30 01:00"]),
        ("15 4 * * *", ["28 03:15", "29 02:15", "30 02:15"]),
    ],
)
def test_in_the_night_that_skips_an_hour_every_site_is_due_once(cron: str, expected: list[str]) -> None:
    assert moments(cron, utc(2026, 3, 27, 23), 3) == expected


@pytest.mark.parametrize(
    ("cron", "expected"),
    [
        ("30 2 * * *", ["24 00:30", "25 00:30", "26 01:30"]),
        ("0 2 * * *", ["24 00:00", "25 00:00", "26 01:00"]),
        ("0 3 * * *", ["24 01:00", "25 02:00", "26 02:00"]),
    ],
)
def test_in_the_night_that_repeats_an_hour_every_site_is_due_once(cron: str, expected: list[str]) -> None:
    assert moments(cron, utc(2026, 10, 23, 22, 30), 3) == expected


@pytest.mark.parametrize("night", [utc(2026, 3, 29), utc(2026, 10, 25)])
def test_an_hourly_site_is_due_every_hour_of_both_nights(night: datetime) -> None:
    assert moments("0 * * * *", night - timedelta(minutes=1), 1) == [f"{night:%d} {hour:02}:00" for hour in range(24)]


@pytest.mark.parametrize("night", [utc(2026, 3, 29), utc(2026, 10, 25)])
def test_going_through_the_night_minute_by_minute_a_site_is_begun_once(night: datetime) -> None:
    last, begun = night - timedelta(days=1), []
    for minute in range(24 * 60):
        due = latest_due("30 2 * * *", night + timedelta(minutes=minute), last)
        if due:
            begun.append(due)
            last = due
    assert len(begun) == (2 if begun[0] < night else 1)
    assert begun[-1] in (utc(2026, 3, 29, 1, 30), utc(2026, 10, 25, 0, 30))


@given(st.integers(0, 10_000), st.floats(0, 3600))
def test_a_start_is_spread_over_the_jitter_and_always_the_same(days: int, jitter: float) -> None:
    due = utc(2026, 1, 1) + timedelta(days=days)
    assert due <= start_of("etalage", due, jitter) <= due + timedelta(seconds=jitter + 1)
    assert start_of("etalage", due, jitter) == start_of("etalage", due, jitter)


def test_sites_of_one_moment_do_not_all_start_at_once() -> None:
    starts = {start_of(f"site-{number}", utc(2026, 3, 2, 3, 15), 60) for number in range(20)}
    assert len(starts) > 10


class Sites:
    """Served sites and their files."""

    def __init__(self, folder: Path, served: ExitStack) -> None:
        self.folder, self._served, self._module = folder, served, load_misbehaviours()
        self.sites: dict[str, Any] = {}

    def make(self, name: str, ads: int = 2, schedule: str = "15 4 * * *", delay: float = 0.0) -> Path:
        site = self._served.enter_context(self._module.serve(self._module.Site()))
        site.ads = [f"/ad/{number}" for number in range(1, ads + 1)]
        self.sites[name] = site
        file = self.folder / f"{name}.toml"
        file.write_text(_SITE_FILE.format(name=name, base=site.base, schedule=schedule, delay=delay))
        return file

    def read(self) -> dict[Path, SiteFile]:
        return {file: load_site(file) for file in sorted(self.folder.glob("*.toml"))}


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[Sites]:
    with ExitStack() as served:
        yield Sites(tmp_path, served)


@pytest.fixture
def round_at(sites: Sites, tmp_path: Path, sqlite_ledger: str) -> Callable[..., list[Any]]:
    """Runs one round at a moment; the clock stands still."""

    def run(at: datetime, stop: Event | None = None, **said: Any) -> list[Any]:
        deployment = Settings(data=tmp_path / "data", jitter=0, **said)
        return Round(deployment, sites.read(), lambda: at, stop or Event()).run()

    return run


def test_a_week_off_is_made_up_for_once(sites: Sites, round_at: Callable[..., list[Any]]) -> None:
    sites.make("proef")
    assert [outcome.state for outcome in round_at(utc(2026, 3, 2, 4))] == ["complete"]
    assert round_at(utc(2026, 3, 2, 5)) == []
    assert len(round_at(utc(2026, 3, 9, 12))) == 1
    assert Turn.objects.order_by("due_at").values_list("due_at", flat=True).last() == utc(2026, 3, 9, 3, 15)
    assert (Turn.objects.count(), len(list(committed_runs(sites.folder / "data/runs")))) == (2, 2)


def test_a_site_waits_for_its_own_part_of_the_jitter(sites: Sites, sqlite_ledger: str) -> None:
    sites.make("proef")
    [site] = sites.read().values()
    begin = start_of("proef", utc(2026, 3, 2, 3, 15), 3600)
    assert turns.claim_due(site, begin - timedelta(seconds=1), 3600) is None
    assert turns.claim_due(site, begin, 3600) == utc(2026, 3, 2, 3, 15)
    assert turns.claim_due(site, begin, 3600) is None


def test_the_clock_wakes_when_a_site_is_to_be_begun(sites: Sites) -> None:
    sites.make("proef", schedule="30 2 * * *")
    [site] = sites.read().values()
    trigger = SiteTrigger(site, 600)
    at, woken = utc(2026, 10, 24), []
    while (at := trigger.get_next_fire_time(at, at)) and at < utc(2026, 10, 27):
        woken.append(at)
    dues = [utc(2026, 10, 24, 0, 30), utc(2026, 10, 25, 0, 30), utc(2026, 10, 26, 1, 30)]
    assert woken == [start_of("proef", due, 600) for due in dues]


def test_many_sites_are_crawled_no_more_at_a_time_than_is_set(
    sites: Sites, round_at: Callable[..., list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        sites.make(f"proef-{number}", ads=1)
    at_once: list[int] = []
    crawl = turns.crawl

    def counted(*args: Any, **said: Any) -> Any:
        at_once.append(len(list((sites.folder / "data/runs").glob("*/.*.part"))))
        return crawl(*args, **said)

    monkeypatch.setattr(turns, "crawl", counted)
    outcomes = round_at(utc(2026, 3, 2, 4), crawls=2)
    assert Counter(outcome.state for outcome in outcomes) == {"complete": 8}
    assert max(at_once) < 2
    assert {site.most_at_once() for site in sites.sites.values()} == {1}


def test_what_comes_due_meanwhile_is_of_the_same_round(sites: Sites, tmp_path: Path, sqlite_ledger: str) -> None:
    sites.make("eerst", ads=6, delay=0.2)
    sites.make("later", schedule="16 4 * * *")
    began = time.monotonic()

    def now() -> datetime:
        return utc(2026, 3, 2, 3, 15) + timedelta(minutes=time.monotonic() - began)

    Turn.objects.create(site="later", due_at=utc(2026, 3, 1, 3, 16), claimed_at=now(), finished_at=now(), state="x")
    outcomes = Round(Settings(data=tmp_path / "data", jitter=0), sites.read(), now).run()
    assert sorted(outcome.site for outcome in outcomes) == ["eerst", "later"]


def test_a_worker_that_died_leaves_its_turn_to_the_next(sites: Sites, round_at: Callable[..., list[Any]]) -> None:
    sites.make("proef")
    gone = subprocess.run([sys.executable, "-c", "print(__import__('os').getpid())"], capture_output=True, check=True)
    host = this_worker().partition("/")[0]
    claim("proef", utc(2026, 3, 2, 3, 15), utc(2026, 3, 2, 3, 15), f"{host}/{int(gone.stdout)}/1")
    assert [outcome.state for outcome in round_at(utc(2026, 3, 2, 3, 16))] == ["complete"]
    assert Turn.objects.get().state == "complete"


def test_a_worker_that_lives_keeps_its_turn(sites: Sites, round_at: Callable[..., list[Any]]) -> None:
    sites.make("proef")
    claim("proef", utc(2026, 3, 2, 3, 15), utc(2026, 3, 2, 3, 15), this_worker())
    claim("ander", utc(2026, 3, 2, 3, 15), utc(2026, 3, 2, 3, 15), "elsewhere/1/1")
    assert round_at(utc(2026, 3, 2, 3, 16)) == []
    assert (is_dead(this_worker()), is_dead("elsewhere/1/1"), is_dead("")) == (False, False, True)


def test_a_worker_elsewhere_that_is_silent_for_too_long_loses_its_turn(
    sites: Sites, round_at: Callable[..., list[Any]]
) -> None:
    sites.make("proef")
    claim("proef", utc(2026, 3, 2, 3, 15), utc(2026, 3, 2, 3, 15), "elsewhere/1/1")
    assert round_at(utc(2026, 3, 2, 6)) == []
    assert len(round_at(utc(2026, 3, 2, 7))) == 1


def test_a_round_that_is_stopped_gives_its_turns_back(sites: Sites, round_at: Callable[..., list[Any]]) -> None:
    sites.make("proef", ads=50, delay=0.3)
    stop = Event()
    sites.sites["proef"].__dict__["seen"] = _Noticing(stop)
    began = time.monotonic()
    assert round_at(utc(2026, 3, 2, 4), stop) == []
    assert time.monotonic() - began < 20
    assert (Turn.objects.get().worker, Turn.objects.get().finished_at) == ("", None)
    assert "left unfinished" in health(sites.read().values(), utc(2026, 3, 2, 4))[0].in_words()


class _Noticing(list[Any]):
    """A log that sets an event at its fifth line."""

    def __init__(self, event: Event) -> None:
        self._event = event

    def append(self, one: Any) -> None:
        super().append(one)
        if len(self) == 5:
            self._event.set()


def test_health_tells_when_next_and_what_last(sites: Sites, round_at: Callable[..., list[Any]]) -> None:
    sites.make("nieuw", schedule="0 12 * * *")
    sites.make("proef")
    [file, _] = sorted(sites.folder.glob("*.toml"))
    claim("proef", utc(2026, 3, 2, 3, 15), utc(2026, 3, 2, 3, 16), "elsewhere/1/1")
    told = [one.in_words() for one in health(sites.read().values(), utc(2026, 3, 2, 4))]
    assert told == [
        "nieuw: next Mon 02 Mar 2026 12:00 CET; last never",
        "proef: next Tue 03 Mar 2026 04:15 CET; last Mon 02 Mar 2026 04:15 CET, in hand",
    ]
    file.unlink()
    Turn.objects.all().delete()
    round_at(utc(2026, 3, 2, 4))
    assert "; last Mon 02 Mar 2026 04:15 CET, complete, 2 ads, 0 errors" in (
        health(sites.read().values(), utc(2026, 3, 2, 4))[0].in_words()
    )
    assert last_turns()["proef"].state == "complete"


def test_a_site_ails_when_nobody_comes_or_its_last_turn_saw_it_in_part(
    sites: Sites, round_at: Callable[..., list[Any]]
) -> None:
    sites.make("proef")
    listed = list(sites.read().values())
    assert not health(listed, utc(2026, 3, 2, 4))[0].ails, "a site that never had a turn is new"
    round_at(utc(2026, 3, 2, 4))
    assert not health(listed, utc(2026, 3, 2, 23))[0].ails
    assert not health(listed, utc(2026, 3, 3, 4))[0].ails, "within the hour somebody may still come"
    late = health(listed, utc(2026, 3, 3, 5))[0]
    assert (late.ails, late.in_words().endswith("; overdue")) == (True, True)
    Turn.objects.update(state="short")
    assert health(listed, utc(2026, 3, 2, 23))[0].ails


def test_the_rest_waits_for_a_finished_turn_and_is_done_once(
    sites: Sites, round_at: Callable[..., list[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites.make("proef")
    sites.make("tweede")
    published: list[Settings] = []
    monkeypatch.setattr(rest, "publish_or_say", lambda deployment: published.append(deployment) or "published")
    assert not rest.rest_waits()
    assert len(round_at(utc(2026, 3, 2, 4))) == 2
    assert rest.rest_waits()
    said = list(rest.do_the_rest(Settings(data=tmp_path / "data"), utc(2026, 3, 2, 5)))
    assert (said[0], len(published)) == ("intake: 2 runs taken", 1)
    assert not rest.rest_waits()


def _peil(sites: Sites, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PEIL_DATA": str(sites.folder / "data"), "PEIL_ELASTICSEARCH": "", "PEIL_JITTER": "0"}
    files = [part for file in sorted(sites.folder.glob("*.toml")) for part in ("--site", str(file))]
    command = [sys.executable, "-m", "console.cli", *words, *files]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def test_sigterm_ends_the_clock_within_a_bound_and_the_next_start_goes_on(sites: Sites) -> None:
    sites.make("proef", ads=30, delay=0.3)
    seen = sites.sites["proef"].seen
    clock = _peil(sites, "schedule")
    deadline = time.monotonic() + 60
    while len(seen) < 8:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    began = time.monotonic()
    clock.send_signal(signal.SIGTERM)
    said, _ = clock.communicate(timeout=40)
    assert (clock.returncode, time.monotonic() - began < 30) == (0, True)
    assert "the next start goes on" in said
    had = len(seen)
    time.sleep(0.7)
    assert len(seen) == had
    sites.make("proef-2", ads=1)
    text = (sites.folder / "proef.toml").read_text()
    assert "delay_s = 0.3" in text
    done = _peil(sites, "due")
    said, _ = done.communicate(timeout=120)
    assert done.returncode == 0, said
    asked = Counter(sites.sites["proef"].paths())
    assert (asked["/ad/1"], asked["/ad/2"], asked["/ad/30"]) == (1, 1, 1)
    listed = _peil(sites, "schedule", "--list").communicate(timeout=60)[0]
    assert "complete, 30 ads" in listed.replace("\n", " ")
