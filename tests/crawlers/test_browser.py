"""Pages that need a browser, drawn by a real one behind walls; shown by the request log of the server."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import sync_playwright
from warcio.archiveiterator import ArchiveIterator

from crawlers.chromium import LAUNCH_FLAGS, find_chromium, sandbox_notice
from crawlers.sandbox import launcher, sandbox_works

pytestmark = pytest.mark.service


@pytest.fixture(scope="module")
def drawn(make_proof: Callable[[], Any]) -> Any:
    """One crawl by browser of pages that are eager, endless, walled, elsewhere."""
    if find_chromium() is None:
        pytest.skip("no Chromium on this machine")
    proof = make_proof()
    proof.site.robots = (200, "User-agent: *\nDisallow: /closed\n")
    ads = ("/eager/1", "/endless/2", "/redirect-out/3", "/missing/4", "/login/5", "/redirect/6", "/noindex/7", "/ad/8")
    return proof, proof.crawl(*ads, render="browser", plan={"timeout_s": 3.0})


def test_a_page_filled_by_a_script_is_read_as_a_reader_sees_it(drawn: Any) -> None:
    ad = drawn[1].by_ref()["1"]
    assert (ad.title, ad.text) == ("Advertentie 1", "Door een script gevuld.")


def test_charter_05_only_get_to_the_sites_hosts_leaves_a_page_and_no_window_opens(drawn: Any) -> None:
    proof, _ = drawn
    assert {seen.method for seen in proof.site.seen} == {"GET"}
    assert not {"/beacon/1", "/popup/1", "/photo/999", "/ad/900"} & set(proof.site.paths())


def test_charter_03_robots_txt_holds_for_what_a_page_asks_for(drawn: Any) -> None:
    assert "/closed/1" not in drawn[0].site.paths()
    assert "/data/1" in drawn[0].site.paths()


def test_charter_04_a_page_asks_for_one_thing_at_a_time(drawn: Any) -> None:
    assert drawn[0].site.most_at_once() == 1


def test_charter_02_the_browser_says_who_it_is(drawn: Any) -> None:
    assert {seen.headers["user-agent"] for seen in drawn[0].site.seen} == {"Peil/0.1.0"}


def test_a_page_in_an_endless_loop_costs_seconds_and_not_the_crawl(drawn: Any) -> None:
    assert "endless/2" in drawn[1].errors()
    assert drawn[1].by_ref()["8"].status == "present"


def test_walls_redirects_and_wishes_hold_as_without_a_browser(drawn: Any) -> None:
    _, crawled = drawn
    seen = crawled.by_ref()
    assert {ref: ad.status for ref, ad in seen.items()} == {
        "1": "present",
        "4": "gone",
        "5": "not_public",
        "6": "present",
        "8": "present",
    }
    assert (crawled.manifest.counts.refused, crawled.manifest.counts.not_kept) == (1, 1)


def test_the_drawn_page_and_what_went_over_the_wire_are_evidence(drawn: Any) -> None:
    _, crawled = drawn
    kept = []
    with (crawled.folder.path / "pages-00000.warc.gz").open("rb") as stream:
        for record in ArchiveIterator(stream):
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            kept.append((record.rec_type, address.partition("127.0.0.1:")[2].partition("/")[2]))
    assert {("resource", "eager/1"), ("response", "eager/1"), ("response", "data/1")} <= set(kept)
    ref = crawled.by_ref()["1"].record
    with (crawled.runs / "proef" / ref.file).open("rb") as stream:
        stream.seek(ref.offset)
        record = next(iter(ArchiveIterator(stream)))
        assert record.rec_type == "resource"
        assert "Door een script gevuld." in record.raw_stream.read().decode()


def test_the_browser_is_sandboxed_and_no_root_where_the_kernel_allows() -> None:
    chromium = find_chromium()
    if chromium is None or not sandbox_works(chromium):
        pytest.skip(sandbox_notice() or "no Chromium on this machine")
    with sync_playwright() as playwright:
        path, flags = launcher(chromium), list(LAUNCH_FLAGS)
        browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=True, args=flags)
        page = browser.new_page()
        page.goto("chrome://sandbox")
        said = page.inner_text("body")
        browser.close()
    assert "You are adequately sandboxed." in said
