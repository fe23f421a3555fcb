"""What a page is, by crawls of a real server: gone, not public, the same under another address, unchanged."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers.run_folder import RunFolder

_SIGNS = '[signs]\ngone = ".verlopen"\nnot_public = ".leden"\n'
_NOW = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)


def _records(run: RunFolder) -> list[Any]:
    """Type, address and headers of every record of a run, with the HTTP status where there is one."""
    found = []
    for file in sorted(run.path.glob("*.warc.gz")):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                told = record.rec_headers
                status = record.http_headers.get_statuscode() if record.http_headers else ""
                found.append((record.rec_type, str(told.get_header("WARC-Target-URI")), status, told))
    return found


@pytest.fixture(scope="module")
def kinds(make_proof: Callable[[], Any]) -> Any:
    """One crawl of pages of every kind on a site that answers 200 for what is not there."""
    proof = make_proof()
    return proof, proof.crawl(
        "/soft/1",
        "/soft/102",
        "/soft/103",
        "/soft/4",
        "/missing/5",
        "/410/6",
        "/sold/7",
        "/members/8",
        "/header-login/9",
        "/contact-captcha/10",
        "/login-text/11",
        "/challenge/12",
        "/not-free/13",
        "/unauthorised/14",
        "/pay/15",
        "/to-login/16",
        "/captcha/17",
        "/form-beside-ad/18",
        more=_SIGNS,
    )


def test_what_is_not_there_is_known_by_its_likeness_to_the_page_for_that(kinds: Any) -> None:
    _, crawled = kinds
    statuses = {ref: sighting.status for ref, sighting in crawled.by_ref().items()}
    assert [statuses[ref] for ref in ("1", "4")] == ["present", "present"]
    assert [statuses[ref] for ref in ("102", "103", "5", "6")] == ["gone"] * 4
    assert crawled.by_ref()["102"].record is not None


def test_the_not_found_page_is_asked_for_once_a_run(kinds: Any) -> None:
    proof, crawled = kinds
    assert [path for path in proof.site.paths() if "999999999" in path] == ["/soft/999999999"]
    assert crawled.manifest.not_found == f"told by likeness, {proof.site.base}/soft/999999999 answered 200"


def test_the_signs_of_a_site_file_tell_what_is_gone_and_what_is_not_public(kinds: Any) -> None:
    seen = kinds[1].by_ref()
    assert (seen["7"].status, seen["7"].text) == ("gone", "")
    assert (seen["8"].status, seen["8"].text) == ("not_public", "")


def test_charter_02_every_kind_of_wall_is_not_public(kinds: Any) -> None:
    seen = kinds[1].by_ref()
    assert {ref: seen[ref].status for ref in map(str, range(11, 18))} == dict.fromkeys(
        map(str, range(11, 18)), "not_public"
    )


def test_a_small_log_in_box_or_a_captcha_at_a_contact_form_is_no_wall(kinds: Any) -> None:
    seen = kinds[1].by_ref()
    assert [seen[ref].status for ref in ("9", "10", "18")] == ["present"] * 3


def test_a_not_found_page_that_shows_other_things_each_time_is_known_by_what_it_says(proof: Any) -> None:
    seen = proof.crawl("/soft-beside/1", "/soft-beside/102").by_ref()
    assert (seen["1"].status, seen["102"].status) == ("present", "gone")


def test_what_leads_home_is_gone(proof: Any) -> None:
    crawled = proof.crawl("/soft-home/1", "/soft-home/102")
    seen = crawled.by_ref()
    assert (seen["1"].status, seen["102"].status) == ("present", "gone")


def test_what_leads_to_the_front_page_is_gone_though_the_site_says_404_elsewhere(proof: Any) -> None:
    crawled = proof.crawl("/ad/1", "/to-front/2")
    assert (crawled.by_ref()["1"].status, crawled.by_ref()["2"].status) == ("present", "gone")
    assert crawled.manifest.not_found.startswith("told by its status")


def test_a_site_that_shows_an_ad_for_whatever_is_asked_makes_no_ad_gone(proof: Any) -> None:
    crawled = proof.crawl("/soft-ad/1", "/soft-ad/2", "/soft-ad/3")
    assert [sighting.status for sighting in crawled.folder.sightings()] == ["present"] * 3
    assert crawled.manifest.not_found.startswith("not known, an ad is shown")


@pytest.mark.parametrize("kind", ["any", "any-bare"])
def test_a_site_that_draws_an_ad_for_any_number_makes_no_ad_gone(proof: Any, kind: str) -> None:
    crawled = proof.crawl(f"/{kind}/1", f"/{kind}/2", f"/{kind}/3")
    assert [sighting.status for sighting in crawled.folder.sightings()] == ["present"] * 3


def test_charter_22_a_new_layout_on_such_a_site_is_no_disappearance(proof: Any) -> None:
    crawled = proof.crawl("/any-layout/1", "/any-layout/2", "/any-layout/3")
    assert (crawled.manifest.counts.gone, crawled.manifest.counts.failed) == (0, 3)
    assert crawled.manifest.state == "short"


def test_a_site_that_says_404_needs_no_likeness(proof: Any) -> None:
    crawled = proof.crawl("/ad/1")
    assert crawled.manifest.not_found == f"told by its status, {proof.site.base}/ad/999999999 answered 404"


def test_addresses_with_one_canonical_address_are_one_ad(proof: Any) -> None:
    crawled = proof.crawl("/canonical/70", "/canonical/71", "/ad/1")
    assert set(crawled.by_ref()) == {"7", "1"}
    assert crawled.manifest.counts.duplicates == 1


def test_a_canonical_address_that_every_ad_claims_joins_nothing(proof: Any) -> None:
    crawled = proof.crawl("/false-canonical/1", "/false-canonical/2", "/false-canonical/3")
    assert crawled.manifest.counts.present == 3
    assert {"2", "3"} < set(crawled.by_ref())


def test_a_ref_that_was_met_is_not_asked_for_under_a_second_address(proof: Any) -> None:
    crawled = proof.crawl("/ad/1", "/redirect/1", "/for-others/1")
    assert crawled.manifest.counts.duplicates == 2
    assert "/redirect/1" not in proof.site.paths()


@pytest.fixture(scope="module")
def twice(make_proof: Callable[[], Any]) -> Any:
    """Two crawls of a site that says what did not change."""
    proof = make_proof()
    ads = ("/etag/1", "/modified/2", "/steady/3", "/ad/4")
    return proof, *(proof.crawl(*ads, plan={"now": _NOW + timedelta(days=day)}) for day in (0, 1))


def test_an_unchanged_page_gives_the_sighting_of_before(twice: Any) -> None:
    _, first, second = twice
    for ref in "12":
        before, after = first.by_ref()[ref], second.by_ref()[ref]
        assert (after.status, after.title, after.text, after.images) == (
            "present",
            before.title,
            before.text,
            before.images,
        )
        assert (after.content_sha256, after.record) == (before.content_sha256, before.record)
        assert after.seen_at - before.seen_at > timedelta(hours=23)
    assert second.manifest.counts.unchanged == 2
    assert second.manifest.counts.present == 4


def test_an_unchanged_page_is_kept_as_a_revisit_record(twice: Any) -> None:
    proof, _, second = twice
    revisits = {
        url.removeprefix(proof.site.base): (status, told)
        for kind, url, status, told in _records(second.folder)
        if kind == "revisit"
    }
    assert {path: status for path, (status, _) in revisits.items()} == {
        "/etag/1": "304",
        "/modified/2": "304",
        "/steady/3": "200",
    }
    profile = revisits["/etag/1"][1].get_header("WARC-Profile")
    assert profile == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert revisits["/steady/3"][1].get_header("WARC-Profile").endswith("identical-payload-digest")
    for path, (_, told) in revisits.items():
        assert told.get_header("WARC-Refers-To-Target-URI") == proof.site.base + path
        assert told.get_header("WARC-Refers-To-Date") < told.get_header("WARC-Date")


def test_the_conditions_are_sent_only_once_something_is_known(twice: Any) -> None:
    proof = twice[0]
    asked = [seen.headers for seen in proof.site.seen if seen.path == "/etag/1"]
    assert ["if-none-match" in headers for headers in asked] == [False, True]


def test_a_third_crawl_still_repeats_the_first_and_its_evidence_is_still_that_of_the_first(proof: Any) -> None:
    crawls = [proof.crawl("/etag/1", plan={"now": _NOW + timedelta(days=day)}) for day in (0, 1, 2)]
    assert [crawled.manifest.counts.unchanged for crawled in crawls] == [0, 1, 1]
    assert len({crawled.by_ref()["1"].record for crawled in crawls}) == 1


@pytest.mark.parametrize("why", ["old", "another site file", "evidence gone", "answers torn"])
def test_a_page_is_read_anew_where_the_past_does_not_hold(proof: Any, why: str) -> None:
    first = proof.crawl("/etag/1", plan={"now": _NOW})
    later = _NOW + timedelta(days=31 if why == "old" else 1)
    if why == "evidence gone":
        next(first.folder.path.glob("*.warc.gz")).unlink()
    if why == "answers torn":
        (first.folder.path / "answers.jsonl").write_text('{"url": "http')
    more = "# anders\n" if why == "another site file" else ""
    second = proof.crawl("/etag/1", plan={"now": later}, more=more)
    assert (second.manifest.counts.unchanged, second.manifest.counts.present) == (0, 1)
    assert second.by_ref()["1"].record.file.startswith(second.folder.path.name)


def test_an_ad_in_other_clothes_means_the_same(proof: Any) -> None:
    first, second = (proof.crawl("/moved-markup/1") for _ in range(2))
    before, after = first.by_ref()["1"], second.by_ref()["1"]
    assert before.images != after.images
    assert after.content_sha256 == before.content_sha256
