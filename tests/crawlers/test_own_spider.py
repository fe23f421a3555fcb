"""A site's own spider class stands in for a site that no file can express, and nothing that protects is left out."""

import json
from pathlib import Path
from typing import Any

import pytest

from crawlers.collect import CrawlOutcome, CrawlPlan, crawl
from crawlers.own_spider import OwnFields, make_spider
from crawlers.run_folder import RunFolder
from crawlers.site_file import load_site
from peil.errors import SourceError
from peil.records.seen import Sighting

_SPIDER = '''
from urllib.parse import urljoin


class Spider:
    """Reads the same pages as the site file of the other tests."""

    def __init__(self, site):
        self.start = site.site.start[0]

    async def ads(self, get):
        page = await get(self.start)
        for address in page.find("//a[@class='ad']/@href"):
            yield page.absolute(address)
            yield page.absolute(address) + "#again"

    async def read(self, page, get):
        word = lambda name: "".join(page.find(f"//*[@class='{name}']//text()"))
        return {
            "ref": page.url.rpartition("/")[2],
            "title": "".join(page.find("//h1/text()")),
            "text": "\\n".join(page.find("//div[@class='text']/text()")),
            "city": word("city"),
            "age": word("age"),
            "price": page.find("//li[@class='price']/text()"),
            "images": [urljoin(page.url, src) for src in page.find("//img[@class='photo']/@src")],
        }
'''


_ADS = ("/ad/1", "/ad/2", "/minor/3", "/noindex/4", "/login/5", "/410/6", "/closed/7")
_ROBOTS = (200, "User-agent: *\nDisallow: /closed/\n")


def _by_spider(proof: Any, spider: str = _SPIDER, named: str = "spider:Spider") -> Path:
    """The proof's site file, made one that leaves finding and reading to a spider beside it."""
    (proof.folder / "spider.py").write_text(spider)
    file: Path = proof.site_file()
    head = file.read_text().partition("[browser]")[0].replace('render = "html"', f'spider = "{named}"')
    file.write_text(f"{head}\n[floor]\nads = 1\n")
    return file


def _crawl(proof: Any, spider: str = _SPIDER) -> CrawlOutcome:
    proof.site.ads, proof.site.robots = list(_ADS), _ROBOTS
    return crawl(CrawlPlan((_by_spider(proof, spider),), proof.folder / "runs", timeout_s=2.0))[0]


def _said(sighting: Sighting) -> tuple[object, ...]:
    """What a sighting says, wherever the server stood."""
    fields = (sighting.title, sighting.text, sighting.city, sighting.age, sighting.price, sighting.content_sha256)
    return (sighting.ref, sighting.status, *fields, [image.sha256 for image in sighting.images])


def test_an_own_spider_gives_the_sightings_that_the_file_gives(make_proof: Any) -> None:
    by_file, by_class = make_proof(), make_proof()
    by_file.site.robots = _ROBOTS
    told, outcome = by_file.crawl(*_ADS), _crawl(by_class)
    assert outcome.run is not None, outcome.message
    run = RunFolder(outcome.run)
    # A page that is gone has no ref of its own: the file reads it from the address, the class cannot.
    expected = [_said(sighting) for sighting in told.folder.sightings() if sighting.status != "gone"]
    assert [_said(sighting) for sighting in run.sightings()] == expected
    assert all(sighting.record for sighting in run.sightings())
    assert run.damage() == []
    assert run.manifest.counts.listing_pages == 1
    assert by_class.site.most_at_once() == 1
    assert {seen.method for seen in by_class.site.seen} == {"GET"}
    assert {"/closed/7", "/photo/3"}.isdisjoint(by_class.site.paths())


def test_what_a_spider_may_not_ask_is_not_asked(proof: Any) -> None:
    elsewhere = _SPIDER.replace("await get(self.start)", 'await get("http://elsewhere.example/")')
    outcome = _crawl(proof, elsewhere)
    assert (outcome.state, "not at one of the site's hosts" in outcome.message) == ("failed", True)
    assert proof.site.seen == []


def test_a_spider_that_gives_what_is_no_field_ends_the_crawl_in_a_sentence(proof: Any) -> None:
    outcome = _crawl(proof, _SPIDER.replace('"city"', '"stad"', 1))
    assert (outcome.exit_code, outcome.run) == (2, None)
    assert outcome.message.startswith("spider:Spider: gives stad, names out of ref, title, text")


def test_charter_03_a_listing_that_asks_so_is_not_followed_by_a_spider_either(proof: Any) -> None:
    file = _by_spider(proof)
    file.write_text(file.read_text().replace(f"{proof.site.base}/", f"{proof.site.base}/no-links/1"))
    [outcome] = crawl(CrawlPlan((file,), proof.folder / "runs", timeout_s=2.0))
    assert (outcome.state, "asks that its links be not followed" in outcome.message) == ("failed", True)
    assert "/ad/1" not in proof.site.paths()


def test_a_page_that_a_spider_cannot_read_is_one_error_and_the_crawl_goes_on(proof: Any) -> None:
    strict = _SPIDER.replace('"city": word("city")', '"city": page.find("//p[@class=\'city\']")[0].text')
    proof.site.ads = ["/ad/1", "/cityless/2", "/ad/3"]
    [outcome] = crawl(CrawlPlan((_by_spider(proof, strict),), proof.folder / "runs", timeout_s=2.0))
    assert outcome.run is not None, outcome.message
    run = RunFolder(outcome.run)
    assert [sighting.ref for sighting in run.sightings()] == ["1", "3"]
    [error] = run.manifest.errors
    assert error.what == "the site's spider cannot read it (IndexError: list index out of range)"


def test_a_listing_that_a_spider_cannot_read_makes_the_run_short(proof: Any) -> None:
    broken = _SPIDER.replace('yield page.absolute(address) + "#again"', 'yield page.absolute({}["nergens"])')
    outcome = _crawl(proof, broken)
    assert (outcome.state, outcome.ads) == ("short", 1)
    assert outcome.message.startswith("a listing page could not be read: the site's spider cannot read it (KeyError")


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("nowhere:Spider", "there is no module nowhere"),
        ("spider:Nobody", "spider has no class Nobody"),
        ("pathlib:Path", "Path has no ads and no read"),
    ],
)
def test_a_spider_that_cannot_be_made_is_named_by_its_line(proof: Any, named: str, says: str) -> None:
    file = _by_spider(proof, named=named)
    with pytest.raises(SourceError) as error:
        make_spider(load_site(file), file)
    assert error.value.sentence().startswith(f"{file}:6: site.spider: {says}, ")


@pytest.mark.parametrize("said", [{"title": 3}, {"price": "€ 100"}, {"images": [1]}, {"name": "x"}])
def test_fields_of_another_kind_are_refused(said: dict[str, Any]) -> None:
    with pytest.raises(SourceError):
        OwnFields("spider:Spider").of(said)


def test_fields_that_are_not_given_are_empty() -> None:
    fields = OwnFields("spider:Spider").of({"title": " Massage ", "images": ["b", "a", "b"]})
    assert (fields["title"], fields["images"], fields["price"], fields["text"]) == ("Massage", ("b", "a"), (), "")


def test_a_page_that_did_not_change_is_read_again_when_a_spider_might_have(proof: Any) -> None:
    file = _by_spider(proof)
    proof.site.ads = ["/etag/1"]
    titles = []
    for spider in (_SPIDER, _SPIDER.replace("//h1/text()", "//p[@class='city']/text()")):
        (proof.folder / "spider.py").write_text(spider)
        outcome = crawl(CrawlPlan((file,), proof.folder / "runs", timeout_s=2.0))[0]
        assert outcome.run is not None, outcome.message
        titles += [sighting.title for sighting in RunFolder(outcome.run).sightings()]
    assert titles == ["Advertentie 1", "Zwolle"]


def test_the_check_of_a_site_with_a_spider_shows_what_it_reads(peil: Any, proof: Any) -> None:
    file = _by_spider(proof)
    done = peil("sites", "check", str(file), "--url", f"{proof.site.base}/ad/1", "--json")
    assert done.returncode == 0, done.stderr
    told = {field["field"]: (field["selector"], field["found"]) for field in json.loads(done.stdout)["fields"]}
    assert told["ad.title"] == ("spider:Spider", ["Advertentie 1"])
    (proof.folder / "spider.py").unlink()
    done = peil("sites", "check", str(file))
    assert (done.returncode, "there is no module spider" in done.stderr) == (2, True)
