"""The links of a listing that lead to ads: the largest group of links that are made alike and lead to addresses alike.

In: a listing page. Out: the CSS that gives these links and no others, and the regex for the ref in their addresses.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlsplit

from crawlers.drafting.css_paths import css_of, in_chrome
from crawlers.drafting.refs import ref_pattern
from crawlers.field_selectors import CssSelector, link_address
from crawlers.hosts import host_name
from crawlers.page import Page
from crawlers.visible_text import visible_text

_PAGING_WORDS = "page pagina blz blad p pg offset start sort sorteer order filter"
_PAGING = frozenset(_PAGING_WORDS.split())
_LEAST = 2


@dataclass(frozen=True)
class AdLinks:
    """`urls` are the ads that `css` finds on the listing; `words` the text of each link; `ref` a regex or empty."""

    css: str
    urls: tuple[str, ...]
    words: Mapping[str, str]
    ref: str
    exact: bool


@dataclass(frozen=True)
class _Link:
    element: Any
    url: str
    words: str


def find_ad_links(page: Page) -> AdLinks | None:
    """The links to ads, None where nothing on the page is repeated enough."""
    groups: defaultdict[tuple[object, ...], list[_Link]] = defaultdict(list)
    for link in _links(page):
        for shape in (_shape(link.url), _shape(link.url, free=True)):
            groups[_made(link.element), shape].append(link)
    ranked = sorted(groups.items(), key=lambda group: _weight(page, group[0][1], group[1]), reverse=True)
    if not ranked or _weight(page, ranked[0][0][1], ranked[0][1]) < _LEAST:
        return None
    return _found(page, ranked[0][1])


def _found(page: Page, links: list[_Link]) -> AdLinks:
    words: dict[str, str] = {}
    for link in links:
        words[link.url] = words.get(link.url) or link.words
    urls = tuple(words)
    css, exact = _css(page, links, set(urls))
    return AdLinks(css, urls, words, ref_pattern(urls), exact)


def _links(page: Page) -> list[_Link]:
    host = urlsplit(page.url).hostname
    found = []
    for element in page.find("//a[@href]"):
        url = urldefrag(page.absolute(link_address(element))).url
        if url.startswith(("http://", "https://")) and host_name(urlsplit(url).netloc) == host and url != page.url:
            found.append(_Link(element, url, " ".join(visible_text(element).split())))
    return found


def _made(element: Any) -> tuple[str, ...]:
    """How a link is made: its name and first class, and the names of what it stands in."""
    around = [one.tag for one in element.iterancestors()][:2]
    return (str(element.get("class") or "").partition(" ")[0], *around)


def _shape(url: str, *, free: bool = False) -> str:
    """An address with its numbers, and if `free` its last part, left open."""
    parts = urlsplit(url)
    path = ["#" if re.search(r"[0-9]", part) else part for part in (parts.path or "/").split("/")]
    if free and not parts.query:
        path[-1 if path[-1] else -2] = "*"
    query = [f"{name}={'#' if re.search(r'[0-9]', said) else said}" for name, said in parse_qsl(parts.query)]
    return "/".join(path) + "?" + "&".join(query)


def _weight(page: Page, shape: object, links: list[_Link]) -> float:
    """How much a group looks like the ads of a listing: many, numbered, with words, not navigation, not a pager."""
    urls = {link.url for link in links}
    if len(urls) < _LEAST:
        return 0.0
    weight = float(len(urls)) * (3.0 if "#" in str(shape) else 1.0)
    weight *= min(2.0, max(0.2, sum(len(link.words) for link in links) / len(links) / 10))
    if sum(in_chrome(link.element) for link in links) > len(links) / 2:
        weight *= 0.1
    names = {name for url in urls for name, _ in parse_qsl(urlsplit(url).query)}
    same_path = all(urlsplit(url).path == urlsplit(page.url).path for url in urls)
    return weight * (0.02 if same_path or names & _PAGING else 1.0)


def _css(page: Page, links: list[_Link], urls: set[str]) -> tuple[str, bool]:
    """The plainest CSS that gives exactly these addresses; else the one that gives them all and the fewest others."""
    known = dict.fromkeys(css for link in links for css in css_of(link.element))
    paths = [urlsplit(url).path for url in urls]
    common = paths[0][: _alike(paths)]
    within = common if len(set(paths)) == 1 else common.rpartition("/")[0] + "/"
    if re.fullmatch(r"[\w/.~-]+", within):
        known[f"a[href*='{within}']"] = None
    others: dict[str, int] = {}
    for css in known:
        found = {urldefrag(url).url for url in CssSelector(css).links(page)}
        if found == urls:
            return css, True
        if found >= urls:
            others[css] = len(found)
    return min(others, key=lambda css: others[css], default="a"), False


def _alike(paths: list[str]) -> int:
    """How many characters all paths begin with."""
    length = 0
    for chars in zip(*paths, strict=False):
        if len(set(chars)) > 1:
            break
        length += 1
    return length
