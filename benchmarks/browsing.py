"""What pages in a browser cost: `python benchmarks/browsing.py [SECONDS]`.

In: a loopback site of invented ads drawn by the real crawl. Out: pages a second, the peak memory of the crawl's
processes (what each holds alone), its slope over 1,000 pages, and what 10,000 would come to.
"""

import os
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np

from crawlers.browser_memory import descendants, fair_bytes
from crawlers.collect import CrawlPlan, crawl

_PAGES = 10_000
_SITE = """
[site]
name = "bladeren"
start = ["{base}/"]
hosts = ["127.0.0.1"]
render = "browser"
[politeness]
delay_s = 0
[listing]
ad = "a.ad"
[ad]
ref = {{ url = '/(\\d+)$' }}
title = "h1"
text = ".text"
[floor]
ads = 1
"""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked = 0

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        number = self.path.strip("/")
        Handler.asked += number.isdigit()
        links = "".join(f'<a class="ad" href="/{one}">x</a>' for one in range(1, _PAGES + 1))
        script = (
            "<script>document.body.append(...Array.from({length: 300}, () => document.createElement('p')))</script>"
        )
        ad = f'<h1>Advertentie {number}</h1><div class="text">{"Een verzonnen tekst. " * 40}</div>{script}'
        body = (links if self.path == "/" else ad).encode()
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def measure(seconds: float) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = Path(tempfile.mkdtemp())
    file = folder / "site.toml"
    file.write_text(_SITE.format(base=f"http://127.0.0.1:{server.server_address[1]}"))
    plan = CrawlPlan((file,), folder / "runs", max_minutes=seconds / 60)
    crawling = threading.Thread(target=crawl, args=(plan,))
    began = time.monotonic()
    crawling.start()
    samples: list[tuple[int, float]] = []
    while crawling.is_alive():
        samples.append((Handler.asked, sum(fair_bytes(one) for one in descendants(os.getpid())) / 1e6))
        time.sleep(0.5)
    spent = time.monotonic() - began
    pages, sizes = np.array([one for one in samples if one[0] > 50]).T
    slope = float(np.polyfit(pages, sizes, 1)[0])
    print(f"{Handler.asked} pages in {spent:.0f} s, {Handler.asked / spent:.1f} a second")
    print(f"peak {sizes.max():.0f} MB, median {np.median(sizes):.0f} MB, slope {1000 * slope:+.1f} MB over 1,000 pages")
    print(f"at this slope 10,000 pages would come to {sizes.max() + max(0.0, slope) * (_PAGES - pages.max()):.0f} MB")


if __name__ == "__main__":
    measure(float(sys.argv[1]) if len(sys.argv) > 1 else 180.0)
