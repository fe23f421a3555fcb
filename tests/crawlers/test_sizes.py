"""What is too much ends in a recorded error before memory is spent, and the crawl goes on."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from crawlers.ad_page import read_ad
from crawlers.job import CrawlJob
from crawlers.page import MAX_PAGE_BYTES, Page
from crawlers.run_folder import RunFolder
from crawlers.site_file import AdFields
from crawlers.visible_text import visible_text

_PEAK_MB = 400
_ADS = (
    "/gzip-bomb/1 /nested-bomb/2 /brotli-bomb/3 /zstd-bomb/4 /ad/5 /sixty-megabytes/6 /drip/7 /chunks/8 /ad/9 "
    "/many-cookies/10 /endless-headers/11 /tags/12 /deep/13 /deep-json/14 /ad/15 /long-text/16 /many-texts/17 "
    "/huge-pixels/18 /ad/19"
)


@pytest.fixture(scope="module")
def large(make_proof: Callable[[], Any]) -> Any:
    """One crawl of all that is too much, ordinary ads in between, and the peak memory of its process in MB."""
    proof = make_proof()
    proof.site.ads = _ADS.split(" ")
    return proof, *_crawl_alone(CrawlJob(str(proof.site_file()), str(proof.folder / "runs"), timeout_s=1.5))


def _crawl_alone(job: CrawlJob) -> tuple[RunFolder, float]:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-m", "crawlers.process"], stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(job.to_line() + "\n")
        process.stdin.flush()
        peak, over = [0.0], Event()
        watch = Thread(target=_watch, args=(process.pid, peak, over))
        watch.start()
        last = process.stdout.read().splitlines()[-1]
        over.set()
        watch.join()
    return RunFolder(Path(json.loads(last)["run"])), peak[0]


def _watch(pid: int, peak: list[float], over: Event) -> None:
    """Keep the highest mark of the process's memory in MB; wait4's would begin with that of the process that forked."""
    while not over.wait(0.05):
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        peak[0] = max(peak[0], int(found[1]) / 1024) if found else peak[0]


def test_all_that_is_too_much_is_an_error_in_words(large: Any) -> None:
    proof, run, _ = large
    told = {error.url.removeprefix(proof.site.base): error.what for error in run.manifest.errors}
    unread = "no ref, or neither title nor text, was found on the page"
    assert told == {
        "/gzip-bomb/1": "more than 10000000 bytes when unpacked",
        "/nested-bomb/2": "more than 10000000 bytes when unpacked",
        "/brotli-bomb/3": "packed as 'br', which was not asked for",
        "/zstd-bomb/4": "packed as 'zstd', which was not asked for",
        "/sixty-megabytes/6": "more than 10000000 bytes",
        "/drip/7": "no answer in time",
        "/chunks/8": "more than 10000000 bytes",
        "/many-cookies/10": "more than 65536 bytes of headers",
        "/endless-headers/11": "more than 65536 bytes of headers",
        "/tags/12": f"more than {MAX_PAGE_BYTES} bytes of page",
        "/deep/13": unread,
        "/deep-json/14": unread,
        "/huge-image/18": "image: 30000 x 30000 pixels, more than 60 million",
    }


def test_the_crawl_goes_on_after_each(large: Any) -> None:
    present = {sighting.ref for sighting in large[1].sightings() if sighting.status == "present"}
    assert present == {"5", "9", "15", "16", "17", "18", "19"}


def test_the_memory_of_the_process_stays_bounded(large: Any) -> None:
    assert 0 < large[2] < _PEAK_MB


def test_no_cookie_comes_back(large: Any) -> None:
    proof = large[0]
    assert not any("cookie" in seen.headers for seen in proof.site.seen)


def test_one_page_has_one_limit_of_time_over_all_its_tries_and_redirects(proof: Any) -> None:
    crawled = proof.crawl("/slow-hop/1", "/drip/20", "/ad/30", plan={"timeout_s": 1.5})
    assert crawled.errors() == dict.fromkeys(("slow-hop/1", "drip/20"), "no answer in time")
    hops = [seen for seen in proof.site.seen if seen.path.startswith("/slow-hop")]
    drips = [seen for seen in proof.site.seen if seen.path.startswith("/drip")]
    assert (len(hops), len(drips)) == (3, 2)
    assert crawled.by_ref()["30"].status == "present"


def test_a_host_that_answers_amiss_is_left_later_than_one_that_fails(proof: Any) -> None:
    amiss = [f"/brotli-bomb/{number}" for number in range(1, 8)]
    assert proof.crawl(*amiss, "/ad/9").by_ref()["9"].status == "present"
    many = [f"/brotli-bomb/{number}" for number in range(1, 40)]
    ended = proof.crawl(*many, "/ad/99")
    assert ended.manifest.why.startswith("25 answers in a row were none to keep, the last: packed as 'br'")
    assert "/ad/99" not in proof.site.paths()


def test_texts_are_cut_to_what_an_ad_can_say(large: Any) -> None:
    seen = {sighting.ref: sighting for sighting in large[1].sightings()}
    assert len(seen["16"].text) == 100_000
    assert len(seen["17"].text) == 100_000


def test_fields_on_one_line_and_lists_are_cut() -> None:
    body = b"<h1>" + b"t" * 50_000 + b"</h1>" + b"<p class=price>60</p>" * 5_000 + b'<img src="/f.jpg">'
    fields = AdFields.model_validate({"ref": {"url": r"(\d+)$"}, "title": "h1", "price": ".price", "images": "img"})
    found = read_ad(fields, Page("http://a.example/7", 200, {}, body))
    assert (len(found["title"]), len(found["price"]), len(found["images"])) == (1_000, 100, 1)


def test_a_page_that_is_overgrown_has_no_tree_and_no_json() -> None:
    assert Page("http://a.example/", 200, {}, b"<p>x</p>" * (MAX_PAGE_BYTES // 8)).root is not None
    assert Page("http://a.example/", 200, {}, b"<p>x</p>" * (MAX_PAGE_BYTES // 8 + 1)).root is None
    assert Page("http://a.example/", 200, {}, b"[" + b"1," * (MAX_PAGE_BYTES // 2) + b"1]").json is None
    assert Page("http://a.example/", 200, {}, b"[" * 200_000).json is None


@pytest.mark.parametrize("deep", [200, 2_000, 100_000])
def test_text_is_read_however_deep_it_stands(deep: int) -> None:
    page = Page("http://a.example/", 200, {}, b"<p>boven</p>" + b"<div>" * deep + b"<b>diep</b>")
    assert visible_text(page.root).startswith("boven")


def test_what_stands_after_the_end_of_the_page_is_read_as_a_browser_shows_it() -> None:
    page = Page("http://a.example/", 200, {}, b"<html><body><h1>Noor</h1></body></html><p>Bel <b>gerust</b></p>")
    assert visible_text(page.root) == "Noor\nBel gerust"
