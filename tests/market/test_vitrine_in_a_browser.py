"""The second site in a real browser: its script fills the list as one scrolls, and each ad's page."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from crawlers.market import make_market
from crawlers.market.ads import Ad

WEEK = 6
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.service,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (`apt-get install chromium` brings one)"),
]


@pytest.fixture(scope="module")
def shown() -> Iterator[tuple[Page, str, list[Ad]]]:
    market = make_market(seed=9, scale=0.6)
    market.set_week(WEEK)
    live = [ad for ad in market.ads if ad.site == "vitrine" and ad.is_live(WEEK)]
    with market.serve() as bases, sync_playwright() as playwright:
        # The pages are the market's own, so the sandbox that some machines do not allow is not missed.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page(), bases["vitrine"], live
        browser.close()


def test_scrolling_down_brings_every_ad(shown: tuple[Page, str, list[Ad]]) -> None:
    page, base, live = shown
    page.goto(f"{base}/aanbod")
    page.wait_for_selector("a.ad")
    first = page.locator("a.ad").count()
    while page.locator("a.ad").count() < len(live):
        before = page.locator("a.ad").count()
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_function(f"document.querySelectorAll('a.ad').length > {before}", timeout=5000)
    links = {link.get_attribute("href") for link in page.locator("a.ad").all()}
    assert first < len(live)
    assert links == {f"/ad/{ad.ref}" for ad in live}


def test_an_ad_is_there_once_its_script_has_run(shown: tuple[Page, str, list[Ad]]) -> None:
    page, base, live = shown
    ad = next(ad for ad in live if ad.website)
    page.goto(f"{base}/ad/{ad.ref}")
    page.wait_for_selector("#ad .text p")
    assert page.inner_text("#ad .title") == ad.shown_title
    assert page.locator("#ad .text p").all_inner_texts() == list(ad.shown_lines)
    assert page.get_attribute("#ad a.website", "href") == ad.website
    assert page.locator("#ad .price").count() == len(ad.prices)
    assert page.locator("#ad img.photo").count() == len(ad.photos)
