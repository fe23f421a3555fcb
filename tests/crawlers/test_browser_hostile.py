"""Pages that want more than to be read, each between two that must be, in a real browser; told by the server's log,
the manifest, two sockets that must hear nothing, and a watch on the memory of all processes.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from crawlers.browser_memory import descendants, fair_bytes
from crawlers.chromium import find_chromium
from crawlers.sandbox import launcher, sandbox_works

pytestmark = pytest.mark.service

ELSEWHERE = "http://elsewhere.example"
SCRIPTS = {
    "alerts": "for (let i = 0; i < 50; i++) { alert(i); confirm(i); prompt(i); print() }",
    "leaving-asks": "addEventListener('beforeunload', (e) => { e.preventDefault(); e.returnValue = 'x' })",
    "windows": f"for (let i = 0; i < 20; i++) {{ window.open('/popup/' + i); window.open('{ELSEWHERE}/') }}",
    "frame-windows": (
        "const f = document.createElement('iframe'); document.body.append(f);"
        "for (let i = 0; i < 20; i++) { f.contentWindow.open('/popup/f' + i); f.contentWindow.alert(i) }"
    ),
    "link-window": (
        "const a = document.createElement('a'); a.target = '_blank'; a.href = '/popup/link';"
        "document.body.append(a); a.click()"
    ),
    "download": (
        "const a = document.createElement('a'); a.download = 'x.bin';"
        "a.href = URL.createObjectURL(new Blob([new Uint8Array(1e6)])); document.body.append(a); a.click();"
        "const b = document.createElement('a'); b.download = 'y'; b.href = '/file/1'; b.click();"
    ),
    "moves-to-file": "location.href = '/attachment/1'",
    "posts": (
        "navigator.sendBeacon('/beacon/1', 'x'); fetch('/fetch-post/1', {method: 'POST', body: 'x'}).catch(() => 0);"
        "fetch('/fetch-put/1', {method: 'PUT'}).catch(() => 0);"
        "fetch('/fetch-delete/1', {method: 'DELETE', keepalive: true}).catch(() => 0);"
        "const x = new XMLHttpRequest(); x.open('POST', '/xhr/1'); x.send('x');"
        "addEventListener('pagehide', () => navigator.sendBeacon('/beacon/2', 'x'))"
    ),
    "form": (
        "const f = document.createElement('form'); f.method = 'POST'; f.action = '/form-post/1';"
        "document.body.append(f); f.submit()"
    ),
    "form-button": (
        "document.body.insertAdjacentHTML('beforeend',"
        "'<form method=post action=/form-post/2><button></button></form>'"
        "+ '<form action=/form-get/1><button></button></form>');"
        "document.querySelectorAll('button').forEach((button) => button.click())"
    ),
    "socket": "new WebSocket('ws://' + location.host + '/socket-open/1'); new WebSocket('wss://elsewhere.example/2')",
    "worker": (
        "navigator.serviceWorker?.register('/worker-service/1').catch(() => 0);"
        "try { new SharedWorker('/worker-shared/1') } catch {}"
        'const code = \'fetch("\' + location.origin + \'/worker-fetch/1", {method: "POST"});'
        "new WebSocket(\"ws://' + location.host + '/worker-socket/1\")';"
        "try { new Worker(URL.createObjectURL(new Blob([code]))); new Worker('/worker-own/1') } catch {}"
    ),
    "peer": (
        "try { const p = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:UDP'},"
        "{urls: 'turn:127.0.0.1:TCP?transport=tcp', username: 'x', credential: 'x'}]});"
        "p.createDataChannel('x'); p.createOffer().then((offer) => p.setLocalDescription(offer)) } catch {}"
    ),
    "leaves": f"location.href = '{ELSEWHERE}/'; setTimeout(() => location.href = '{ELSEWHERE}/', 20)",
    "calls": "location.href = 'tel:0655500000'; location.href = 'mailto:x@elsewhere.example'",
    "reloads": "setInterval(() => location.reload(), 20)",
    "goes-back": (
        "history.back(); setTimeout(() => history.go(-1), 5);"
        "setInterval(() => history.pushState(0, '', '#' + Math.random()), 10)"
    ),
    "asks-forever": "let n = 0; setInterval(() => fetch('/data/' + n++).catch(() => 0), 1)",
    "says-forever": "setInterval(() => { for (let i = 0; i < 1000; i++) console.log('x'.repeat(1e4)) }, 1)",
    "images": f"new Image().src = '{ELSEWHERE}/x.png'; fetch('{ELSEWHERE}/y').catch(() => 0)",
    "stores": "localStorage.x = 1; sessionStorage.x = 1; document.cookie = 'x=1'; indexedDB.open('x')",
    "lies": (
        "Object.defineProperty(document, 'documentElement', {get: () => ({outerHTML: 'x'.repeat(5e6)})});"
        "Document.prototype.getElementsByTagName = () => []; Document.prototype.querySelector = () => null;"
        "document.body.insertAdjacentHTML('beforeend', '<img name=documentElement><img name=body>')"
    ),
}
HEAVY = {
    "alerts-forever": "for (;;) alert(1)",
    "endless": "for (;;) {}",
    "many-elements": "for (let i = 0; i < 300000; i++) document.body.append(document.createElement('i'))",
    "endless-text": "document.body.append('x'.repeat(12e6))",
    "heap": "const all = []; for (;;) all.push(new Array(1e5).fill(all.length))",
    "buffers": "const all = []; for (;;) all.push(new Uint8Array(1e6).fill(7))",
    "blobs": "const all = []; for (;;) all.push(new Blob([new Uint8Array(5e6).fill(7)]))",
}
HEADS = {
    "refresh": f'<meta http-equiv="refresh" content="0; url={ELSEWHERE}/">',
    "frame": f'<iframe src="{ELSEWHERE}/f"></iframe><iframe src="/frame/1"></iframe><object data="/object/1"></object>',
    "hints": f'<link rel="preconnect" href="{ELSEWHERE}"><link rel="prefetch" href="/popup/1">',
}
READ = (*SCRIPTS, *HEADS, "opener")
COSTLY = (*HEAVY, "attachment")
TRIED = (
    *("beacon", "fetch-post", "fetch-put", "fetch-delete", "xhr", "form-post", "form-get", "socket-open", "popup"),
    *("worker-", "file", "object"),
)


class Ears:
    """Two sockets on this machine at which nobody may knock."""

    def __init__(self) -> None:
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.tcp = socket.socket()
        for ear in (self.udp, self.tcp):
            ear.bind(("127.0.0.1", 0))
            ear.setblocking(False)
        self.tcp.listen()

    def heard(self) -> bool:
        return _succeeds(lambda: self.udp.recv(10)) or _succeeds(self.tcp.accept)

    def close(self) -> None:
        self.udp.close()
        self.tcp.close()


def _succeeds(act: Callable[[], object]) -> bool:
    try:
        act()
    except BlockingIOError:
        return False
    return True


def _page(number: str, *, head: str = "", script: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><h1>Advertentie {number}</h1>"
        f'<div class="text">Een verzonnen tekst.</div><script>{script}</script></body></html>'
    )


def _behaviours(ears: Ears) -> dict[str, Callable[[Any, str], None]]:
    def by(**said: str) -> Callable[[Any, str], None]:
        return lambda handler, number: handler.answer(_page(number, **said))

    def attachment(handler: Any, number: str) -> None:
        handler.answer(_page(number), Content_Disposition="attachment; filename=x.html")

    def opener(handler: Any, number: str) -> None:
        handler.answer(_page(number), Cross_Origin_Opener_Policy="same-origin", Refresh=f"0; url={ELSEWHERE}/")

    ports = {"UDP": str(ears.udp.getsockname()[1]), "TCP": str(ears.tcp.getsockname()[1])}
    pages = {name: by(script=_filled(script, ports)) for name, script in (SCRIPTS | HEAVY).items()}
    heads = {name: by(head=head) for name, head in HEADS.items()}
    return {**pages, **heads, "attachment": attachment, "opener": opener}


def _filled(script: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        script = script.replace(name, value)
    return script


class Watch:
    """The most bytes that the processes below this one held at once; what several have in common counts once."""

    def __init__(self) -> None:
        self.most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._ended.wait(0.1):
            self.most = max(self.most, sum(fair_bytes(process) for process in descendants(os.getpid())))

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._ended.set()
        self._thread.join()


class Drawn:
    """What one crawl of every hostile page came to: those that can be read in a row, each the neighbour of two, the
    others with an ordinary ad after each.
    """

    def __init__(self, proof: Any, ears: Ears) -> None:
        self.numbers = {name: str(number) for number, name in enumerate((*READ, *COSTLY), start=101)}
        sys.modules["misbehaviours"].BEHAVIOURS.update(_behaviours(ears))
        self.neighbours = [str(number) for number in range(1, len(COSTLY) + 2)]
        costly = [
            path for name, ad in zip(COSTLY, self.neighbours, strict=False) for path in (self.path(name), f"/ad/{ad}")
        ]
        paths = [*costly, *(self.path(name) for name in READ), f"/ad/{self.neighbours[-1]}"]
        began = time.monotonic()
        with Watch() as watch, _temporary() as self.left_behind:
            self.crawled = proof.crawl(*paths, render="browser", plan={"timeout_s": 5.0}, delay=0)
        self.seconds, self.most = time.monotonic() - began, watch.most
        self.site, self.ears = proof.site, ears
        self.ads = self.crawled.by_ref()

    def path(self, name: str) -> str:
        return f"/{name}/{self.numbers[name]}"

    def asked(self, name: str) -> list[str]:
        return [path for path in self.site.paths() if path.startswith(f"/{name}/")]


@contextmanager
def _temporary() -> Iterator[list[Path]]:
    """A folder for temporary files, open to the user that the browser is; what is left in it comes out at the end."""
    folder, left = Path(tempfile.mkdtemp()), list[Path]()
    folder.chmod(0o1777)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("TMPDIR", str(folder))
        yield left
    left += folder.rglob("*")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def drawn(make_proof: Callable[[], Any]) -> Iterator[Drawn]:
    if find_chromium() is None:
        pytest.skip("no Chromium on this machine")
    with ExitStack() as closing:
        ears = Ears()
        closing.callback(ears.close)
        yield Drawn(make_proof(), ears)


def test_every_neighbour_of_a_hostile_page_is_read(drawn: Drawn) -> None:
    read = {number: drawn.ads[number].title for number in drawn.neighbours if number in drawn.ads}
    assert read == {number: f"Advertentie {number}" for number in drawn.neighbours}, drawn.crawled.errors()


@pytest.mark.parametrize("name", READ)
def test_what_does_not_hinder_reading_costs_no_ad(drawn: Drawn, name: str) -> None:
    number = drawn.numbers[name]
    assert number in drawn.ads, drawn.crawled.errors()
    assert (drawn.ads[number].title, drawn.ads[number].text) == (f"Advertentie {number}", "Een verzonnen tekst.")


@pytest.mark.parametrize("name", COSTLY)
def test_what_hinders_reading_is_one_recorded_error_and_asked_for_once(drawn: Drawn, name: str) -> None:
    assert drawn.path(name).strip("/") in drawn.crawled.errors()
    assert drawn.asked(name).count(drawn.path(name)) == 1


def test_charter_04_hostile_pages_are_asked_for_one_thing_at_a_time(drawn: Drawn) -> None:
    assert drawn.site.most_at_once() == 1


def test_charter_05_only_get_leaves_whatever_a_page_tries(drawn: Drawn) -> None:
    assert {seen.method for seen in drawn.site.seen} == {"GET"}
    assert not [seen for seen in drawn.site.seen if "upgrade" in seen.headers]
    assert not [path for path in drawn.site.paths() if path.strip("/").startswith(TRIED)]
    assert drawn.crawled.manifest.counts.blocked_methods >= 8


def test_charter_01_nothing_but_the_sites_own_client_speaks_to_the_network(drawn: Drawn) -> None:
    assert not drawn.ears.heard()
    assert {seen.headers["host"] for seen in drawn.site.seen} == {drawn.site.base.removeprefix("http://")}


def test_other_hosts_and_windows_are_counted(drawn: Drawn) -> None:
    counts = drawn.crawled.manifest.counts
    assert counts.blocked_hosts >= 4
    assert counts.blocked_windows >= 50


def test_a_page_that_asks_or_moves_forever_is_bounded(drawn: Drawn) -> None:
    assert 0 < len(drawn.asked("data")) <= 200
    assert 0 < len(drawn.asked("reloads")) <= 4


def test_memory_hogs_stay_below_what_a_crawl_may_take(drawn: Drawn) -> None:
    assert "memory" in drawn.crawled.errors()[f"buffers/{drawn.numbers['buffers']}"]
    assert 100_000_000 < drawn.most < 900_000_000


def test_a_hostile_page_costs_seconds(drawn: Drawn) -> None:
    assert drawn.seconds < 12 * len(HEAVY) + 4 * (len(READ) + len(drawn.neighbours))


def test_nothing_is_downloaded_and_nothing_is_left_behind(drawn: Drawn) -> None:
    kept = [file.name for file in Path(drawn.crawled.outcome.run).iterdir()]
    assert not [
        name
        for name in kept
        if not name.startswith(("pages-", "sightings", "images", "manifest", "answers", "records"))
    ]
    assert drawn.left_behind == []


def test_what_is_started_as_the_browser_has_no_network_where_the_kernel_allows_it() -> None:
    program = Path(shutil.which("cat") or "")
    if not sandbox_works(program):
        pytest.skip("the kernel allows no namespaces here")
    told = subprocess.run([launcher(program), "/proc/net/dev"], capture_output=True, text=True, check=True)
    assert [line.split(":")[0].strip() for line in told.stdout.splitlines()[2:]] == ["lo"]
