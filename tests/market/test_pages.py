"""Pages: each parses, carries every field where its site file says, and is written the way its site promises."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from parsel import Selector

from crawlers.market import Market, make_market
from crawlers.market.ads import Ad
from crawlers.market.prikbord import CLOSED, CLOSED_PREFIX

HTML_SITES = {"etalage": "utf-8", "prikbord": "cp1252"}
START = {"etalage": "/advertenties", "prikbord": "/bord/lijst.php"}


@pytest.fixture(scope="module")
def market() -> Market:
    return make_market(seed=11, scale=0.3)


@pytest.fixture(scope="module")
def site_files(market: Market, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    with market.serve():
        paths = market.write_site_files(tmp_path_factory.mktemp("sites"))
    return {name: tomllib.loads(Path(path).read_text(encoding="utf-8")) for name, path in paths.items()}


def test_a_site_file_has_the_tables_of_the_contract(site_files: dict[str, dict]) -> None:
    for name, file in site_files.items():
        assert set(file) - {"browser"} == {"site", "politeness", "listing", "ad", "floor"}
        assert ("browser" in file) == (name == "vitrine")
        assert file["site"]["name"] == name
        assert file["site"]["hosts"] == ["127.0.0.1"]
        assert file["floor"]["ads"] >= 1


@pytest.mark.parametrize("site", HTML_SITES)
@pytest.mark.parametrize("week", [0, 6, 11])
def test_following_the_lists_finds_every_live_ad(
    market: Market, site_files: dict[str, dict], site: str, week: int
) -> None:
    linked = {path for path, _ in _links(market, site_files[site], site, week)}
    live = {_path(ad) for ad in market.ads if ad.site == site and ad.is_live(week)}
    assert live <= linked


@pytest.mark.parametrize("site", HTML_SITES)
def test_the_site_file_finds_every_field_of_every_ad(market: Market, site_files: dict[str, dict], site: str) -> None:
    for week in (0, 7, 11):
        for ad in market.ads:
            if ad.site == site and ad.is_live(week):
                found = _fields(market, site_files[site]["ad"], ad, week)
                assert found == {"phone": ad.shown_number, "city": ad.place.name, "address": ad.address} | {
                    "account": ad.account,
                    "category": ad.category,
                    "prices": str(len(ad.prices)) if ad.prices else "0",
                    "images": str(len(ad.photos)),
                }


def test_the_browser_site_has_nothing_in_its_shell_and_everything_in_its_json(market: Market) -> None:
    ad = next(ad for ad in market.ads if ad.site == "vitrine" and ad.is_live(6))
    pages = market.pages("vitrine", 6)
    assert ad.persona not in pages[f"/ad/{ad.ref}"].body.decode()
    assert ad.persona in pages[f"/api/ad/{ad.ref}"].body.decode()


def test_the_notice_board_is_in_windows_1252_and_never_says_so(market: Market) -> None:
    pages = [answer for path, answer in market.pages("prikbord", 6).items() if path.startswith("/adv/")]
    assert all(answer.kind == "text/html" and b"\x80" in answer.body and b"\xe9" in answer.body for answer in pages)
    heads = [answer.body[:200] for answer in pages]
    assert any(b"charset" not in head for head in heads)
    assert any(b"charset=iso-8859-1" in head for head in heads)
    assert any(b"charset=utf-8" in head for head in heads)
    assert not any(b"1252" in head for head in heads)


def test_the_notice_board_leaves_its_tags_open(market: Market) -> None:
    body = market.pages("prikbord", 6)["/bord/lijst.php"].body
    assert body.count(b"<TD>") > 20
    assert b"</TD>" not in body


def test_the_shop_window_is_clean_utf_8(market: Market) -> None:
    for answer in market.pages("etalage", 6).values():
        answer.body.decode("utf-8")


def test_the_closed_part_is_linked_like_any_ad_and_answers_like_any_page(
    market: Market, site_files: dict[str, dict]
) -> None:
    for week in range(12):
        linked = {path for path, _ in _links(market, site_files["prikbord"], "prikbord", week)}
        assert set(CLOSED) <= linked
        assert all(market.pages("prikbord", week)[path].status == 200 for path in CLOSED)
    assert f"Disallow: {CLOSED_PREFIX}" in market.pages("prikbord", 0)["/robots.txt"].body.decode()


def test_every_site_has_a_robots_file_that_leaves_the_ads_open(market: Market) -> None:
    for site in ("etalage", "vitrine", "prikbord"):
        closed = [
            line.split(": ")[1]
            for line in market.pages(site, 0)["/robots.txt"].body.decode().splitlines()
            if line.startswith("Disallow")
        ]
        ads = [_path(ad) for ad in market.ads if ad.site == site]
        assert closed
        assert not any(path.startswith(prefix) for path in ads for prefix in closed)


def test_an_ad_that_is_gone_is_sometimes_still_linked_and_answers_nothing(
    market: Market, site_files: dict[str, dict]
) -> None:
    dead = [
        path
        for week in range(12)
        for path, _ in _links(market, site_files["etalage"], "etalage", week)
        if path not in market.pages("etalage", week)
    ]
    assert len(dead) > 5


def test_a_bump_changes_date_and_counter_alone(market: Market) -> None:
    ad = next(ad for ad in market.ads if ad.site == "etalage" and ad.bumped_every == 1 and ad.dearer_from is None)
    week = ad.first
    before, after = (_body(market, ad, at).splitlines() for at in (week, week + 1))
    changed = [line for line, other in zip(before, after, strict=True) if line != other]
    assert ad.posted(week) != ad.posted(week + 1)
    assert all('class="geplaatst"' in line or 'class="teller"' in line for line in changed)


def test_a_dearer_ad_changes_its_prices(market: Market) -> None:
    ad = next(ad for ad in market.ads if ad.dearer_from is not None and ad.is_live(ad.dearer_from) and ad.prices)
    assert ad.dearer_from is not None
    before, after = ad.prices_in(ad.dearer_from - 1), ad.prices_in(ad.dearer_from)
    assert [euros + 10 for _, euros in before] == [euros for _, euros in after]


def _path(ad: Ad) -> str:
    return {"etalage": "/advertentie/", "vitrine": "/ad/", "prikbord": "/adv/toon.php?nr="}[ad.site] + ad.ref


def _body(market: Market, ad: Ad, week: int) -> str:
    return market.pages(ad.site, week)[_path(ad)].body.decode(HTML_SITES[ad.site])


def _links(market: Market, file: dict, site: str, week: int) -> Iterator[tuple[str, str]]:
    path: str | None = START[site]
    while path:
        page = Selector(market.pages(site, week)[path].body.decode(HTML_SITES[site]))
        for link in page.css(file["listing"]["ad"]):
            yield _absolute(path, link.attrib["href"]), path
        onward = page.css(file["listing"]["next"])
        path = _absolute(path, onward.attrib["href"]) if onward else None


def _absolute(path: str, link: str) -> str:
    parts = urlsplit(urljoin(f"http://x{path}", link))
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _fields(market: Market, selectors: dict, ad: Ad, week: int) -> dict[str, str]:
    page = Selector(_body(market, ad, week))
    assert " ".join(page.css(selectors["title"]).xpath("string()").getall()) == ad.shown_title
    assert [line.strip() for line in page.css(selectors["text"] + " *::text, " + selectors["text"] + "::text").getall()
            if line.strip()] == list(ad.shown_lines)  # fmt: skip
    plain = ("phone", "city", "address", "category")
    found = {name: page.css(selectors[name]).xpath("normalize-space()").get("") for name in plain}
    account = selectors["account"]
    said = page.css(account).get("") if "::" in account else page.css(account).xpath("normalize-space()").get("")
    prices = page.css(selectors["price"]).xpath("string()").getall()
    return found | {
        "account": said,
        "prices": str(sum(price.count("€") for price in prices)),
        "images": str(len(page.css(selectors["images"]).getall())),
    }
