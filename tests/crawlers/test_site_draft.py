"""`peil sites new`: a draft that loads, finds what a person's own site file finds, and says where it is not sure."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.ad_page import read_ad, read_listing
from crawlers.drafting.ad_fields import find_fields
from crawlers.drafting.ad_links import AdLinks, find_ad_links
from crawlers.drafting.draft import Draft
from crawlers.drafting.pagers import find_next
from crawlers.drafting.refs import ref_pattern
from crawlers.drafting.samples import Samples
from crawlers.field_selectors import CssSelector
from crawlers.market import Market, make_market
from crawlers.page import Page
from crawlers.site_file import SiteFile, load_site

_CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases/crawlers/drafts.jsonl").open()]
_REFS = [
    (["/ad/12", "/ad/7"], "/ad/(\\d+)"),
    (["/massage/12-in-zwolle.html", "/massage/7-in-assen.html"], "/massage/(\\d+)"),
    (["/ad/rustig-in-zwolle-12.html", "/ad/rustig-in-zwolle-7.html"], "/ad/[^/?#]*[-_](\\d+)(?=[.?#/]|$)"),
    (["/ad/noor", "/ad/rustig"], "/ad/([^/?#]+?)(?:\\.\\w+)?(?=[/?#]|$)"),
    (["/toon.php?nr=12&t=1", "/toon.php?nr=7&t=1"], "[?&]nr=(\\d+)"),
    (["/a/x", "/a/x"], ""),
]


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    market = make_market(seed=3)
    with market.serve():
        yield market


def _draft(peil: Any, url: str, folder: Path, *more: str) -> tuple[SiteFile, str]:
    done = peil("sites", "new", url, *more)
    assert done.returncode == 0, done.stderr
    file = folder / "draft.toml"
    file.write_text(done.stdout, encoding="utf-8")
    return load_site(file), done.stdout


def _pages(market: Market, name: str, url: str, part: str) -> list[Page]:
    base = url.partition("/")[0] + "//" + url.split("/")[2]
    pages = market.pages(name, 0).items()
    return [Page(base + path, 200, {"content-type": said.kind}, said.body) for path, said in pages if part in path]


@pytest.mark.parametrize(
    ("name", "ads", "lists"), [("etalage", "/advertentie/", "/advertenties"), ("prikbord", "/adv/toon", "/bord/lijst")]
)
def test_a_draft_finds_what_the_markets_own_file_finds(
    peil: Any, market: Market, tmp_path: Path, name: str, ads: str, lists: str
) -> None:
    own = load_site(market.write_site_files(tmp_path / "sites")[name])
    start = own.site.start[0]
    drafted, _ = _draft(peil, start, tmp_path)
    for page in _pages(market, name, start, ads):
        told, found = read_ad(own.ad, page), read_ad(drafted.ad, page)
        for field in ("ref", "title", "text", "city", "age", "price", "posted", "account", "category", "images"):
            assert found[field] == told[field], (field, page.url)
    for page in _pages(market, name, start, lists):
        told, found = read_listing(own.listing, page), read_listing(drafted.listing, page)
        assert (set(found.ads), found.next) == ({url for url in told.ads if "/besloten/" not in url}, told.next)


def test_a_draft_holds_no_word_of_an_ad_and_was_asked_for_politely(peil: Any, market: Market, tmp_path: Path) -> None:
    start = load_site(market.write_site_files(tmp_path / "sites")["etalage"]).site.start[0]
    before = len(market.request_log)
    _, text = _draft(peil, start, tmp_path)
    asked = market.request_log[before:]
    assert len(asked) <= 9
    assert {request.method for request in asked} == {"GET"}
    for ad in market.ads:
        assert ad.shown_title not in text
        assert not ad.shown_number or ad.shown_number not in text


def test_a_draft_of_the_site_of_misbehaviours_can_be_crawled(peil: Any, proof: Any) -> None:
    proof.site.ads = [f"/ad/{number}" for number in range(1, 7)] + ["/login/8", "/drop/9"]
    drafted, text = _draft(peil, f"{proof.site.base}/", proof.folder, "--name", "proef")
    page = Page(f"{proof.site.base}/ad/3", 200, {}, _body(proof, "/ad/3"))
    found = read_ad(drafted.ad, page)
    assert (found["ref"], found["title"], found["city"], found["age"]) == ("3", "Advertentie 3", "Zwolle", "31 jaar")
    assert found["images"] == (f"{proof.site.base}/photo/3",)
    assert found["text"].startswith("Rustige massage")
    assert "# look: no link to a next page was found" in text
    done = peil("crawl", "--site", str(proof.folder / "draft.toml"))
    assert (done.returncode, "6 ads" in done.stdout) == (0, True), done.stdout + done.stderr


def _body(proof: Any, path: str) -> bytes:
    with urlopen(proof.site.base + path) as answer:
        return bytes(answer.read())


@pytest.mark.parametrize(
    ("url", "code", "says"),
    [
        ("voorbeeld.example", 2, "is no address of a page"),
        ("ftp://voorbeeld.example/", 2, "is no address of a page"),
        ("https://voorbeeld.example/advertenties", 4, "no recorded mandate covers this host"),
        ("{base}/closed/1", 4, "closed by robots.txt"),
        ("{base}/login/1", 3, "is not a page to be read"),
        ("{base}/ad/1", 3, "no links to ads are found here"),
    ],
)
def test_where_nothing_can_be_drafted_a_sentence_says_why(
    peil: Any, proof: Any, url: str, code: int, says: str
) -> None:
    proof.site.robots = (200, "User-agent: *\nDisallow: /closed/\n")
    done = peil("sites", "new", url.format(base=proof.site.base))
    assert (done.returncode, done.stdout, says in done.stderr) == (code, "", True), done.stderr


@pytest.mark.parametrize("case", _CASES, ids=[case["why"] for case in _CASES])
def test_a_field_is_found(case: dict[str, Any]) -> None:
    pages = [Page(f"https://a.example/ad/{n}", 200, {}, body.encode()) for n, body in enumerate(case["ads"])]
    samples = Samples(tuple(pages), tuple(case.get("links", [""] * len(pages))))
    found = find_fields(samples)
    drafted = {field: found[field].css if field in found else None for field in case["expect"]}
    assert drafted == case["expect"]


@pytest.mark.parametrize(("paths", "pattern"), _REFS, ids=[paths[0] for paths, _ in _REFS])
def test_the_ref_is_the_part_in_which_addresses_differ(paths: list[str], pattern: str) -> None:
    assert ref_pattern([f"https://a.example{path}" for path in paths]) == pattern


def _listing(body: str) -> Page:
    return Page("https://a.example/lijst", 200, {}, f"<html><body>{body}</body></html>".encode())


def test_ads_are_told_from_navigation_towns_and_the_pager() -> None:
    towns = "".join(f'<a href="/massage/{town}">{town}</a>' for town in ("assen", "zwolle", "ede", "tiel", "goes"))
    ads = "".join(
        f'<div class="kaart"><a href="/ad/{n}"><img src="/{n}.jpg"></a><a href="/ad/{n}">Rustige massage {n}</a></div>'
        for n in range(3)
    )
    pager = "".join(f'<a href="/lijst?pagina={n}">{n}</a>' for n in range(2, 12))
    found = find_ad_links(_listing(f'<nav><a href="/a/1">x</a></nav>{towns}{ads}<p>{pager}</p>'))
    assert found is not None
    assert found.urls == tuple(f"https://a.example/ad/{n}" for n in range(3))
    assert (found.css, found.exact, found.ref) == ("div.kaart > a", True, "/ad/(\\d+)")


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ('<a rel="prev" href="?p=1">1</a><a rel="next" href="?p=3">3</a>', "a[rel~=next]"),
        ('<a class="pijl" href="?p=1">Vorige</a><a class="pijl verder" href="?p=3">Verder</a>', "a.verder"),
        ('<p class="pager"><a href="?p=0">1</a><a href="?p=3">Volgende pagina</a></p>', 'a:contains("Volgende")'),
        ('<b class="current">1</b><a href="?p=2">2</a><a href="?p=3">3</a>', "b.current + a"),
        ('<ul><li class="active"><a>1</a></li><li><a href="?p=2">2</a></li></ul>', "li.active + li a"),
        ("<p>geen</p>", None),
    ],
)
def test_the_link_to_the_next_page_is_found(body: str, css: str | None) -> None:
    assert next(iter(find_next(_listing(body))), None) == css


@pytest.mark.service
def test_a_site_that_a_script_fills_is_drafted_in_a_browser(peil: Any, market: Market, tmp_path: Path) -> None:
    start = load_site(market.write_site_files(tmp_path / "sites")["vitrine"]).site.start[0]
    assert peil("sites", "new", start).returncode == 3
    drafted, _ = _draft(peil, start, tmp_path, "--browser")
    assert (drafted.site.render, drafted.listing.ad, drafted.browser.list_.wait_for) == (
        "browser",
        CssSelector("a.ad"),
        "a.ad",
    )
    assert (drafted.ad.title, drafted.ad.text) == (CssSelector("h1.title"), CssSelector("div.text"))


_PIECES = """<ul>|<li>|<div class='a é "'>|<p id="x">|</p>|<h1>|<dl><dt>Plaats</dt>|<dd>|<b>Tel.</b>|<table><tr><td>
<img src=/1.png>|<a href=/ad/1>|<a href="/o's/2?n=1">|</a>|<a href='//[x'>|<a rel=next href=?p=2>2|<time datetime=1>
<a href=tel:1>|<a href=http://b.example>|<span class=tel>|<x:y class=tel>|</x:y>|<b>1</b>|<!--x-->|31 jaar|<?php x ?>
<script type="application/ld+json">|{"name":|[[[|</script>|<meta itemprop=price content=9>|<x:y itemprop=price>
<b>Leeftijd:</b> 31"""
_MARKUP = st.sampled_from(_PIECES.replace("\n", "|").split("|"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_MARKUP | st.text(max_size=6), max_size=25).map("".join), min_size=2, max_size=4))
def test_whatever_pages_say_a_draft_loads(tmp_path_factory: pytest.TempPathFactory, bodies: list[str]) -> None:
    listing, *ads = [Page(f"https://a.example/{n}", 200, {}, body.encode()) for n, body in enumerate(bodies)]
    links = find_ad_links(listing) or AdLinks(
        "a", ("https://a.example/1",), {}, ref_pattern(["https://a.example/1"]), False
    )
    fields = find_fields(Samples(tuple(ads), ("x",) * len(ads)))
    following = next(iter(find_next(listing)), "")
    draft = Draft("proef", "https://a.example/0", "nl", "browser", links, following, False, fields, len(ads))
    file = tmp_path_factory.mktemp("draft") / "site.toml"
    file.write_text(draft.toml(), encoding="utf-8")
    assert load_site(file).site.name == "proef"
