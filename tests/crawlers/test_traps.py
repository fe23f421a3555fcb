"""Traps cost a bounded number of requests, and the manifest says which bound was reached."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.addresses import impossible_address, plain_address, turns_in_circles
from crawlers.field_selectors import read_selector
from crawlers.following import followable
from crawlers.page import Page


def _asked(proof: Any, part: str) -> int:
    return sum(f"/{part}" in path for path in proof.site.paths())


def test_a_calendar_without_end_ends_after_three_pages_that_bring_nothing_new(proof: Any) -> None:
    crawled = proof.crawl(start="/calendar/1")
    assert _asked(proof, "calendar/") == 4
    assert crawled.manifest.bounds == {"3 listing pages in a row that brought nothing new": 1}
    assert crawled.outcome.state == "complete"


def test_a_calendar_of_addresses_that_lead_to_nothing_ends_too(proof: Any) -> None:
    crawled = proof.crawl(start="/mock-calendar/1")
    assert _asked(proof, "mock-calendar/") == 3
    assert _asked(proof, "layout/") <= 13
    assert "3 listing pages in a row that brought nothing new" in crawled.manifest.bounds


def test_a_calendar_of_addresses_at_which_nothing_is_ends_too(proof: Any) -> None:
    crawled = proof.crawl(start="/gone-calendar/1")
    assert (_asked(proof, "gone-calendar/"), _asked(proof, "missing/")) == (3, 12)
    assert "3 listing pages in a row that brought nothing new" in crawled.manifest.bounds


def test_pages_that_lead_to_each_other_are_read_once(proof: Any) -> None:
    crawled = proof.crawl(start="/ring/1")
    assert [path for path in proof.site.paths() if "ring" in path] == ["/ring/1", "/ring/2", "/ring/3"]
    assert crawled.manifest.bounds == {"a listing page that was read already": 1}


def test_an_address_that_grows_with_every_step_is_left(proof: Any) -> None:
    crawled = proof.crawl(start="/deeper/")
    assert _asked(proof, "deeper/") == 3
    assert crawled.manifest.bounds == {"an address that turns in circles": 1}


def test_session_ids_name_nothing_anew(proof: Any) -> None:
    crawled = proof.crawl(start="/sessions/1")
    assert [path for path in proof.site.paths() if "/ad/" in path] == ["/ad/1", "/ad/999999999", "/ad/2", "/ad/3"]
    assert _asked(proof, "sessions") == 1
    assert crawled.manifest.counts.present == 3
    again = proof.crawl(start="/sessions/1")
    assert [one.url for one in again.folder.sightings()] == [one.url for one in crawled.folder.sightings()]


def test_session_ids_of_an_unknown_kind_cost_a_bounded_number_of_requests(proof: Any) -> None:
    path = proof.site_file(start="/unknown-sessions/1")
    path.write_text(path.read_text().replace("ref = { url = '/(\\d+)$' }", 'ref = ".ref"'))
    from crawlers.collect import CrawlPlan, crawl
    from crawlers.run_folder import RunFolder

    [outcome] = crawl(CrawlPlan((path,), proof.folder / "runs"))
    assert outcome.run is not None
    counts = RunFolder(outcome.run).manifest.counts
    assert (counts.present, counts.duplicates) == (3, 9)
    assert _asked(proof, "unknown-sessions") == 4


def test_links_that_no_reader_sees_are_not_followed(proof: Any) -> None:
    crawled = proof.crawl(start="/hidden/1")
    assert [path for path in proof.site.paths() if "/ad/9" in path] == ["/ad/999999999"]
    assert set(crawled.by_ref()) == {"1", "2"}
    assert crawled.manifest.bounds == {"a hidden or nofollow link": 7}


def test_a_listing_that_is_hidden_as_a_whole_is_followed(proof: Any) -> None:
    crawled = proof.crawl(start="/all-hidden/1")
    assert crawled.manifest.counts.present == 7


@pytest.mark.parametrize("css", ["a", "a::attr(href)", "li > a"])
def test_links_are_found_with_and_without_their_attribute(css: str) -> None:
    body = b'<ul><li><a href="/1">x</a><li><a href="/2" style="DISPLAY : none">x</a><li><a href="/3">x</a></ul>'
    found = followable(read_selector(css), Page("http://a.example/", 200, {}, body))
    assert found.addresses == ("http://a.example/1", "http://a.example/3")
    assert found.hidden == 1


@pytest.mark.parametrize(
    ("style", "hidden"),
    [
        (".x { display: none }", 1),
        (".a, .X{color:red;DISPLAY:NONE}", 1),
        (".y { display: none }", 0),
        ("@media print { .z { color: red } .x { display: none } }", 0),
        (".x { display: none } .x.active { display: block }", 0),
        (".x { margin-left: -2000px }", 0),
        ("@media print {" * 5000, 0),
    ],
)
def test_what_a_style_sheet_hides_always_is_hidden(style: str, hidden: int) -> None:
    body = (
        f'<style>{style}</style><a href="/1">x</a><p class="x active"><a href="/2" style="margin-left:-200px">x</a></p>'
    )
    assert followable(read_selector("a"), Page("http://a.example/", 200, {}, body.encode())).hidden == hidden


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("http://a.example/ad/1;jsessionid=0A1B?x=1#foto", "http://a.example/ad/1?x=1"),
        ("http://a.example/ad?id=1&PHPSESSID=abc&utm_source=b&fbclid=c", "http://a.example/ad?id=1"),
        ("http://a.example/(S(abc123))/ad/1", "http://a.example/ad/1"),
        ("http://a.example/ad?side=1&session=zomer", "http://a.example/ad?side=1"),
        ("http://a.example/ad?a=%20&b", "http://a.example/ad?a=%20&b"),
        ("http://[::1/", "http://[::1/"),
    ],
)
def test_an_address_is_told_without_what_says_nothing(url: str, plain: str) -> None:
    assert plain_address(url) == plain


@given(st.text(alphabet="abc/?&=#;1%[]:. ", max_size=60))
def test_a_plain_address_stays_as_it_is(tail: str) -> None:
    once = plain_address(f"http://a.example/{tail}")
    assert plain_address(once) == once
    assert isinstance(turns_in_circles(f"http://a.example/{tail}"), bool)


@pytest.mark.parametrize(
    ("url", "ref", "nowhere"),
    [
        ("http://a.example/ad/12", "12", "http://a.example/ad/999999999"),
        ("http://a.example/ad/12/noor-25-zwolle", "", "http://a.example/ad/999999999/noor-999999999-zwolle"),
        ("http://a.example/v2/ad/12-noor", "12", "http://a.example/v2/ad/999999999-noor"),
        ("http://a.example/ad?id=7&stad=zwolle", "7", "http://a.example/ad?id=999999999&stad=zwolle"),
        ("http://a.example/ad/3fa85f64", "3fa85f64", "http://a.example/ad/9fa99f99"),
        ("http://a.example/ad/noor", "noor", "http://a.example/ad/noor-peil-bestaat-niet"),
        ("http://a.example/ad/noor", "", "http://a.example/ad/peil-bestaat-niet"),
        ("http://a.example/ad/999999999", "999999999", "http://a.example/ad/9999999999"),
        ("http://a.example/", "", "http://a.example/peil-bestaat-niet"),
    ],
)
def test_an_address_that_cannot_exist_has_the_same_pattern(url: str, ref: str, nowhere: str) -> None:
    assert impossible_address(url, ref) == nowhere


@given(st.text(alphabet="abc/?&=019-", max_size=40), st.text(alphabet="ab019-", max_size=8))
def test_an_impossible_address_is_never_the_one_it_was_made_from(tail: str, ref: str) -> None:
    url = f"http://a.example/{tail}"
    assert impossible_address(url, ref) != url
