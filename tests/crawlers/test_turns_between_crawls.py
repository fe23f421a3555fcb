"""Sites that share a host, and hosts that push back: gaps and concurrency as the server measured them."""

import asyncio
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawlers.collect import CrawlPlan, crawl
from crawlers.host_files import DAY_S, host_file
from crawlers.page import Page
from crawlers.push_back import PushBack
from crawlers.troubles import CrawlEnded
from crawlers.turns import Turns

_HOST = "http://a.example/x"


def test_charter_04_sites_that_share_a_host_never_ask_it_at_once(proof: Any) -> None:
    proof.site.ads = [f"/ad/{number}" for number in range(1, 12)]
    files = tuple(proof.site_file(name=name) for name in ("een", "twee", "drie"))
    outcomes = crawl(CrawlPlan(files, proof.folder / "runs", parallel=3))
    assert [outcome.state for outcome in outcomes] == ["complete"] * 3
    assert len(proof.site.seen) > 60
    assert proof.site.most_at_once() == 1


def test_charter_04_the_pause_holds_between_the_crawls_of_two_commands(proof: Any) -> None:
    proof.site.ads = ["/ad/1", "/ad/2"]
    files = [proof.site_file(name=name, delay=delay) for name, delay in (("een", 0.1), ("twee", 0.15))]
    plans = [CrawlPlan((file,), proof.folder / "runs") for file in files]
    commands = [threading.Thread(target=crawl, args=(plan,)) for plan in plans]
    for command in commands:
        command.start()
    for command in commands:
        command.join()
    assert len(proof.site.seen) >= 10
    assert proof.site.most_at_once() == 1
    assert min(proof.site.gaps()) >= 0.1 - 0.02


def test_charter_04_crawls_into_two_folders_never_ask_a_host_at_once(proof: Any) -> None:
    proof.site.ads = [f"/ad/{number}" for number in range(1, 12)]
    plans = [CrawlPlan((proof.site_file(name=name),), proof.folder / name) for name in ("een", "twee")]
    commands = [threading.Thread(target=crawl, args=(plan,)) for plan in plans]
    for command in commands:
        command.start()
    for command in commands:
        command.join()
    assert len(proof.site.seen) > 40
    assert proof.site.most_at_once() == 1


def test_a_rest_holds_for_crawls_into_any_folder_save_on_this_machine_itself(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    for host, left_alone in (("a.example", True), ("127.0.0.1:8080", False)):
        first, second = (host_file(tmp_path / name, host, shared) for name in ("een", "twee"))
        assert first.take()
        assert not second.take()
        first.write(time.time(), 60.0)
        first.leave()
        assert second.take()
        assert (second.rest_s(time.time(), 0.0) > 50) is left_alone


def test_charter_04_a_host_that_pushes_back_is_asked_more_slowly_from_then_on(proof: Any) -> None:
    ads = [f"/ad/{number}" for number in range(1, 5)]
    proof.crawl(*ads, "/429/9", *(f"/ad/1{number}" for number in range(4)), delay=0.1)
    paths = proof.site.paths()
    pushed = [number for number, path in enumerate(paths) if path == "/429/9"]
    after = proof.site.gaps()[pushed[-1] :]
    assert len(after) > 5
    assert after[0] >= 0.15 * 0.95 - 0.02
    assert min(after) >= 0.1


def test_charter_04_a_site_that_asked_for_a_day_is_left_alone_by_the_next_crawl_too(proof: Any) -> None:
    first = proof.crawl("/ad/1", "/429-tomorrow/2", "/ad/3")
    assert (first.outcome.state, first.outcome.ads) == ("short", 1)
    asked = len(proof.site.seen)
    second = proof.crawl("/ad/1", name="later")
    assert second.outcome.state == "failed"
    assert "asked to be left alone until" in second.outcome.message
    assert len(proof.site.seen) == asked


def _pushed(status: int, after: str = "") -> Page:
    return Page(_HOST, status, {"retry-after": after} if after else {}, b"")


def test_a_pause_grows_by_half_with_every_push_and_eases_slowly_back_to_what_holds() -> None:
    turns = Turns(2.0)
    push = PushBack(turns)
    for expected in (3.0, 4.5, 6.75):
        push.hear(_HOST, _pushed(503))
        assert turns.delay_of("a.example") == pytest.approx(expected)
    eased = []
    for _ in range(40):
        turns.ease("a.example")
        eased.append(turns.delay_of("a.example"))
    assert eased[0] == pytest.approx(6.75 * 0.95)
    assert eased == sorted(eased, reverse=True)
    assert eased[-1] == 2.0
    assert turns.delay_of("b.example") == 2.0


def test_other_answers_push_nothing_back() -> None:
    turns = Turns(2.0)
    assert PushBack(turns).hear(_HOST, _pushed(500, "9")) is None
    assert turns.delay_of("a.example") == 2.0


@pytest.mark.parametrize(
    ("after", "seconds"), [("30", 30.0), ("Mon, 02 Mar 2026 03:16:00 GMT", 60.0), ("", None), ("soon", None)]
)
def test_both_forms_of_retry_after_are_waited_for(after: str, seconds: float | None) -> None:
    now = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)
    assert PushBack(Turns(0.0), lambda: now).hear(_HOST, _pushed(429, after)) == seconds


def test_the_sixth_push_ends_the_run_until_the_day_ends_in_amsterdam(tmp_path: Path) -> None:
    turns = Turns(0.0, tmp_path)
    push = PushBack(turns, lambda: datetime(2026, 7, 1, 21, 30, tzinfo=UTC))
    asyncio.run(_take_turn(turns))
    for _ in range(5):
        push.hear(_HOST, _pushed(429))
    with pytest.raises(CrawlEnded, match="answered 429 or 503 6 times"):
        push.hear(_HOST, _pushed(429))
    file = host_file(tmp_path, "a.example")
    assert file.take()
    assert file.rest_s(time.time(), 0.0) == pytest.approx(1800.0, abs=5.0)
    file.leave()
    with pytest.raises(CrawlEnded, match="asked to be left alone until"):
        asyncio.run(_take_turn(Turns(0.0, tmp_path)))


async def _take_turn(turns: Turns) -> None:
    async with turns.turn("a.example"):
        pass


@pytest.mark.parametrize("written", [b"", b"nonsense\n", b"\xff\xfe", b"nan 1\n", b"1 2 3\n"])
def test_a_damaged_file_of_a_host_holds_nobody_up(tmp_path: Path, written: bytes) -> None:
    file = host_file(tmp_path, "a.example")
    file.path.parent.mkdir()
    file.path.write_bytes(written)
    began = time.monotonic()
    asyncio.run(_take_turn(Turns(0.0, tmp_path)))
    assert time.monotonic() - began < 1.0


def test_a_clock_that_was_set_back_makes_nobody_wait_for_longer_than_a_day(tmp_path: Path) -> None:
    file = host_file(tmp_path, "a.example")
    assert file.take()
    file.write(3e9, 5.0)
    assert file.rest_s(3e9 - 1, 0.0) == 6.0
    assert file.rest_s(1e9, 2.0) == DAY_S


def test_a_longer_rest_stays_noted_and_a_slower_site_keeps_its_own_pause(tmp_path: Path) -> None:
    file = host_file(tmp_path, "a.example")
    assert file.take()
    file.write(1000.0, 60.0)
    file.write(1001.0, 2.0)
    assert file.rest_s(1001.0, 10.0) == 59.0
    assert file.rest_s(1060.0, 10.0) == 0.0
    assert file.rest_s(1060.0, 70.0) == 11.0


def test_the_name_of_a_host_makes_no_path(tmp_path: Path) -> None:
    for name in ("../../x", "[::1]:80", "a/b", "127.0.0.1:8080"):
        assert host_file(tmp_path, name).path.parent == tmp_path / ".hosts"
