"""Charter measures 1 to 5 and 18, shown by the request log of a server."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crawlers.collect import CrawlPlan, crawl
from crawlers.mandate import check_mandate
from crawlers.middlewares import refusal
from peil.errors import RefusedError
from peil.records.seen import Mandate

_TODAY = datetime.now(UTC).date()


def _mandate(*hosts: str, begins: date = date(2020, 1, 1), ends: date = date(2099, 1, 1)) -> Mandate:
    return Mandate("Gemeente Proef", "Wet X, artikel 1", "toezicht", "DPIA-1", hosts, begins, ends)


def test_charter_01_mandate_without_one_no_public_host_is_crawled() -> None:
    with pytest.raises(RefusedError) as refused:
        check_mandate(["www.voorbeeld.example"], [_mandate("elders.example")], _TODAY)
    assert refused.value.ground == "charter 1"
    assert refused.value.sentence() == (
        "www.voorbeeld.example: no recorded mandate covers this host, record one that holds today before crawling it"
    )


@pytest.mark.parametrize(
    ("begins", "ends", "holds"),
    [
        (_TODAY, _TODAY, True),
        (_TODAY - timedelta(9), _TODAY - timedelta(1), False),
        (_TODAY + timedelta(1), _TODAY + timedelta(9), False),
    ],
)
def test_charter_01_mandate_holds_from_its_first_to_its_last_day(begins: date, ends: date, holds: bool) -> None:
    mandates = [_mandate("a.example", begins=begins, ends=ends)]
    if holds:
        check_mandate(["a.example", "127.0.0.1", "localhost", "[::1]:8080"], mandates, _TODAY)
    else:
        with pytest.raises(RefusedError, match=r"the mandate for this host (ended|begins) on"):
            check_mandate(["a.example"], mandates, _TODAY)


def test_charter_01_mandate_missing_for_one_site_means_that_nothing_is_asked_of_any(proof: Any) -> None:
    public = proof.folder / "publiek.toml"
    text = proof.site_file().read_text().replace('"127.0.0.1"', '"127.0.0.1", "foto.example"').replace("= 0.0", "= 1.0")
    public.write_text(text)
    with pytest.raises(RefusedError):
        crawl(CrawlPlan((proof.site_file(), public), proof.folder / "runs"))
    assert proof.site.seen == []
    assert not (proof.folder / "runs").exists()


def test_charter_01_a_public_host_needs_a_contact_address_too(proof: Any, tmp_path: Path) -> None:
    public = proof.folder / "publiek.toml"
    text = proof.site_file().read_text().replace('"127.0.0.1"', '"127.0.0.1", "foto.example"').replace("= 0.0", "= 1.0")
    public.write_text(text)
    with pytest.raises(RefusedError, match="no contact address is set"):
        crawl(CrawlPlan((public,), tmp_path, mandates=(_mandate("foto.example"),)))


@pytest.mark.parametrize(
    ("method", "url", "said"),
    [
        ("GET", "http://a.example/ad/1", ""),
        ("HEAD", "http://a.example/ad/1", ""),
        ("POST", "http://a.example/ad/1", "POST is not sent, only GET and HEAD are"),
        ("GET", "http://b.example/ad/1", "b.example: the mandate for this host ended on 2020-01-02"),
        ("GET", "http://c.example/", "c.example: no recorded mandate covers this host"),
        ("GET", "http://d.example/", "not at one of the site's hosts"),
        ("GET", "file:///etc/passwd", "not at one of the site's hosts"),
    ],
)
def test_charter_01_mandate_host_and_method_are_asked_of_every_single_request(method: str, url: str, said: str) -> None:
    mandates = (_mandate("a.example"), _mandate("b.example", ends=date(2020, 1, 2)))
    site = SimpleNamespace(site=SimpleNamespace(hosts=("a.example", "b.example", "c.example")))
    spider = SimpleNamespace(site_file=site, job=SimpleNamespace(mandates=mandates))
    refused = refusal(method, url, spider)
    assert refused == said or (said and refused.startswith(said))


@pytest.fixture(scope="module")
def walls(make_proof: Callable[[], Any]) -> Any:
    """One crawl of a site with walls, wishes and cookies."""
    proof = make_proof()
    proof.site.robots = (200, "User-agent: *\nDisallow: /closed\nAllow: /closed/open\nCrawl-delay: 0.1\n")
    return proof, proof.crawl(
        "/login/1",
        "/captcha/2",
        "/pay/3",
        "/forbidden/4",
        "/redirect-login/5",
        "/form-beside-ad/6",
        "/closed/7",
        "/closed/open/8",
        "/noindex/9",
        "/noarchive/10",
        "/for-others/11",
        "/redirect-out/12",
        "/cookies/13",
        "/minor/14",
        "/says-minor/15",
        "http://elsewhere.example/ad/16",
        "/ad/17",
    )


def test_charter_02_walls_are_recorded_as_not_public_and_left(walls: Any) -> None:
    proof, crawled = walls
    seen = crawled.by_ref()
    assert [seen[ref].status for ref in "12345"] == ["not_public"] * 5
    assert seen["6"].status == "present", "a log-in form beside an ad is no wall"
    assert proof.site.paths().count("/login/1") == 1


def test_charter_02_the_client_says_who_it_is_and_carries_no_cookie(walls: Any) -> None:
    proof, _ = walls
    assert {seen.headers["user-agent"] for seen in proof.site.seen} == {"Peil/0.1.0"}
    assert not any("cookie" in seen.headers for seen in proof.site.seen)


def test_charter_03_robots_txt_is_asked_first_and_once_and_its_longest_match_decides(walls: Any) -> None:
    proof, crawled = walls
    paths = proof.site.paths()
    assert paths[0] == "/robots.txt"
    assert paths.count("/robots.txt") == 1
    assert "/closed/7" not in paths
    assert "/closed/open/8" in paths
    assert crawled.manifest.counts.refused == 3
    host = proof.site.base.removeprefix("http://")
    assert crawled.manifest.robots[host] == {"verdict": "rules", "status": 200, "crawl_delay_s": 0.1, "refused": 1}


def test_charter_03_what_asks_not_to_be_kept_is_not_kept(walls: Any) -> None:
    _, crawled = walls
    assert {"9", "10"}.isdisjoint(crawled.by_ref())
    assert crawled.by_ref()["11"].status == "present", "a wish for another crawler is not for us"
    assert crawled.manifest.counts.not_kept == 2
    evidence = b"".join(file.read_bytes() for file in crawled.folder.path.glob("*.warc.gz"))
    assert evidence
    assert not any(url in _targets(crawled) for url in ("/noindex/9", "/noarchive/10"))


def _targets(crawled: Any) -> set[str]:
    from warcio.archiveiterator import ArchiveIterator

    targets = set()
    for file in crawled.folder.path.glob("*.warc.gz"):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                targets.add(str(record.rec_headers.get_header("WARC-Target-URI")).partition("127.0.0.1:")[2][5:])
    return targets


def test_charter_03_crawl_delay_lengthens_the_pause(walls: Any) -> None:
    assert min(walls[0].site.gaps()[1:]) >= 0.1 - 0.02


@pytest.mark.parametrize(("status", "state"), [(500, "failed"), (503, "failed"), (404, "complete"), (403, "complete")])
def test_charter_03_a_robots_txt_that_fails_closes_the_site_and_one_that_is_missing_does_not(
    proof: Any, status: int, state: str
) -> None:
    proof.site.robots = (status, "")
    crawled = proof.crawl("/ad/1")
    assert crawled.outcome.state == state
    assert ("/" in proof.site.paths()) == (state == "complete")


def test_charter_04_one_at_a_time_even_without_a_delay(proof: Any) -> None:
    proof.crawl(*(f"/ad/{number}" for number in range(1, 40)), "/500/50")
    assert proof.site.most_at_once() == 1


def test_charter_04_the_pause_never_shrinks_below_what_the_site_file_says(proof: Any) -> None:
    proof.crawl(*(f"/ad/{number}" for number in range(1, 5)), delay=0.2)
    assert len(proof.site.gaps()) > 8
    assert min(proof.site.gaps()) >= 0.2 - 0.02


def test_charter_04_it_waits_as_long_as_a_429_asks(proof: Any) -> None:
    crawled = proof.crawl("/429/1", "/ad/2")
    assert crawled.by_ref()["1"].status == "present"
    asked = [seen for seen in proof.site.seen if seen.path == "/429/1"]
    assert asked[1].at - asked[0].until >= 1.0


@pytest.mark.parametrize(
    ("ads", "why"),
    [
        (["/429-always/1", "/503/2", "/ad/3"], "the site answered 429 or 503 6 times"),
        (["/429-tomorrow/1", "/ad/3"], "the site asks to be left alone for 86400 seconds"),
        (["/500/1", "/500/2", "/500/3", "/500/4", "/500/5", "/ad/6"], "5 addresses in a row failed"),
    ],
)
def test_charter_04_a_site_that_has_enough_is_left_for_today(proof: Any, ads: list[str], why: str) -> None:
    crawled = proof.crawl("/ad/9", *ads)
    assert crawled.outcome.state == "short"
    assert why in crawled.outcome.message
    assert ads[-1] not in proof.site.paths()


def test_charter_05_only_get_leaves_the_crawler_and_only_to_the_sites_hosts(walls: Any) -> None:
    proof, crawled = walls
    assert {seen.method for seen in proof.site.seen} == {"GET"}
    assert {"12", "16"}.isdisjoint(crawled.by_ref())


def test_charter_18_no_photo_is_fetched_where_an_ad_says_an_age_under_18(walls: Any) -> None:
    proof, crawled = walls
    for ref in ("14", "15"):
        assert [image.sha256 for image in crawled.by_ref()[ref].images] == [None]
        assert f"/photo/{ref}" not in proof.site.paths()
    assert "/photo/17" in proof.site.paths()
