"""What a page wishes of those who visit it: X-Robots-Tag and meta robots, for everybody or for Peil by name.

In: a page and the moment. Out: whether it may be kept, its photos too, its links followed. `noindex`, `noarchive` and
`none` forbid keeping, and so does `unavailable_after` a moment that has passed or that cannot be read.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawlers.page import Page
from crawlers.robots import AGENT

_META = "//meta[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = $name]/@content"
_NOT_KEPT = frozenset({"noindex", "noarchive", "none"})
_NO_PHOTOS = frozenset({"noimageindex"})
_NOT_FOLLOWED = frozenset({"nofollow", "none"})
_VALUED = frozenset({"max-snippet", "max-image-preview", "max-video-preview"})
_UNTIL = re.compile(r"unavailable_after\s*:\s*((?:[^,]|,\s*\d)*)")


def may_keep(page: Page, now: datetime | None = None) -> bool:
    """Whether nothing that the page says, in its headers or its head, asks that it be left out of archives.

    `now` is the moment that `unavailable_after` is held against: like the page's own dates it is the real one.
    """
    now = now or datetime.now(UTC)
    return not any(_asks(words, _NOT_KEPT) or _is_over(words, now) for words in _said(page))


def may_keep_photos(page: Page) -> bool:
    """Whether the page, or a photo's own answer, does not ask that photos be left out (`noimageindex`)."""
    return not any(_asks(words, _NO_PHOTOS) for words in _said(page))


def may_follow(page: Page) -> bool:
    """Whether the page does not ask that none of its links be followed (`nofollow`, `none`)."""
    return not any(_asks(words, _NOT_FOLLOWED) for words in _said(page))


def _said(page: Page) -> list[str]:
    """The lists of directives in the page's headers and its head, in small letters."""
    said = [words for line in page.headers.get("x-robots-tag", "").split("\n") for words in _for_us(line.lower())]
    return said + [content.lower() for name in _names(page) for content in page.find(_META, name=name)]


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


def _asks(words: str, wishes: frozenset[str]) -> bool:
    """Whether a list of directives has one of these."""
    return not wishes.isdisjoint(re.split(r"[\s,;]+", _UNTIL.sub("", words)))


def _is_over(words: str, now: datetime) -> bool:
    """Whether a list of directives names a moment after which the page is not to be kept, and that has passed."""
    return any(_has_passed(until[1], now) for until in _UNTIL.finditer(words))


def _has_passed(said: str, now: datetime) -> bool:
    """Whether a moment, in the forms of RFC 822, RFC 850 and ISO 8601, has passed or cannot be read."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(said.upper().replace(";", ",").strip())
        except ValueError:
            continue
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) <= now
    return True
