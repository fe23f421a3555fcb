"""The link from a listing page to the next.

In: the first page, later the second. Out: CSS whose first link leads on, or nothing.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag

from crawlers.drafting.css_paths import css_of, is_plain, words_of
from crawlers.field_selectors import CssSelector, link_address
from crawlers.page import Page
from crawlers.visible_text import visible_text

_WORDS = r"volgende|verder|next|suivant|weiter|older|meer advertenties|toon meer"
_SAYS_NEXT = re.compile(rf"^\W*({_WORDS})\b|^\s*(»|›|>{{1,2}}|→)\s*$", re.IGNORECASE)
_NAMES = frozenset({"next", "volgende", "verder", "onward"})
_CURRENT = frozenset({"current", "active", "actief", "huidig", "huidige", "selected"})


def find_next(page: Page) -> list[str]:
    """Selectors whose first link on the page leads to the next one, the surest first."""
    return list(dict.fromkeys(css for css in _candidates(page) if next_link(css, page)))


def next_link(css: str, page: Page) -> str:
    """Where the selector leads from the page, empty where it leads nowhere else."""
    found = [urldefrag(url).url for url in CssSelector(css).links(page)]
    return found[0] if found and found[0] != urldefrag(page.url).url else ""


def goes_on(css: str, first: Page, second: Page) -> bool:
    """Whether the selector, from the second page, leads to a third or nowhere, and not back."""
    return next_link(css, second) != urldefrag(first.url).url


def _candidates(page: Page) -> Iterator[str]:
    for css in ("a[rel~=next]", "link[rel~=next]"):
        if next_link(css, page):
            yield css
    links = page.find("//a[@href]")
    for link in links:
        if _says_next(link):
            yield from _leading_to(link, page)
    for link in links:
        before = _before(link)
        if before is not None and is_plain(before.getnext()) and re.fullmatch(r"\s*2\s*", visible_text(link)):
            inside = " a" if before.getnext().tag != "a" else ""
            for css in css_of(before):
                yield from _that_lead(f"{css} + {before.getnext().tag}{inside}", link, page)


def _says_next(link: Any) -> bool:
    said = (visible_text(link), link.get("aria-label") or "", link.get("title") or "")
    return bool(_NAMES & words_of(link)) or any(_SAYS_NEXT.search(text) for text in said)


def _leading_to(link: Any, page: Page) -> Iterator[str]:
    for css in css_of(link):
        yield from _that_lead(css, link, page)
    if word := re.search(r"[^\W\d]{4,}", visible_text(link)):
        yield from _that_lead(f'a:contains("{word[0]}")', link, page)


def _that_lead(css: str, link: Any, page: Page) -> Iterator[str]:
    if next_link(css, page) == urldefrag(page.absolute(link_address(link))).url:
        yield css


def _before(link: Any) -> Any:
    """The mark of the page one is on, where it stands right before the link or the item that the link is in."""
    for one in (link, link.getparent()):
        before = one.getprevious() if one is not None else None
        if before is not None and (before.tag in ("strong", "b", "span", "em") or words_of(before) & _CURRENT):
            return before
    return None
