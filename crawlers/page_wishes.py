"""What a page says of being kept: X-Robots-Tag and meta robots, for everybody or for Peil by name.

In: a page and the moment. Out: whether it may be kept. `noindex`, `noarchive` and `none` forbid it, and so does
`unavailable_after` a moment that has passed or that cannot be read.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawlers.page import Page
from crawlers.robots import AGENT

_META = "//meta[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = $name]/@content"
_NOT_KEPT = frozenset({"noindex", "noarchive", "none"})
_VALUED = frozenset({"max-snippet", "max-image-preview", "max-video-preview"})
_UNTIL = re.compile(r"unavailable_after\s*:\s*((?:[^,]|,\s*\d)*)")


def may_keep(page: Page, now: datetime | None = None) -> bool:
    """Whether nothing that the page says, in its headers or its head, asks that it be left out of archives.

    `now` is the moment that `unavailable_after` is held against: like the page's own dates it is the real one.
    """
    now = now or datetime.now(UTC)
    said = [words for line in page.headers.get("x-robots-tag", "").split("\n") for words in _for_us(line.lower())]
    said += [content.lower() for name in _names(page) for content in page.find(_META, name=name)]
    return not any(_forbids(words, now) for words in said)


def _names(page: Page) -> list[str]:
    """The names of meta elements worth looking for."""
    return [name for name in ("robots", AGENT.lower()) if page.mentions(name)]


def _for_us(line: str) -> Iterator[str]:
    """The directives of one header that are for everybody or for Peil: `a, b` or `agent: a, b`."""
    line, mine = _dates_joined(line), True
    for part in line.split(","):
        agent, colon, said = part.partition(":")
        if colon and agent.strip() not in _VALUED and not agent.strip().startswith("unavailable_after"):
            mine, part = agent.strip() == AGENT.lower(), said  # noqa: PLW2901 - what is left of it
        if mine:
            yield part


def _dates_joined(line: str) -> str:
    """The line with semicolons for the commas inside dates: `mon, 25 jun 2010` is one directive."""
    return _UNTIL.sub(lambda date: date[0].replace(",", ";"), line)


def _forbids(words: str, now: datetime) -> bool:
    """Whether a list of directives asks that the page be not kept."""
    ends = [_has_passed(until[1], now) for until in _UNTIL.finditer(words)]
    return any(ends) or not _NOT_KEPT.isdisjoint(re.split(r"[\s,;]+", _UNTIL.sub("", words)))


def _has_passed(said: str, now: datetime) -> bool:
    """Whether a moment, in the forms of RFC 822, RFC 850 and ISO 8601, has passed or cannot be read."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(said.upper().replace(";", ",").strip())
        except ValueError:
            continue
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) <= now
    return True
