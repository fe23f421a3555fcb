"""The rules of a robots.txt for one crawler: its own groups joined, else everybody's (RFC 9309, 2.2).

In: the file's bytes and a product token. Out: which paths are open, by the longest match, and the pause that is asked
for. Any bytes are a file; what cannot be read says nothing, except that a slip of the pen never opens a path.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawlers.robots_paths import comparable_path, comparable_pattern, matches

MOST_BYTES = 500 * 1024
_MOST_LINE = 16_663
_LINE_END = re.compile("\r\n|\r|\n")
_ENTRY = re.compile(r"([^:\s]+(?: agent)?)(?:[ \t]*:|[ \t]+)[ \t]*(.*)", re.IGNORECASE | re.DOTALL)
_TOKEN = re.compile(r"[A-Za-z_-]+|\*(?=\s|$)")
_MARK = ("\xef\xbb\xbf", "\xef\xbb", "\xef")
_NAMES = {
    "user-agent": "agent",
    "useragent": "agent",
    "user agent": "agent",
    "allow": "allow",
    "disallow": "disallow",
    "dissallow": "disallow",
    "dissalow": "disallow",
    "disalow": "disallow",
    "diasllow": "disallow",
    "disallaw": "disallow",
    "crawl-delay": "delay",
    "request-rate": "rate",
}
_RATE = re.compile(r"(\d{1,9})/(\d{1,9})([smh]?)(?:\s|$)", re.ASCII)
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600}


@dataclass(frozen=True)
class Rule:
    """One allow or disallow; the pattern in its comparable spelling."""

    allow: bool
    pattern: str


@dataclass
class Rules:
    """What one crawler may visit; `crawl_delay_s` is the longest pause that its groups ask for."""

    rules: list[Rule] = field(default_factory=list)
    crawl_delay_s: float | None = None

    def allows(self, url: str) -> bool:
        """Whether the longest rule that matches `url` allows it; of two equally long ones the one that allows."""
        path = comparable_path(url)
        longest = max(
            ((len(rule.pattern), rule.allow) for rule in self.rules if matches(rule.pattern, path)), default=(0, True)
        )
        return path == "/robots.txt" or longest[1]

    def add(self, name: str, value: str) -> None:
        """Take over one line of a group."""
        if name in ("delay", "rate"):
            asked = _seconds(value) if name == "delay" else _pause(value)
            self.crawl_delay_s = max(filter(None, (self.crawl_delay_s, asked)), default=self.crawl_delay_s)
        elif pattern := _pattern(name, value):
            self.rules.append(Rule(name == "allow", comparable_pattern(pattern)))


def parse_rules(body: bytes, agent: str) -> Rules:
    """The rules of a file for the crawler that calls itself `agent`; of a long file the first 500 KiB."""
    groups = {agent.lower(): Rules(), "*": Rules()}
    found: set[str] = set()
    named: set[str] = set()
    in_rules = False
    for name, value in _entries(body):
        if name == "agent":
            named = set() if in_rules else named
            named.add(_token(value))
            found |= named
        for each in named & groups.keys() if name != "agent" else ():
            groups[each].add(name, value)
        in_rules = name in ("allow", "disallow") or (in_rules and name != "agent")
    return groups[agent.lower() if agent.lower() in found else "*"]


def _entries(body: bytes) -> Iterator[tuple[str, str]]:
    """The lines that mean something, as name and value, a character for each octet."""
    for line in _lines(body):
        entry = _ENTRY.fullmatch(line[:_MOST_LINE].partition("#")[0].strip(" \t\0\f\v"))
        if entry and (name := _NAMES.get(entry[1].lower())):
            yield name, entry[2]


def _lines(body: bytes) -> list[str]:
    """The lines of a file without its mark of order; a line that the bound cuts is left out: it may say too much."""
    text = body[:MOST_BYTES].decode("latin-1")
    mark = next((mark for mark in _MARK if text.startswith(mark)), "")
    lines = _LINE_END.split(text.removeprefix(mark))
    return lines[:-1] if len(body) > MOST_BYTES else lines


def _token(value: str) -> str:
    """The product token that a line of agents starts with, in lower case; empty where it names nobody."""
    token = _TOKEN.match(value)
    return token[0].lower() if token else ""


def _pattern(name: str, value: str) -> str:
    """The pattern of a rule; one that closes and forgot its slash gets it, one that opens says nothing then."""
    if not value or value[0] in "/*":
        return value
    return f"/{value}" if name == "disallow" else ""


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _pause(value: str) -> float | None:
    """Seconds between two requests by a rate such as `1/10s`."""
    rate = _RATE.match(value)
    return int(rate[2]) * _SECONDS[rate[3]] / int(rate[1]) if rate and int(rate[1]) else None
