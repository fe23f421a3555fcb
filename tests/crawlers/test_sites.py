"""Every site that comes with Peil: its file loads, and its golden pages give the records that stand beside them."""

import json
from pathlib import Path

import pytest

from crawlers.ad_page import read_ad, read_listing
from crawlers.page import Page
from crawlers.site_file import load_site, site_files
from peil.records.plain import to_json

_GOLDEN = [
    pytest.param(name, case, id=f"{name}: {json.loads(case.read_text())['why']}")
    for name, file in site_files().items()
    for case in sorted((file.parent / "golden").glob("*.json"))
]


@pytest.mark.parametrize("name", site_files())
def test_a_site_bears_the_name_of_its_folder_and_has_golden_pages(name: str) -> None:
    file = site_files()[name]
    assert load_site(file).site.name == name
    assert list((file.parent / "golden").glob("*.html"))


@pytest.mark.parametrize(("name", "case"), _GOLDEN)
def test_a_golden_page_gives_its_record(name: str, case: Path) -> None:
    site, told = load_site(site_files()[name]), json.loads(case.read_text(encoding="utf-8"))
    page = Page(told["url"], 200, {"content-type": "text/html"}, case.with_suffix(".html").read_bytes())
    found = read_ad(site.ad, page) if told["kind"] == "ad" else to_json(read_listing(site.listing, page))
    assert to_json(found) == told["expect"]
