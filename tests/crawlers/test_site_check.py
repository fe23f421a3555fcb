"""`peil sites check`: what each selector of a site file finds on a page, and what it lacks."""

import json
from pathlib import Path
from typing import Any

import pytest

from crawlers.page import Page
from crawlers.site_check import check_page
from crawlers.site_file import load_site, site_folder

_EXAMPLE = site_folder() / "voorbeeld"
_AD_URL = "https://voorbeeld.example/advertentie/101-rustige-massage"
_FILE = _EXAMPLE / "site.toml"


def _found(done: Any) -> dict[str, list[str]]:
    return {field["field"]: field["found"] for field in json.loads(done.stdout)["fields"]}


def test_a_site_file_alone_is_read_and_said_to_be_right(peil: Any) -> None:
    done = peil("sites", "check", str(_FILE))
    assert (done.returncode, "can be read" in done.stdout) == (0, True), done.stderr


def test_a_bad_site_file_is_exit_2_with_every_mistake(peil: Any, tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text(_FILE.read_text().replace('title = "h1"', 'titel = "h1["'))
    done = peil("sites", "check", str(file), "--page", str(_EXAMPLE / "golden/ad-101.html"))
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == [
        "ad.title is missing, writing it would be right",
        "ad.titel is not a known key, title would be right",
    ]


def test_a_saved_ad_shows_what_each_selector_finds(peil: Any) -> None:
    page = str(_EXAMPLE / "golden/ad-101.html")
    done = peil("sites", "check", str(_FILE), "--page", page, "--url", _AD_URL)
    assert done.returncode == 0, done.stderr
    for shown in ("ad.ref", "{ url = '/advertentie/(\\d+)' }", "101", "Rustige massage in Zwolle", "€ 60", "missing"):
        assert shown in done.stdout
    told = _found(peil("sites", "check", str(_FILE), "--page", page, "--url", _AD_URL, "--json"))
    assert (told["ad.ref"], told["ad.address"], len(told["ad.images"])) == (["101"], [], 2)


def test_a_saved_page_that_does_not_say_its_address_is_not_held_against_the_ref(peil: Any) -> None:
    done = peil("sites", "check", str(_FILE), "--page", str(_EXAMPLE / "golden/ad-101.html"))
    assert (done.returncode, "--url gives it" in done.stdout) == (0, True)


@pytest.mark.parametrize(
    "says",
    ['<link rel="canonical" href="{}">', '<meta property="og:url" content="{}">', "<!-- saved from url=(0057){} -->"],
)
def test_a_saved_page_may_say_its_address(peil: Any, tmp_path: Path, says: str) -> None:
    page = tmp_path / "ad.html"
    page.write_text(f"<html>{says.format(_AD_URL)}<h1>Massage</h1></html>")
    assert _found(peil("sites", "check", str(_FILE), "--page", str(page), "--json"))["ad.ref"] == ["101"]


def test_a_saved_listing_shows_its_ads_and_the_next_page(peil: Any) -> None:
    done = peil("sites", "check", str(_FILE), "--page", str(_EXAMPLE / "golden/listing.html"), "--json")
    assert json.loads(done.stdout)["kind"] == "listing"
    told = _found(done)
    assert [url.rpartition("/")[2] for url in told["listing.ad"]] == ["101-rustige-massage", "102-salon-de-zon"]
    assert (told["listing.next"], told["ad.ref"]) == (["https://voorbeeld.example/advertenties?blad=3"], ["101", "102"])


def test_a_missing_title_is_exit_1_and_red_on_a_terminal(peil: Any, tmp_path: Path) -> None:
    page = tmp_path / "ad.html"
    page.write_text('<html><div class="omschrijving">Rustig.</div></html>')
    done = peil("sites", "check", str(_FILE), "--page", str(page), "--url", _AD_URL, FORCE_COLOR="1")
    assert done.returncode == 1
    assert "missing: ad.title" in done.stderr
    row = next(line for line in done.stdout.splitlines() if "ad.title" in line)
    assert "\x1b[1;31m" in row


def test_a_page_is_fetched_as_a_crawl_would(peil: Any, proof: Any) -> None:
    proof.site.ads = ["/ad/1", "/ad/2"]
    done = peil("sites", "check", str(proof.site_file()), "--url", f"{proof.site.base}/", "--json")
    assert done.returncode == 0, done.stderr
    assert [url.rpartition("/")[2] for url in _found(done)["listing.ad"]] == ["1", "2"]
    done = peil("sites", "check", str(proof.site_file()), "--url", f"{proof.site.base}/ad/1", "--json")
    assert _found(done)["ad.city"] == ["Zwolle"]
    assert proof.site.paths() == ["/robots.txt", "/", "/robots.txt", "/ad/1"]
    assert all(seen.headers["user-agent"].startswith("Peil/") for seen in proof.site.seen)
    assert list(proof.folder.glob("**/*.warc.gz")) == []


@pytest.mark.parametrize(
    ("path", "code", "says"),
    [
        ("/login/1", 1, "it is not public (log-in)"),
        ("/410/1", 1, "it answered 410"),
        ("/noindex/1", 0, "it asks not to be kept"),
        ("/closed/1", 4, "closed by robots.txt"),
        ("/drop/1", 3, "no page came of it"),
        ("/redirect-out/1", 4, "not at one of the site's hosts"),
    ],
)
def test_what_a_crawl_would_leave_is_said(peil: Any, proof: Any, path: str, code: int, says: str) -> None:
    proof.site.robots = (200, "User-agent: *\nDisallow: /closed/\n")
    done = peil("sites", "check", str(proof.site_file()), "--url", f"{proof.site.base}{path}")
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
    assert "/closed/1" not in proof.site.paths()


def test_charter_01_no_page_of_a_public_host_is_looked_at_without_a_mandate(peil: Any) -> None:
    done = peil("sites", "check", str(_FILE), "--url", _AD_URL)
    assert (done.returncode, "no recorded mandate covers this host" in done.stderr) == (4, True)


def test_what_a_page_says_is_neither_markup_nor_an_order_to_the_terminal(peil: Any, tmp_path: Path) -> None:
    page = tmp_path / "ad.html"
    page.write_text("<h1>[bold]x[/nothing] &#x9b;31m \u202e</h1>", encoding="utf-8")
    done = peil("sites", "check", str(_FILE), "--page", str(page), "--url", _AD_URL)
    assert (done.returncode, "[bold]x[/nothing]" in done.stdout) == (0, True), done.stderr
    assert not {"\x9b", "\u202e"} & set(done.stdout)


def test_links_of_a_listing_that_lead_to_other_hosts_are_told() -> None:
    body = b'<ul class="advertenties"><a class="advertentie" href="https://b.example/advertentie/1">x</a></ul>'
    check = check_page(load_site(_FILE), Page("https://voorbeeld.example/advertenties", 200, {}, body))
    assert (check.kind, check.remarks) == ("listing", ("not visited, since not in [site] hosts: b.example",))
