"""The small parts: waiting times, turns, jobs, the clock, the browser on this machine."""

import asyncio
import time
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers import chromium
from crawlers.clock import Clock
from crawlers.job import CrawlJob, read_job
from crawlers.retry_after import retry_after_s
from crawlers.turns import Turns
from peil.errors import SourceError
from peil.records.seen import Mandate

_NOW = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Mon, 02 Mar 2026 03:16:00 GMT", 60.0),
        ("Mon, 02 Mar 2026 03:14:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
    ],
)
def test_retry_after_is_read_in_both_its_forms(header: str, seconds: float | None) -> None:
    assert retry_after_s(header, _NOW) == seconds


@given(st.text(max_size=40))
def test_any_retry_after_is_a_time_to_wait_or_nothing(header: str) -> None:
    seconds = retry_after_s(header, _NOW)
    assert seconds is None or seconds >= 0


def test_a_turn_waits_for_the_one_before_and_for_the_pause_and_hosts_do_not_wait_for_each_other() -> None:
    moments: list[tuple[str, float, float]] = []

    async def ask(turns: Turns, host: str) -> None:
        async with turns.turn(host):
            start = time.monotonic()
            await asyncio.sleep(0.02)
            moments.append((host, start, time.monotonic()))

    async def ask_all() -> None:
        turns = Turns(0.05)
        await asyncio.gather(*(ask(turns, host) for host in ("a", "a", "b", "a", "b")))

    asyncio.run(ask_all())
    for host in "ab":
        mine = sorted(moment[1:] for moment in moments if moment[0] == host)
        assert all(after[0] - before[1] >= 0.05 for before, after in pairwise(mine))
    (_, first_a, _), (_, first_b, _) = min(moments), sorted(moments)[3]
    assert first_b < first_a + 0.02, "the other host's turn began while this one's was held"


def test_a_pause_grows_and_never_shrinks() -> None:
    turns = Turns(2.0)
    turns.slow_down("a", 1.0)
    assert turns.delay_of("a") == 2.0
    turns.slow_down("a", 9.0)
    assert (turns.delay_of("a"), turns.delay_of("b")) == (9.0, 2.0)


def test_a_job_survives_its_line_and_a_bad_line_is_named() -> None:
    mandate = Mandate("c", "b", "p", "d", ("a.example",), date(2026, 1, 1), date(2026, 12, 31))
    job = CrawlJob("site.toml", "runs", (mandate,), "post@proef.example", _NOW, 1.5)
    assert read_job(job.to_line()) == job
    for line in ("", "[]", "{}", "null"):
        with pytest.raises(SourceError, match="is not a crawl job"):
            read_job(line)


def test_the_clock_starts_where_it_is_told_and_runs() -> None:
    clock = Clock(_NOW)
    assert timedelta(0) <= clock.now() - _NOW < timedelta(seconds=5)
    assert abs(Clock().now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize(("user", "said"), [(0, "Peil runs as root"), (1000, "the kernel refuses user namespaces")])
def test_a_sandbox_that_is_off_is_told(monkeypatch: pytest.MonkeyPatch, user: int, said: str) -> None:
    monkeypatch.setattr(chromium, "find_chromium", lambda: Path("/usr/bin/chromium"))
    monkeypatch.setattr(chromium, "sandbox_works", lambda _: False)
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert said in str(chromium.sandbox_notice())
    monkeypatch.setattr(chromium, "sandbox_works", lambda _: True)
    assert chromium.sandbox_notice() is None


def test_a_chromium_of_playwrights_own_goes_before_the_systems(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("browsers")
    own = folder / "chromium-1200" / "chrome-linux64" / "chrome"
    own.parent.mkdir(parents=True)
    own.touch(mode=0o755)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(folder))
    assert chromium.find_chromium() == own
    own.unlink()
    monkeypatch.setenv("PATH", str(folder))
    assert chromium.find_chromium() is None
