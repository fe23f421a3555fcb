"""Pages that want more than to be read, in a real browser; shown by the server's log, the manifest and a watch.

A probe, run by hand (`pytest tests/crawlers/hostile_pages_probe.py`), not with the suite: what Chromium does with such
pages in a crowd is not the same on every run, and some of them still cost their neighbours.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawlers.browser_memory import descendants, own_bytes
from crawlers.chromium import find_chromium

pytestmark = pytest.mark.service

ELSEWHERE = "http://elsewhere.example"
SCRIPTS = {
    "alerts": "for (let i = 0; i < 50; i++) { alert(i); confirm(i); prompt(i) }",
    "alerts-forever": "for (;;) alert(1)",
    "leaving-asks": "addEventListener('beforeunload', (e) => { e.preventDefault(); e.returnValue = 'x' })",
    "windows": f"for (let i = 0; i < 20; i++) {{ window.open('/popup/' + i); window.open('{ELSEWHERE}/') }}",
    "download": (
        "const a = document.createElement('a'); a.download = 'x.bin';"
        "a.href = URL.createObjectURL(new Blob([new Uint8Array(1e6)])); document.body.append(a); a.click();"
        "const b = document.createElement('a'); b.download = 'y'; b.href = '/file/1'; b.click();"
    ),
    "posts": (
        "navigator.sendBeacon('/beacon/1', 'x'); fetch('/fetch-post/1', {method: 'POST', body: 'x'}).catch(() => 0);"
        "fetch('/fetch-put/1', {method: 'PUT'}).catch(() => 0);"
        "fetch('/fetch-delete/1', {method: 'DELETE'}).catch(() => 0);"
        "const x = new XMLHttpRequest(); x.open('POST', '/xhr/1'); x.send('x');"
    ),
    "form": (
        "const f = document.createElement('form'); f.method = 'POST'; f.action = '/form-post/1';"
        "document.body.append(f); f.submit();"
    ),
    "socket": "new WebSocket('ws://' + location.host + '/socket-open/1'); new WebSocket('wss://elsewhere.example/socket/2')",
    "worker": (
        "navigator.serviceWorker?.register('/worker-service/1').catch(() => 0);"
        "try { new SharedWorker('/worker-shared/1') } catch {}"
        'const code = \'fetch("\' + location.origin + \'/worker-fetch/1", {method: "POST"});'
        "new WebSocket(\"ws://' + location.host + '/worker-socket/1\")';"
        "try { new Worker(URL.createObjectURL(new Blob([code]))); new Worker('/worker-own/1') } catch {}"
    ),
    "leaves": f"setTimeout(() => location.href = '{ELSEWHERE}/', 50)",
    "reloads": "setInterval(() => location.reload(), 20)",
    "asks-forever": "let n = 0; setInterval(() => fetch('/data/' + n++).catch(() => 0), 1)",
    "images": f"new Image().src = '{ELSEWHERE}/x.png'; fetch('{ELSEWHERE}/y').catch(() => 0)",
    "many-elements": "for (let i = 0; i < 300000; i++) document.body.append(document.createElement('i'))",
    "endless-text": "document.body.append('x'.repeat(12e6))",
    "heap": "const all = []; for (;;) all.push(new Array(1e5).fill(all.length))",
    "buffers": "const all = []; for (;;) all.push(new Uint8Array(1e6).fill(7))",
}
HEADS = {
    "refresh": f'<meta http-equiv="refresh" content="0; url={ELSEWHERE}/">',
    "frame": f'<iframe src="{ELSEWHERE}/f"></iframe><iframe src="/frame/1"></iframe><object data="/object/1"></object>',
}


def _page(number: str, *, head: str = "", script: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><h1>Advertentie {number}</h1>"
        f'<div class="text">Een verzonnen tekst.</div><script>{script}</script></body></html>'
    )


def _attachment(handler: Any, number: str) -> None:
    handler.answer(_page(number), Content_Disposition="attachment; filename=x.html")


def _behaviours() -> dict[str, Callable[[Any, str], None]]:
    def by(**said: str) -> Callable[[Any, str], None]:
        return lambda handler, number: handler.answer(_page(number, **said))

    pages = {name: by(script=script) for name, script in SCRIPTS.items()}
    return {**pages, **{name: by(head=head) for name, head in HEADS.items()}, "attachment": _attachment}


class Watch:
    """The most bytes that the processes below this one held, sampled while it lasts."""

    def __init__(self) -> None:
        self.most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._ended.wait(0.2):
            self.most = max(self.most, sum(own_bytes(process) for process in descendants(os.getpid())))

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._ended.set()
        self._thread.join()


@pytest.fixture(scope="module")
def drawn(make_proof: Callable[[], Any]) -> Any:
    """One crawl of every hostile page, the ordinary ad last."""
    if find_chromium() is None:
        pytest.skip("no Chromium on this machine")
    proof = make_proof()
    sys.modules["misbehaviours"].BEHAVIOURS.update(_behaviours())
    paths = [f"/{name}/{number}" for number, name in enumerate(_behaviours(), start=101)]
    began = time.monotonic()
    with Watch() as watch:
        crawled = proof.crawl(*paths, "/ad/1", render="browser", plan={"timeout_s": 3.0}, delay=0)
    return proof, crawled, time.monotonic() - began, watch


def _number(name: str) -> str:
    return str(101 + list(_behaviours()).index(name))


def _failed(drawn: Any) -> dict[str, str]:
    errors = drawn[1].errors()
    return {name: errors[f"{name}/{_number(name)}"] for name in _behaviours() if f"{name}/{_number(name)}" in errors}


def test_the_crawl_goes_on_to_its_end(drawn: Any) -> None:
    _, crawled, seconds, _ = drawn
    assert crawled.by_ref()["1"].status == "present"
    assert crawled.manifest.counts.listed == len(_behaviours()) + 1
    assert seconds < 10 * len(_behaviours())


@pytest.mark.parametrize(
    "name",
    ["alerts", "leaving-asks", "posts", "socket", "worker", "leaves", "reloads", "images", "refresh"],
)
def test_what_does_not_hinder_reading_costs_no_ad(drawn: Any, name: str) -> None:
    ad = drawn[1].by_ref()[_number(name)]
    assert (ad.title, ad.text) == (f"Advertentie {_number(name)}", "Een verzonnen tekst.")


@pytest.mark.parametrize("name", ["alerts-forever", "heap", "buffers", "many-elements", "endless-text", "attachment"])
def test_what_hinders_reading_is_one_recorded_error(drawn: Any, name: str) -> None:
    assert name in _failed(drawn), drawn[1].errors()


def test_charter_05_only_get_leaves_whatever_a_page_tries(drawn: Any) -> None:
    proof, crawled, _, _ = drawn
    assert {seen.method for seen in proof.site.seen} <= {"GET", "HEAD"}
    assert not [seen for seen in proof.site.seen if "upgrade" in seen.headers]
    tried = ("beacon", "fetch-post", "fetch-put", "fetch-delete", "xhr", "form-post", "socket-open", "popup", "worker-")
    assert not [path for path in proof.site.paths() if path.strip("/").startswith(tried)]
    assert crawled.manifest.counts.blocked_methods >= 8


def test_other_hosts_and_windows_are_counted(drawn: Any) -> None:
    counts = drawn[1].manifest.counts
    assert counts.blocked_hosts >= 4
    assert counts.blocked_windows >= 50


def test_a_page_that_asks_or_moves_forever_is_bounded(drawn: Any) -> None:
    proof, _, _, _ = drawn
    asked = [path for path in proof.site.paths() if path.startswith("/data/")]
    assert len(asked) <= 250
    moved = [path for path in proof.site.paths() if path.startswith("/reloads/")]
    assert len(moved) <= 4


def test_a_memory_hog_costs_its_page_and_stays_small(drawn: Any) -> None:
    assert "memory" in _failed(drawn)["buffers"]
    assert drawn[3].most < 1_600_000_000


def test_nothing_is_downloaded(drawn: Any) -> None:
    kept = [file.name for file in Path(drawn[1].outcome.run).iterdir()]
    assert not [name for name in kept if not name.startswith(("pages-", "sightings", "images", "manifest", "answers"))]
