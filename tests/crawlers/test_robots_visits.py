"""What a robots.txt that redirects, fails, expires or asks for much room means for a crawl, at a server."""

import asyncio
from typing import Any

import pytest

from crawlers.fetching import Fetched
from crawlers.page import Page
from crawlers.robots import read_robots
from crawlers.troubles import FetchFailed
from crawlers.turns import Turns
from crawlers.wishes import Wishes


def test_charter_03_a_robots_txt_behind_five_redirects_holds_for_the_host_that_was_asked(proof: Any) -> None:
    proof.site.robots = (301, "/hop/4")
    crawled = proof.crawl("/ad/1", "/ad/2")
    assert {"/hop/4", "/hop/0"} < set(proof.site.paths())
    assert set(crawled.by_ref()) == {"1"}
    assert "/ad/2" not in proof.site.paths()


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("/hop/5", "more than 5 redirects"),
        ("http://localhost:{port}/hop/0", "not at one of the site's hosts"),
        ("http://169.254.169.254/robots.txt", "not at one of the site's hosts"),
        ("file:///etc/robots.txt", "not at one of the site's hosts"),
        ("http://[oops/", "a redirect to no address"),
    ],
)
def test_charter_03_a_robots_txt_that_leads_astray_closes_the_site(proof: Any, target: str, why: str) -> None:
    proof.site.robots = (302, target.format(port=proof.site.base.rpartition(":")[2]))
    crawled = proof.crawl("/ad/1")
    assert crawled.outcome.state == "failed"
    assert f"robots.txt could not be asked, so nothing is ({why})" in crawled.outcome.message
    assert "/" not in proof.site.paths()
    assert {seen.headers["host"].partition(":")[0] for seen in proof.site.seen} == {"127.0.0.1"}


def test_charter_03_a_robots_txt_that_asks_to_come_later_closes_the_site(proof: Any) -> None:
    proof.site.robots = (429, "")
    assert proof.crawl("/ad/1").outcome.state == "failed"
    assert set(proof.site.paths()) == {"/robots.txt"}


def test_charter_03_a_site_that_asks_for_too_much_room_is_left_with_a_sentence(proof: Any) -> None:
    proof.site.robots = (200, "User-agent: *\nCrawl-delay: 3600\n")
    crawled = proof.crawl("/ad/1")
    assert crawled.outcome.state == "failed"
    said = "robots.txt asks for 3600 seconds between two requests, Peil visits up to 300"
    assert said in crawled.outcome.message
    assert proof.site.paths() == ["/robots.txt"]


def test_charter_03_a_crawl_delay_that_is_shorter_than_the_site_file_shortens_nothing(proof: Any) -> None:
    proof.site.robots = (200, "User-agent: *\nCrawl-delay: 0.01\n")
    proof.crawl("/ad/1", "/ad/2", delay=0.2)
    assert min(proof.site.gaps()) >= 0.2 - 0.02


class _Host:
    """Answers for robots.txt, in order; the clock stands still until it is moved."""

    def __init__(self, *answers: int | FetchFailed) -> None:
        self.answers, self.now = list(answers), 0.0

    async def get(self, url: str, _meta: dict[str, Any]) -> Fetched:
        answer = self.answers.pop(0)
        if isinstance(answer, FetchFailed):
            raise answer
        return Fetched(Page(url, answer, {}, b"User-agent: *\nDisallow: /x\n"), ())

    def wishes(self) -> Wishes:
        return Wishes(self, Turns(0.0), lambda: self.now)  # type: ignore[arg-type]


def _refusal(wishes: Wishes, url: str) -> str:
    return asyncio.run(wishes.refusal(url))


def test_what_robots_txt_said_holds_for_a_day_and_is_asked_again_then() -> None:
    host = _Host(200, 404)
    wishes = host.wishes()
    assert _refusal(wishes, "http://a.example/x") == "closed by robots.txt"
    host.now = 86_399.0
    assert _refusal(wishes, "http://a.example/x") == "closed by robots.txt"
    host.now = 86_400.0
    assert _refusal(wishes, "http://a.example/x") == ""
    assert host.answers == []


def test_a_robots_txt_that_could_not_be_asked_is_asked_again_after_a_quarter_of_an_hour() -> None:
    host = _Host(FetchFailed("answered 503", status=503), FetchFailed("no answer in time"), 200)
    wishes = host.wishes()
    for now, said in ((0.0, "(answered 503)"), (899.0, "(answered 503)"), (900.0, "(no answer in time)"), (1800.0, "")):
        host.now = now
        assert _refusal(wishes, "http://a.example/y").endswith(said)
    assert wishes.verdicts()["a.example"].verdict == "rules"


def test_each_scheme_host_and_port_has_a_robots_txt_of_its_own() -> None:
    wishes = _Host(200, 404, 404).wishes()
    assert _refusal(wishes, "http://A.example/x")
    assert not _refusal(wishes, "https://a.example/x")
    assert not _refusal(wishes, "http://a.example:8080/x")
    assert _refusal(wishes, "http://a.example/x?again")
    assert {name: verdict.refused for name, verdict in wishes.verdicts().items()} == {
        "a.example": 2,
        "https://a.example": 0,
        "a.example:8080": 0,
    }


@pytest.mark.parametrize("status", [None, 301, 429, 500, 503])
def test_what_is_no_answer_closes_everything(status: int | None) -> None:
    robots = read_robots(status, b"User-agent: *\nAllow: /\n")
    assert not robots.allows("http://a.example/")
