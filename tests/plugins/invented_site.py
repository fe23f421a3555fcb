"""A small invented site served on loopback: a listing, its ads with their photos, for real crawls."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from PIL import Image

from crawlers.collect import CrawlOutcome

_SITE_FILE = """
[site]
name = "proef"
start = ["{base}/"]
hosts = ["127.0.0.1"]
[politeness]
delay_s = 0.0
[listing]
ad = "a.ad"
[ad]
ref = {{ url = '/ad/(\\d+)$' }}
title = "h1"
text = ".text"
phone = ".phone"
account = ".account"
city = ".city"
images = "img"
[floor]
ads = 1
"""


@dataclass(frozen=True)
class ServedAd:
    """An ad; `photos` are files by path."""

    ref: str
    text: str
    phone: str = ""
    account: str = ""
    photos: tuple[tuple[str, bytes], ...] = ()
    related: str = ""

    def page(self) -> bytes:
        photos = "".join(f'<img src="{path}">' for path, _ in self.photos)
        return (
            f'<h1>Advertentie {self.ref}</h1><p class="text">{self.text}</p><b class="phone">{self.phone}</b>'
            f'<i class="account">{self.account}</i><i class="city">Utrecht</i>{photos}{self.related}'
        ).encode()

    def row(self) -> str:
        return f'<p><a class="ad" href="/ad/{self.ref}">Advertentie {self.ref}</a> {self.phone}</p>'


@dataclass
class ServedSite:
    """The site; `ads` may change between crawls, `asked` are the paths that were asked for."""

    folder: Path
    base: str = ""
    ads: Sequence[ServedAd] = ()
    asked: list[str] = field(default_factory=list)

    @property
    def file(self) -> Path:
        path = self.folder / "proef.toml"
        path.write_text(_SITE_FILE.format(base=self.base), encoding="utf-8")
        return path

    def answer(self, path: str) -> tuple[str, bytes] | None:
        self.asked.append(path)
        pages = {"/": "".join(ad.row() for ad in self.ads).encode()} | {f"/ad/{ad.ref}": ad.page() for ad in self.ads}
        photos = {where: body for ad in self.ads for where, body in ad.photos}
        if path in pages:
            return "text/html; charset=utf-8", b"<!doctype html><html><body>" + pages[path] + b"</body></html>"
        return ("image/png", photos[path]) if path in photos else None


@contextmanager
def served(folder: Path) -> Iterator[ServedSite]:
    """Serve a site until the block ends."""
    site = ServedSite(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = site.answer(self.path)
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", found[0] if found else "text/plain")
            self.send_header("Content-Length", str(len(found[1]) if found else 0))
            self.end_headers()
            self.wfile.write(found[1] if found else b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def a_photo(colour: int) -> bytes:
    """A small picture of stripes; another colour is another photo."""
    picture = Image.new("RGB", (96, 96), (colour, 255 - colour, 90))
    for line in range(0, 96, 7):
        picture.paste((line * 2, colour, 255 - line), (line, 0, min(96, line + 3), 96 - line // 2))
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def outcome_of(outcomes: Sequence[CrawlOutcome]) -> CrawlOutcome:
    """The one outcome of a crawl of one site."""
    [outcome] = outcomes
    assert outcome.run is not None, outcome.message
    return outcome
