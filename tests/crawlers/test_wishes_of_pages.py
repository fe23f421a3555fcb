"""What pages wish holds: at a real server, by its request log and by what the run kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

_NOW = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)


def test_charter_03_photos_of_a_page_that_asks_so_are_not_fetched_on_any_visit(proof: Any) -> None:
    for days in (0, 1):
        crawled = proof.crawl("/no-photos/1", "/ad/2", plan={"now": _NOW + timedelta(days=days)})
        seen = crawled.by_ref()
        assert (seen["1"].status, seen["1"].images, len(seen["2"].images)) == ("present", (), 1)
    assert crawled.manifest.counts.unchanged == 1
    assert "/photo/1" not in proof.site.paths()
    assert "/photo/2" in proof.site.paths()


def test_charter_03_a_photo_that_asks_so_itself_is_not_kept_and_is_no_failure(proof: Any) -> None:
    crawled = proof.crawl("/shows-no-photo-index/1", "/ad/2")
    assert [image.sha256 for image in crawled.by_ref()["1"].images] == [None]
    counts = crawled.manifest.counts
    assert (counts.images, counts.images_refused, counts.images_failed) == (1, 1, 0)
    assert crawled.manifest.refusals == {"asks not to be kept": 1}


def test_charter_03_the_links_of_a_listing_that_asks_so_are_not_followed_and_the_run_is_not_trusted(proof: Any) -> None:
    crawled = proof.crawl(start="/no-links/1")
    assert "/ad/1" not in proof.site.paths()
    assert crawled.manifest.state == "failed"
    assert "asks that its links be not followed" in crawled.manifest.errors[0].what


def test_charter_03_photos_that_robots_txt_closes_do_not_make_a_run_short(proof: Any) -> None:
    proof.site.robots = (200, "User-agent: *\nDisallow: /photo/\n")
    crawled = proof.crawl(*(f"/ad/{number}" for number in range(1, 9)))
    assert crawled.manifest.state == "complete"
    assert (crawled.manifest.counts.images_refused, crawled.manifest.counts.images_failed) == (8, 0)
    assert crawled.manifest.refusals == {"closed by robots.txt": 8}


def test_charter_01_a_redirect_that_is_not_followed_is_named(proof: Any) -> None:
    crawled = proof.crawl("/redirect-out/1", "http://elsewhere.example/ad/2", "/ad/3")
    assert crawled.errors() == {"redirect-out/1": "a redirect that is not followed: not at one of the site's hosts"}
    assert crawled.manifest.refusals == {"not at one of the site's hosts": 2}
    assert crawled.manifest.counts.refused == 2
