"""Crawls of a real server that misbehaves: what is seen, what is left, what is recorded."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

_ROUGH = (
    "/ad/1 /half/2 /ad/3 /bomb/4 /gzip/5 /bad-gzip/6 /missing/7 /410/8 /layout/9 /big/10 /redirect/11 "
    "/redirect-loop/12 /cp1252/13 /bad-photo/14 /drop/15 /slow/16 /redirect/1 /ad/17"
)


@pytest.fixture(scope="module")
def rough(make_proof: Callable[[], Any]) -> Any:
    """One crawl of a site on which much goes wrong."""
    proof = make_proof()
    return proof, proof.crawl(*_ROUGH.split(" "), plan={"timeout_s": 1.2})


def _record(crawled: Any, ref: Any) -> Any:
    with (crawled.runs / "proef" / ref.file).open("rb") as stream:
        stream.seek(ref.offset)
        record = next(iter(ArchiveIterator(stream)))
        return record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.raw_stream.read()


def test_an_ordinary_ad_becomes_a_sighting_with_its_photo(rough: Any) -> None:
    proof, crawled = rough
    ad = crawled.by_ref()["1"]
    assert (ad.status, ad.title, ad.city) == ("present", "Advertentie 1", "Zwolle")
    assert (ad.age, ad.price) == ("31 jaar", ("€ 100",))
    assert ad.text == "Rustige massage in een verzonnen stad.\nBel 06 5550 0001."
    assert [image.url for image in ad.images] == [f"{proof.site.base}/photo/1"]
    assert ad.images[0].sha256 is not None


def test_a_line_of_sightings_has_the_fields_in_the_agreed_order(rough: Any) -> None:
    line = json.loads((rough[1].folder.path / "sightings.jsonl").read_text().splitlines()[0])
    assert " ".join(line) == (
        "site ref url seen_at status title text phone city address age price posted account website category "
        "images content_sha256 record"
    )
    assert list(line["images"][0]) == ["url", "sha256", "record"]
    assert line["seen_at"].endswith("Z")


def test_every_sighting_points_at_the_bytes_it_was_read_from(rough: Any) -> None:
    _, crawled = rough
    pointers = [(ad.url, ad.record) for ad in crawled.by_ref().values() if "redirect" not in ad.url]
    pointers += [(image.url, image.record) for ad in crawled.by_ref().values() for image in ad.images if image.record]
    assert len(pointers) > 8
    for url, ref in pointers:
        assert _record(crawled, ref)[:2] == ("response", url)


def test_compressed_pages_are_kept_as_they_came_over_the_wire(rough: Any) -> None:
    assert _record(rough[1], rough[1].by_ref()["5"].record)[2].startswith(b"\x1f\x8b")


def test_pages_that_break_are_errors_and_the_crawl_goes_on(rough: Any) -> None:
    _, crawled = rough
    assert {ref for ref, ad in crawled.by_ref().items() if ad.status == "present"} == {
        "1",
        "3",
        "5",
        "11",
        "13",
        "14",
        "17",
    }
    assert crawled.errors() == {
        "half/2": "the answer was cut off",
        "bomb/4": "more than 10000000 bytes when unpacked",
        "bad-gzip/6": "cannot be unpacked (Error -3 while decompressing data: invalid block type)",
        "layout/9": "no ref, or neither title nor text, was found on the page",
        "big/10": "more than 10000000 bytes",
        "redirect-loop/12": "more than 5 redirects",
        "no-photo/14": "image: not a JPEG, PNG, WebP, AVIF or GIF",
        "drop/15": "the connection broke",
        "slow/16": "no answer in time",
    }


def test_a_run_in_which_many_ads_could_not_be_seen_is_short(rough: Any) -> None:
    manifest = rough[1].manifest
    assert (manifest.state, manifest.why) == ("short", "8 of 18 listed ads gave no answer to keep")


def test_a_dropped_connection_is_tried_three_times_and_never_on_the_quiet(rough: Any) -> None:
    assert rough[0].site.times["/drop/15"] == 3


def test_gone_ads_are_gone(rough: Any) -> None:
    seen = rough[1].by_ref()
    assert (seen["7"].status, seen["8"].status) == ("gone", "gone")


def test_an_ad_behind_a_redirect_keeps_the_address_that_the_listing_gave(rough: Any) -> None:
    proof, crawled = rough
    assert crawled.by_ref()["11"].url == f"{proof.site.base}/redirect/11"


def test_redirects_in_a_circle_end(rough: Any) -> None:
    assert rough[0].site.times["/redirect-loop/12"] == 6


def test_the_same_ad_under_two_addresses_is_one_sighting(rough: Any) -> None:
    refs = [sighting.ref for sighting in rough[1].folder.sightings()]
    assert len(refs) == len(set(refs))
    assert rough[1].manifest.counts.duplicates == 1


def test_wrongly_labelled_windows_1252_is_read_right(rough: Any) -> None:
    assert rough[1].by_ref()["13"].text == "café “Het Anker” voor € 5"


def test_what_is_no_photo_is_not_kept_as_one(rough: Any) -> None:
    image = rough[1].by_ref()["14"].images[0]
    assert (image.sha256, image.record) == (None, None)


def test_a_second_crawl_fetches_no_photo_again_and_sees_no_change(proof: Any) -> None:
    now = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)
    first = proof.crawl("/ad/1", "/ad/2", "/ad/3", "/ad/4", plan={"now": now})
    second = proof.crawl("/ad/1", "/ad/2", "/ad/3", plan={"now": now})
    before, after = first.by_ref()["1"], second.by_ref()["1"]
    assert proof.site.times["/photo/1"] == 1
    assert after.images == before.images
    assert after.content_sha256 == before.content_sha256, "the page's view counter is no change"
    assert (first.manifest.coverage, second.manifest.coverage) == (None, 0.75)
    assert [first.folder.path.name, second.folder.path.name] == ["20260302T031500Z", "20260302T031501Z"]
    assert 0 <= (before.seen_at - now).total_seconds() < 60


def test_fewer_ads_than_the_floor_is_a_short_run(proof: Any) -> None:
    crawled = proof.crawl("/ad/1", floor=2)
    assert (crawled.outcome.state, crawled.manifest.why) == ("short", "1 ads seen, the floor is 2")


def test_max_pages_ends_the_run_short(proof: Any) -> None:
    crawled = proof.crawl(*(f"/ad/{number}" for number in range(1, 9)), max_pages=4)
    assert (crawled.outcome.state, crawled.outcome.ads) == ("short", 3)


def test_a_site_that_is_down_is_a_failed_run(proof: Any) -> None:
    proof.site.listing = "drop"
    crawled = proof.crawl("/ad/1")
    assert (crawled.outcome.state, crawled.outcome.exit_code) == ("failed", 3)
    assert list(crawled.folder.sightings()) == []
    assert crawled.folder.record().state == "failed"
