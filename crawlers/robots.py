"""What a host's robots.txt came to, by RFC 9309: rules, nothing there, or not to be asked.

In: the answer to a request for it. Out: whether an address may be visited, why not, how long to wait between two.
Pure; the fetching is crawlers.wishes'. 4xx allows; 5xx, 429 (asks to come later) and no answer disallow.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from crawlers.robots_rules import Rules, parse_rules

AGENT = "Peil"
MOST_DELAY_S = 300.0
_UNANSWERED = "robots.txt could not be asked, so nothing is"


@dataclass(frozen=True)
class Robots:
    """What a host's robots.txt came to; `verdict` is `rules`, `open` (none there) or `closed` (could not be asked).

    `why` tells what hindered the asking, `held_back` whether that was Peil itself.
    """

    verdict: str
    status: int | None = None
    rules: Rules | None = None
    why: str = ""
    held_back: bool = False

    def refusal(self, url: str) -> str:
        """Why Peil may not visit `url` at this host, or nothing."""
        if self.rules is None:
            return "" if self.verdict == "open" else f"{_UNANSWERED}{self.why and f' ({self.why})'}"
        delay = self.rules.crawl_delay_s or 0.0
        if delay > MOST_DELAY_S:
            return f"robots.txt asks for {delay:g} seconds between two requests, Peil visits up to {MOST_DELAY_S:g}"
        return "" if self.rules.allows(url) else "closed by robots.txt"

    def allows(self, url: str) -> bool:
        """Whether Peil may visit `url` at this host."""
        return not self.refusal(url)

    @property
    def crawl_delay_s(self) -> float | None:
        """The least seconds between two requests that the file asks for, by Crawl-delay or Request-rate."""
        return self.rules.crawl_delay_s if self.rules else None


def read_robots(status: int | None, body: bytes) -> Robots:
    """What an answer says; `status` is None where there was no answer at all."""
    if status is not None and 200 <= status < 300:
        return Robots("rules", status, parse_rules(body, AGENT))
    if status is not None and 400 <= status < 500 and status != 429:
        return Robots("open", status)
    return Robots("closed", status)


def robots_address(url: str) -> str:
    """Where the robots.txt for `url` stands: one for each scheme, host and port."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.lower(), "/robots.txt", "", ""))
