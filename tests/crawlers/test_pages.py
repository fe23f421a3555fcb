"""What is read from a page, and what a page wishes: cases as data, and properties over any bytes."""

import gzip
import json
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from crawlers.field_selectors import read_selector
from crawlers.hosts import belongs, is_loopback
from crawlers.minors import says_minor
from crawlers.page import Page, decode
from crawlers.page_wishes import may_follow, may_keep, may_keep_photos
from crawlers.robots import read_robots
from crawlers.unpacking import BadPacking, TooLarge, unpack
from crawlers.visible_text import visible_text
from crawlers.walls import wall


def _cases(name: str) -> Any:
    rows = [json.loads(line) for line in (Path(__file__).parents[1] / f"cases/crawlers/{name}.jsonl").open()]
    return pytest.mark.parametrize("case", rows, ids=[row["why"] for row in rows])


def _page(body: bytes | str, **headers: str) -> Page:
    raw = body.encode() if isinstance(body, str) else body
    return Page("https://a.example/ad/7", 200, {name.replace("_", "-"): value for name, value in headers.items()}, raw)


@_cases("robots")
def test_robots_txt_is_read_by_rfc_9309(case: dict[str, Any]) -> None:
    robots = read_robots(case["status"], case["text"].encode())
    paths = [*case["allowed"], *case["closed"]]
    allowed = [path for path in paths if robots.allows(f"https://a.example{path}")]
    assert allowed == case["allowed"]


@pytest.mark.parametrize(
    ("text", "delay"),
    [("Crawl-delay: 7", 7.0), ("Request-rate: 1/20", 20.0), ("Crawl-delay: 2\nRequest-rate: 1/9", 9.0), ("", None)],
)
def test_robots_txt_asks_for_room(text: str, delay: float | None) -> None:
    assert read_robots(200, f"User-agent: *\n{text}\n".encode()).crawl_delay_s == delay


@_cases("minors")
def test_an_age_under_18_is_noticed(case: dict[str, Any]) -> None:
    assert says_minor(case["age"], case["text"]) == case["expect"]


@_cases("visible_text")
def test_text_is_read_as_a_reader_sees_it(case: dict[str, Any]) -> None:
    assert visible_text(html.fragment_fromstring(case["html"])) == case["expect"]


@_cases("x_robots_tag")
def test_wishes_of_a_page_hold(case: dict[str, Any]) -> None:
    page = f"<html><head>{case['html']}</head><body>x</body></html>"
    said = _page(page, x_robots_tag=case["header"])
    assert may_keep(said, datetime(2026, 3, 2, tzinfo=UTC)) == case["keep"]
    assert (may_keep_photos(said), may_follow(said)) == (case.get("photos", True), case.get("follow", True))


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("café".encode(), "text/html; charset=windows-1252", "café"),
        ("café".encode("cp1252"), "text/html; charset=utf-8", "café"),
        ("€ 5".encode("cp1252"), "text/html", "€ 5"),
        ("\ufeffcafé".encode(), "", "café"),
        ("café".encode("utf-16"), "", "café"),
        ("<meta charset=iso-8859-2>łódź".encode("iso-8859-2"), "text/html", "<meta charset=iso-8859-2>łódź"),
    ],
)
def test_bytes_are_decoded_with_a_check(body: bytes, content_type: str, text: str) -> None:
    assert decode(body, content_type) == text


@given(st.binary(max_size=400), st.text(max_size=40))
def test_any_bytes_make_a_page_that_can_be_read(body: bytes, content_type: str) -> None:
    page = _page(body, content_type=content_type)
    assert isinstance(page.text, str)
    for selector in ("h1", "a::attr(href)", {"url": r"/(\d+)"}, {"json": "a[].b"}):
        read = read_selector(selector)
        assert all(isinstance(text, str) for text in read.texts(page) + read.links(page))
    assert wall(page, has_text=False) in ("", "log-in", "CAPTCHA", "payment")


@given(st.binary(max_size=5000))
def test_what_was_packed_is_unpacked(body: bytes) -> None:
    assert unpack(gzip.compress(body), "gzip", 5000) == body
    assert unpack(zlib.compress(body), "deflate", 5000) == body
    assert unpack(zlib.compress(gzip.compress(body)), "gzip, deflate", 6000) == body
    assert unpack(body, "", 5000) == body


@given(st.binary(max_size=200))
def test_any_bytes_said_to_be_packed_are_unpacked_or_refused(body: bytes) -> None:
    with suppress(BadPacking, TooLarge):
        assert len(unpack(body, "gzip", 1000)) <= 1000


def test_a_bomb_is_refused_before_it_fills_the_memory() -> None:
    with pytest.raises(TooLarge):
        unpack(gzip.compress(b"\0" * 3_000_000), "gzip", 1_000_000)
    with pytest.raises(BadPacking, match="was not asked for"):
        unpack(b"x", "br", 10)


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        ("h1", ["Noor"]),
        ("h1::text", ["Noor"]),
        ("a.site::attr(href)", ["/x"]),
        (".price", ["€ 60", "€ 100"]),
        (".nowhere", []),
        ({"url": r"/ad/(\d+)"}, ["7"]),
        ({"url": r"/nowhere/(\d+)"}, []),
    ],
)
def test_selectors_find_what_they_say(selector: Any, texts: list[str]) -> None:
    page = _page("<h1>Noor</h1><a class=site href=/x>s</a><p class=price>€ 60</p><p class=price>€ 100</p>")
    assert read_selector(selector).texts(page) == texts


def test_jmespath_reads_an_answer_in_json() -> None:
    page = _page('{"ad": {"id": 7, "photos": ["/a.jpg", null], "none": null}}')
    assert read_selector({"json": "ad.id"}).texts(page) == ["7"]
    assert read_selector({"json": "ad.none"}).texts(page) == []
    assert read_selector({"json": "ad.photos"}).links(page) == ["https://a.example/a.jpg"]


def test_jmespath_reads_the_blocks_of_json_in_a_page() -> None:
    page = _page(
        '<script type="application/ld+json">{"@type": "WebSite", "name": "Prikbord"}</script>'
        '<script type="application/ld+json">[{"@type": "Product", "description": "Rustig.", "image": ["/a.jpg"],'
        ' "offers": {"price": 100}}]</script><script type="application/json">{"ad": {"id": 7}}</script>'
        '<script type="application/json">{"ad": {"id": 8}} kapot</script><script>{"ad": {"id": 9}}</script>'
    )
    product = "[?\"@type\"=='Product']"
    assert read_selector({"json": f"{product}.description"}).texts(page) == ["Rustig."]
    assert read_selector({"json": f"{product}.offers.price"}).texts(page) == ["100"]
    assert read_selector({"json": f"{product}.image[]"}).links(page) == ["https://a.example/a.jpg"]
    assert read_selector({"json": "ad.id"}).texts(page) == ["7"]
    assert read_selector({"json": "ad.none"}).texts(page) == []


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("https://a.example/x", True),
        ("http://A.EXAMPLE:80/", True),
        ("http://a.example:8080/", False),
        ("https://b.example:8443/", True),
        ("https://b.example/", False),
        ("https://a.example.evil.example/", False),
        ("https://evil.example/a.example", False),
        ("https://a.example@evil.example/", False),
        ("ftp://a.example/", False),
        ("javascript:alert(1)", False),
        ("http://[::1]:80/", False),
        ("http://a.example:99999/", False),
    ],
)
def test_an_address_belongs_to_the_site_or_not(url: str, inside: bool) -> None:
    assert belongs(url, ("a.example", "b.example:8443")) == inside


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9:80", True),
        ("localhost:8000", True),
        ("[::1]:80", True),
        ("127.0.0.1.evil.example", False),
        ("localhost.evil.example", False),
        ("10.0.0.1", False),
        ("0.0.0.0", False),
    ],
)
def test_loopback_is_this_machine_alone(host: str, here: bool) -> None:
    assert is_loopback(host) == here
