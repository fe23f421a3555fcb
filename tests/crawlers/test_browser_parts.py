"""What the walls of a browser are made of, without a browser: headers, policies, parts that are kept, processes."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers import browser_memory
from crawlers.browser_memory import MemoryWatch, descendants, own_bytes
from crawlers.kept_parts import KeptParts, fresh_for_s
from crawlers.page import Page
from crawlers.page_policy import POLICY, given_headers, is_drawn, is_file


def _page(status: int = 200, body: bytes = b"x", **headers: str) -> Page:
    return Page("http://a.example/x", status, {name.replace("_", "-"): value for name, value in headers.items()}, body)


@pytest.mark.parametrize(
    ("page", "drawn"),
    [
        (_page(content_type="text/html; charset=utf-8"), True),
        (_page(content_type="application/xhtml+xml"), True),
        (_page(), True),
        (_page(content_type="application/json"), False),
        (_page(content_type="application/pdf"), False),
        (_page(204, content_type="text/html"), False),
        (_page(302, content_type="text/html"), False),
        (_page(404, content_type="text/html"), False),
        (_page(503, content_type="text/html"), False),
    ],
)
def test_only_a_page_that_went_well_is_drawn(page: Page, *, drawn: bool) -> None:
    assert is_drawn(page) is drawn


def test_a_file_to_save_is_no_page() -> None:
    assert is_file(_page(content_disposition=' Attachment; filename="x"'))
    assert not is_file(_page(content_disposition="inline"))


def test_the_pages_own_policy_stands_beside_ours() -> None:
    assert given_headers(_page())["content-security-policy"] == POLICY
    own = given_headers(_page(content_security_policy="default-src 'self'\nimg-src *"))
    assert own["content-security-policy"] == f"default-src 'self', img-src *, {POLICY}"


def test_framing_and_reporting_are_left_out_and_cookies_stay_apart() -> None:
    page = _page(content_encoding="gzip", nel="x", cross_origin_opener_policy="same-origin", set_cookie="a=1\nb=2")
    assert given_headers(page).keys() == {"set-cookie", "content-security-policy"}
    assert given_headers(page)["set-cookie"] == "a=1\nb=2"


@pytest.mark.parametrize(
    ("headers", "fresh_s"),
    [
        ({"cache_control": "public, max-age=600"}, 600),
        ({"cache_control": "max-age=31536000, immutable"}, 3600),
        ({"cache_control": "max-age=0, must-revalidate"}, 0),
        ({"cache_control": "no-store"}, 0),
        ({"cache_control": "no-cache, max-age=600"}, 0),
        ({"vary": "*", "cache_control": "max-age=600"}, 0),
        ({"etag": '"x"'}, 3600),
        ({"last_modified": "Mon, 02 Mar 2026 03:15:00 GMT"}, 3600),
        ({}, 0),
    ],
)
def test_a_part_is_kept_as_long_as_it_says(headers: dict[str, str], fresh_s: float) -> None:
    assert fresh_for_s(_page(**headers)) == fresh_s


def test_a_kept_part_is_given_until_it_is_stale() -> None:
    now = [0.0]
    kept, page = KeptParts(lambda: now[0]), _page(cache_control="max-age=60")
    kept.keep(page.url, "script", page)
    now[0] = 59.0
    assert kept.get(page.url) is page
    now[0] = 60.0
    assert kept.get(page.url) is None


@pytest.mark.parametrize(("kind", "status"), [("fetch", 200), ("document", 200), ("script", 404)])
def test_what_is_no_shared_script_or_style_is_asked_for_each_time(kind: str, status: int) -> None:
    kept, page = KeptParts(), _page(status, cache_control="max-age=60")
    kept.keep(page.url, kind, page)
    assert kept.get(page.url) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 6_000_000)), max_size=20))
def test_kept_parts_never_take_more_than_their_share(parts: list[tuple[int, int]]) -> None:
    kept, sizes = KeptParts(), dict[int, int]()
    for number, size in parts:
        kept.keep(str(number), "script", _page(body=bytes(size), etag="x"))
        sizes[number] = size
    found = [page for number in sizes if (page := kept.get(str(number)))]
    assert sum(len(page.body) for page in found) <= 20_000_000


def test_a_process_that_grows_too_large_is_ended_and_its_neighbour_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_memory, "MOST_BYTES", 80_000_000)
    grows = [sys.executable, "-c", "import time; all = bytearray(200_000_000); time.sleep(60)"]
    stays = [sys.executable, "-c", "import time; time.sleep(60)"]
    watch = MemoryWatch()
    watch.start()
    with subprocess.Popen(stays) as small, subprocess.Popen(grows) as large:
        assert large.wait(20) == -9
        assert small.poll() is None
        assert small.pid in set(descendants(os.getpid()))
        small.kill()
    watch.stop()
    assert watch.ended == 1
    assert own_bytes(large.pid) == 0
