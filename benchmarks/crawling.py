"""How fast and how large a crawl is, beside a bare Scrapy spider that yields the same fields and does nothing else.

    python -m benchmarks.crawling [ADS] [ROUNDS]

A loopback site of ADS invented ads (10,000) in a process of its own; each round is one crawl by Peil, with evidence and
all checks, and one by the bare spider, with the same settings: one request at a time, no delay, robots.txt asked, no
cookies. Pages a second are measured at the server, from the first request to the last. Prints figures as JSON.
"""

import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any, ClassVar
from urllib.request import urlopen

ON_A_PAGE = 50
WORDS = (
    "rustig",
    "verzonnen",
    "massage",
    "stad",
    "ontspannen",
    "welkom",
    "afspraak",
    "avond",
    "kamer",
    "thee",
    "bellen",
)
SITE = """
[site]
name = "bank"
start = ["{base}/"]
hosts = ["127.0.0.1"]
[politeness]
delay_s = 0
max_pages = 100000
[listing]
ad = "li.ad > a"
next = "a[rel=next]"
[ad]
ref = {{ url = '/ad/(\\d+)$' }}
title = "h1"
text = ".text"
phone = ".phone"
city = ".city"
age = ".age"
price = ".price"
posted = ".posted"
[floor]
ads = 1
"""


def ad_page(number: int) -> str:
    """An ad of some 9 KB, most of it what stands around."""
    drawn = random.Random(number)
    lines = "<br>".join(" ".join(drawn.choices(WORDS, k=14)) for _ in range(8))
    menu = "".join(f'<li><a href="/stad/{one}">Stad {one}</a></li>' for one in range(40))
    beside = "".join(
        f'<div class="card"><a href="/ad/{drawn.randrange(9**5)}"><b>Ook leuk</b></a></div>' for _ in range(30)
    )
    return (
        f'<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Advertentie {number}</title>'
        f'<link rel="canonical" href="/ad/{number}"></head><body><header><nav><ul>{menu}</ul></nav></header><main>'
        f'<h1>Advertentie {number}</h1><div class="text">{lines}</div><p class="phone">06 5550 {number % 10000:04d}</p>'
        f'<p class="city">Zwolle</p><p class="age">{21 + number % 40} jaar</p><ul><li class="price">€ 100</li>'
        f'<li class="price">€ 150</li></ul><p class="posted">3 maart</p></main><aside>{beside}</aside>'
        f"<footer><p>{' '.join(drawn.choices(WORDS, k=80))}</p></footer></body></html>"
    )


def listing_page(page: int, ads: int) -> str:
    first = page * ON_A_PAGE + 1
    last = min(first + ON_A_PAGE, ads + 1)
    links = "".join(f'<li class="ad"><a href="/ad/{one}">Advertentie {one}</a></li>' for one in range(first, last))
    after = f'<a rel="next" href="/?p={page + 1}">verder</a>' if last <= ads else ""
    return f"<html><body><ul>{links}</ul>{after}</body></html>"


class Site(asyncio.Protocol):
    """One connection; keeps it open, answers what it knows, tells its own log at `/log`."""

    ads = 0
    log: ClassVar[list[float]] = []

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        path = data.split(b" ", 2)[1].decode()
        status, body = self.answer(path)
        raw = body.encode()
        head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(raw)}\r\n\r\n"
        self.transport.write(head.encode() + raw)

    def answer(self, path: str) -> tuple[str, str]:
        if path == "/log":
            said, Site.log = Site.log, []
            return "200 OK", json.dumps({"pages": len(said), "seconds": said[-1] - said[0] if said else 0})
        if path == "/" or path.startswith("/?p="):
            body = listing_page(int(path[4:] or 0), self.ads)
        elif path.startswith("/ad/") and int(path[4:]) <= self.ads:
            body = ad_page(int(path[4:]))
        else:
            return "404 Not Found", ""
        Site.log.append(time.monotonic())
        return "200 OK", body


async def serve(ads: int) -> None:
    Site.ads = ads
    server = await asyncio.get_running_loop().create_server(Site, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


@contextmanager
def site(ads: int) -> Iterator[str]:
    """The address of a site of so many ads."""
    command = [sys.executable, "-m", "benchmarks.crawling", "serve", str(ads)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def bare(base: str) -> None:
    """Crawl the site with Scrapy alone."""
    import scrapy  # noqa: PLC0415 - a process holds what it measures
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415 - a process holds what it measures

    class Bare(scrapy.Spider):
        name = "bare"
        start_urls = (f"{base}/",)

        def parse(self, response: Any) -> Iterator[Any]:
            yield from response.follow_all(css="li.ad > a", callback=self.parse_ad)
            yield from response.follow_all(css="a[rel=next]")

        def parse_ad(self, response: Any) -> Iterator[Any]:
            said = {"ref": response.url.rpartition("/")[2], "url": response.url}
            said |= {name: response.css(f"{css}::text").get("") for name, css in ONE.items()}
            yield said | {
                "text": "\n".join(response.css(".text ::text").getall()),
                "price": response.css(".price::text").getall(),
            }

    settings = {
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": True,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(Bare)
    process.start()


ONE = {"title": "h1", "phone": ".phone", "city": ".city", "age": ".age", "posted": ".posted"}


def peil(base: str) -> None:
    """Crawl the site as Peil does."""
    from crawlers.job import CrawlJob  # noqa: PLC0415 - a process holds what it measures
    from crawlers.process import crawl  # noqa: PLC0415 - a process holds what it measures

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "site.toml"
        file.write_text(SITE.format(base=base), encoding="utf-8")
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
            run = crawl(CrawlJob(str(file), str(Path(folder) / "runs")))
        assert run.manifest.state == "complete", run.manifest.why


def measure(kind: str, base: str) -> dict[str, float]:
    """One crawl in a process of its own: pages a second at the server, pages a CPU second, peak memory."""
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.crawling", kind, base])
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0, f"{kind} failed"
    with urlopen(f"{base}/log") as answer:
        told = json.load(answer)
    return {
        "pages": told["pages"],
        "pages_s": round(told["pages"] / told["seconds"], 1),
        "cpu": round(told["pages"] / (used.ru_utime + used.ru_stime), 1),
        "peak_mb": round(used.ru_maxrss / 1024),
    }


def main(ads: int = 10_000, rounds: int = 1) -> None:
    with site(ads) as base:
        found = [{kind: measure(kind, base) for kind in ("bare", "peil")} for _ in range(rounds)]
    print(
        json.dumps(
            {"ads": ads, "rounds": found, "pages_s": ratio(found, "pages_s"), "cpu": ratio(found, "cpu")}, indent=1
        )
    )


def ratio(found: list[dict[str, dict[str, float]]], what: str) -> float:
    """Peil's pages a second, or a CPU second, as a share of the bare spider's; the median of the rounds for each."""
    peil, bare = (statistics.median(one[kind][what] for one in found) for kind in ("peil", "bare"))
    return round(peil / bare, 2)


if __name__ == "__main__":
    known = {"serve": lambda ads: asyncio.run(serve(int(ads))), "bare": bare, "peil": peil}
    if sys.argv[1:2] and sys.argv[1] in known:
        known[sys.argv[1]](sys.argv[2])
    else:
        main(*(int(one) for one in sys.argv[1:]))
