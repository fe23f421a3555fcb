"""A small loopback site of invented ads whose addresses are named misbehaviours, and a log of every request.

In: which addresses its listing shows, what its robots.txt says. Out: `/ad/1` is an ordinary ad, `/drop/2` hangs up,
`/half/3` is cut off, `/login/4` is a wall, and so on: the first part of an address says what happens there.
"""

import gzip
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any

NOWHERE = "999999999"
SAME_EVERYWHERE = {"soft", "soft-beside", "soft-home", "soft-ad", "any", "any-bare", "any-layout"}
ELSEWHERE = "http://elsewhere.example/ad/1"


@dataclass(frozen=True)
class Seen:
    """One request as it arrived, names of headers in lower case; `at` and `until` in seconds of a clock."""

    method: str
    path: str
    headers: dict[str, str]
    at: float
    until: float


@dataclass
class Site:
    """What the site shows and what it saw."""

    ads: list[str] = field(default_factory=list)
    robots: tuple[int, str] = (404, "")
    listing: str = "ok"
    seen: list[Seen] = field(default_factory=list)
    times: Counter[str] = field(default_factory=Counter)
    base: str = ""
    slow_s: float = 5.0
    targets: list[str] = field(default_factory=list)
    server: ThreadingHTTPServer | None = None

    def open(self) -> None:
        """Answer on the port of before, a free one at first."""
        port = int(self.base.rpartition(":")[2]) if self.base else 0
        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.server.site = self  # type: ignore[attr-defined]
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"

    def close(self) -> None:
        """Be gone, as a network may be: nothing connects, and what is connected is hung up on."""
        if self.server is not None:
            server, self.server = self.server, None
            server.shutdown()
            server.server_close()

    def paths(self, method: str = "GET") -> list[str]:
        """The addresses asked for, in order of arrival."""
        return [seen.path for seen in sorted(self.seen, key=lambda one: one.at) if seen.method == method]

    def gaps(self) -> list[float]:
        """Seconds from the end of each request to the start of the next."""
        ordered = sorted(self.seen, key=lambda one: one.at)
        return [after.at - before.until for before, after in pairwise(ordered)]

    def most_at_once(self) -> int:
        """How many requests were in hand at the busiest moment."""
        moments = sorted([(seen.at, 1) for seen in self.seen] + [(seen.until, -1) for seen in self.seen])
        running = most = 0
        for _, step in moments:
            running += step
            most = max(most, running)
        return most


class Handler(BaseHTTPRequestHandler):
    """One connection; the server carries the site."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    site: Site

    def setup(self) -> None:
        super().setup()
        self.site = self.server.site  # type: ignore[attr-defined]

    def log_message(self, *_: Any) -> None:
        """The log is the site's own."""

    def do_GET(self) -> None:
        if self.site.server is None:
            return self.hang_up()
        at = time.monotonic()
        self.site.times[self.path] += 1
        until = 0.0
        try:
            self._behave()
            until = time.monotonic()  # whoever has the whole answer may ask again before this thread goes on
            self.wfile.flush()
        finally:
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.site.seen.append(Seen(self.command, self.path, headers, at, until or time.monotonic()))

    do_HEAD = do_POST = do_PUT = do_GET  # noqa: N815 - the names that the standard library calls

    def _behave(self) -> None:
        kind, _, number = self.path.strip("/").partition("/")
        nowhere = number == NOWHERE and kind not in SAME_EVERYWHERE
        if self.path == "/robots.txt":
            status, text = self.site.robots
            headers = {"Location": text} if status in (301, 302, 307) else {}
            self.answer(text, status, kind="text/plain", **headers)
        elif self.path.startswith("/?") or self.path == "/":
            self._list()
        else:
            (gone if nowhere else BEHAVIOURS.get(kind, gone))(self, number)

    def _list(self) -> None:
        if self.site.listing != "ok":
            return BEHAVIOURS[self.site.listing](self, "0")
        links = "".join(f'<li><a class="ad" href="{path}">ad</a></li>' for path in self.site.ads)
        return self.answer(f"<html><body><ul>{links}</ul></body></html>")

    def answer(
        self, body: str | bytes, status: int = 200, *, kind: str = "text/html; charset=utf-8", **headers: str
    ) -> None:
        """Send one whole answer; underscores in names of headers become hyphens."""
        raw = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(raw)

    def hang_up(self) -> None:
        """Close the connection at once."""
        self.close_connection = True
        self.connection.close()


def ad_page(number: str, *, head: str = "", age: str = "31 jaar", text: str = "", photos: str | None = None) -> str:
    """The page of an invented ad."""
    shown = f'<img class="photo" src="/photo/{number}">' if photos is None else photos
    said = text or f"Rustige massage in een verzonnen stad.<br>Bel 06 5550 {int(number or 0):04d}."
    return (
        f"<!DOCTYPE html><html><head><title>x</title>{head}</head><body><h1>Advertentie {number}</h1>"
        f'<div class="text">{said}</div><p class="city">Zwolle</p><p class="age">{age}</p>'
        f'<ul><li class="price">€ 100</li></ul><p class="views">Bekeken: {time.monotonic_ns()}</p>{shown}</body></html>'
    )


def photo(number: int) -> bytes:
    """A PNG of one grey pixel row, different for every number."""
    width = 8
    raw = b"\0" + bytes((number * 7 + step) % 256 for step in range(width))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(raw)), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def gone(handler: Handler, _number: str) -> None:
    handler.answer("<h1>Niet gevonden</h1>", 404)


def _half(handler: Handler, number: str) -> None:
    raw = ad_page(number).encode()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(raw) * 2))
    handler.end_headers()
    handler.wfile.write(raw)
    handler.hang_up()


def _slow(handler: Handler, number: str) -> None:
    time.sleep(handler.site.slow_s)
    handler.answer(ad_page(number))


def _redirect(target: Callable[[str], str]) -> Callable[[Handler, str], None]:
    return lambda handler, number: handler.answer("", 302, Location=target(number))


def _pushes_back_once(handler: Handler, number: str) -> None:
    if handler.site.times[handler.path] == 1:
        handler.answer("later", 429, Retry_After="1")
    else:
        handler.answer(ad_page(number))


def _hop(handler: Handler, number: str) -> None:
    """So many redirects, then the rules of a robots.txt."""
    if int(number):
        handler.answer("", 302, Location=f"/hop/{int(number) - 1}")
    else:
        handler.answer("User-agent: *\nDisallow: /ad/2\n", kind="text/plain")


@cache
def _packed_bomb() -> bytes:
    return gzip.compress(b"\0" * 12_000_000, 1)


def _bomb(handler: Handler, _number: str) -> None:
    handler.answer(_packed_bomb(), Content_Encoding="gzip")


def _big(handler: Handler, _number: str) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(120):
        handler.wfile.write(b"\0" * 100_000)
    handler.hang_up()


def _page(make: Callable[[str], str]) -> Callable[[Handler, str], None]:
    return lambda handler, number: handler.answer(make(number))


def _status(status: int, **headers: str) -> Callable[[Handler, str], None]:
    return lambda handler, _number: handler.answer("", status, **headers)


_LOGIN = '<h1>Inloggen</h1><form method="post"><input name="u"><input type="password" name="p"></form>'
_CAPTCHA = '<h1>Even controleren</h1><div class="g-recaptcha" data-sitekey="x"></div>'
_EAGER = """<script>
const note = (what) => { document.body.dataset[what] = "1" };
fetch("/ad/900", {method: "POST", body: "x"}).catch(() => note("post"));
fetch("http://elsewhere.example/x").catch(() => note("elsewhere"));
navigator.sendBeacon("/beacon/1", "x");
new Image().src = "/photo/999";
window.open("/popup/1");
fetch("/closed/1").catch(() => note("closed"));
fetch("/data/1").then((answer) => answer.json()).then((data) => {
  const made = document.createElement("div");
  made.className = "text";
  made.textContent = data.text;
  document.body.append(made);
});
</script>"""

BEHAVIOURS: dict[str, Callable[[Handler, str], None]] = {
    "ad": _page(ad_page),
    "photo": lambda handler, number: handler.answer(photo(int(number)), kind="image/png"),
    "no-photo": lambda handler, _: handler.answer("<html>geen foto</html>", kind="image/jpeg"),
    "drop": lambda handler, _: handler.hang_up(),
    "half": _half,
    "slow": _slow,
    "redirect": _redirect(lambda number: f"/ad/{number}"),
    "redirect-out": _redirect(lambda _: ELSEWHERE),
    "redirect-to": lambda handler, number: handler.answer("", 302, Location=handler.site.targets[int(number)]),
    "hop": _hop,
    "redirect-login": _redirect(lambda number: f"/login/{number}"),
    "redirect-loop": _redirect(lambda number: f"/redirect-loop/{number}"),
    "login": _page(lambda _: _LOGIN),
    "captcha": _page(lambda _: _CAPTCHA),
    "form-beside-ad": _page(lambda number: ad_page(number) + _LOGIN),
    "pay": _status(402),
    "forbidden": _status(403),
    "410": _status(410),
    "429": _pushes_back_once,
    "429-always": _status(429, Retry_After="0"),
    "429-tomorrow": _status(429, Retry_After="86400"),
    "503": _status(503, Retry_After="0"),
    "500": _status(500),
    "noindex": _page(lambda number: ad_page(number, head='<meta name="Robots" content="NOINDEX, follow">')),
    "noarchive": lambda handler, number: handler.answer(ad_page(number), X_Robots_Tag="noarchive"),
    "for-others": lambda handler, number: handler.answer(ad_page(number), X_Robots_Tag="otherbot: noindex"),
    "bomb": _bomb,
    "big": _big,
    "bad-gzip": lambda handler, _: handler.answer(b"\x1f\x8b nothing of the kind", Content_Encoding="gzip"),
    "gzip": lambda handler, number: handler.answer(gzip.compress(ad_page(number).encode()), Content_Encoding="gzip"),
    "cp1252": lambda handler, number: handler.answer(
        ad_page(number, text="café “Het Anker” voor € 5").encode("cp1252"), kind="text/html; charset=utf-8"
    ),
    "cookies": lambda handler, number: handler.answer(ad_page(number), Set_Cookie="session=1"),
    "minor": _page(lambda number: ad_page(number, age="17")),
    "says-minor": _page(lambda number: ad_page(number, age="", text="Hoi, ik ben 17 jaar en nieuw hier.")),
    "bad-photo": _page(lambda number: ad_page(number, photos=f'<img class="photo" src="/no-photo/{number}">')),
    "cityless": _page(lambda number: ad_page(number).replace('class="city"', 'class="place"')),
    "layout": _page(lambda number: f"<html><body><h2>Advertentie {number}</h2></body></html>"),
    "eager": _page(lambda number: f"<html><body><h1>Advertentie {number}</h1>{_EAGER}</body></html>"),
    "data": lambda handler, number: handler.answer('{"text": "Door een script gevuld."}', kind="application/json"),
    "endless": _page(lambda number: f"<html><body><h1>{number}</h1><script>for (;;) {{}}</script></body></html>"),
}


@contextmanager
def serve(site: Site) -> Iterator[Site]:
    """Serve the site on a free loopback port."""
    site.open()
    try:
        yield site
    finally:
        site.close()
