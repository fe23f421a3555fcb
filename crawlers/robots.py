"""A site's wishes in robots.txt, by RFC 9309.

In: the answer to a request for it. Out: whether an address may be visited, and how long to wait between two.
Pure; the fetching is the middleware's. 4xx allows, 5xx and no answer disallow, the longest match decides.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

AGENT = "Peil"
_READ_BYTES = 500 * 1024


@dataclass(frozen=True)
class Robots:
    """What a host's robots.txt came to; `verdict` is `rules`, `open` (none there) or `closed` (could not be asked)."""

    verdict: str
    status: int | None = None
    rules: Protego | None = None

    def allows(self, url: str) -> bool:
        """Whether Peil may visit `url` at this host."""
        if self.rules is None:
            return self.verdict == "open"
        return urlsplit(url).path == "/robots.txt" or bool(self.rules.can_fetch(url, AGENT))

    @property
    def crawl_delay_s(self) -> float | None:
        """The least seconds between two requests that the file asks for, by Crawl-delay or Request-rate."""
        if self.rules is None:
            return None
        asked = [self.rules.crawl_delay(AGENT)]
        if rate := self.rules.request_rate(AGENT):
            asked.append(rate.seconds / rate.requests)
        return max((float(seconds) for seconds in asked if seconds is not None), default=None)


def read_robots(status: int | None, body: bytes) -> Robots:
    """What an answer says; `status` is None where there was no answer at all."""
    if status is not None and 200 <= status < 300:
        text = body[:_READ_BYTES].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        return Robots("rules", status, Protego.parse(text))
    if status is not None and 400 <= status < 500:
        return Robots("open", status)
    return Robots("closed", status)


def robots_address(url: str) -> str:
    """Where the robots.txt for `url` stands."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
