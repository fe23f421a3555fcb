"""Which links of a listing a reader could follow: traps for crawlers are hidden from readers.

In: a page and the selector of its links. Out: addresses in page order, and how many were left out. Hidden links and
those marked nofollow are left out where others stand on the page; a page with none but such is followed as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crawlers.field_selectors import CssSelector, Selector, link_address
from crawlers.page import Page

_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])|(?<![-\w])(?:left|top)\s*:\s*-\d{3,}"
)
_NAME = re.compile(r"[.#]([\w-]+)\s*(?:,|$)")
_ANY_NAME = re.compile(r"[.#]([\w-]+)")
_MOST_STYLE = 50_000


@dataclass(frozen=True)
class Followable:
    """Addresses, and the number of links that were taken for traps."""

    addresses: tuple[str, ...]
    hidden: int = 0


def followable(selector: Selector, page: Page) -> Followable:
    """The addresses that the selector finds, without those of hidden links and of links marked nofollow."""
    if not isinstance(selector, CssSelector) or selector.css.rstrip().endswith("::text"):
        return Followable(tuple(selector.links(page)))
    hiding = _hiding_names(page)
    links = [(node, address) for node, address in _links(selector, page) if address.strip()]
    seen = [address for node, address in links if not _is_trap(node, hiding)]
    chosen = seen or [address for _, address in links]
    return Followable(tuple(page.absolute(address) for address in chosen), len(links) - len(chosen))


def _links(selector: CssSelector, page: Page) -> list[tuple[Any, str]]:
    """The elements found and where they lead, or what the attribute that the selector names says."""
    css, _, attribute = selector.css.rstrip().partition("::attr(")
    if "::attr(" in attribute or not attribute:
        return [(node, link_address(node)) for node in page.find(selector.xpath) if not isinstance(node, str)]
    name = attribute.rstrip(" )")
    return [(node, node.get(name) or "") for node in page.find(CssSelector(css).xpath)]


def _is_trap(link: Any, hiding: frozenset[str]) -> bool:
    if "nofollow" in (link.get("rel") or "").lower().split():
        return True
    return any(_is_hidden(node, hiding) for node in (link, *link.iterancestors()))


def _is_hidden(node: Any, hiding: frozenset[str]) -> bool:
    if node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    if _UNSEEN.search((node.get("style") or "").lower()):
        return True
    return not hiding.isdisjoint([*(node.get("class") or "").lower().split(), (node.get("id") or "").lower()])


def _hiding_names(page: Page) -> frozenset[str]:
    """The classes and ids that the page's own style sheets hide always, and show nowhere."""
    style = "".join(page.find("//style/text()"))[:_MOST_STYLE].lower()
    rules = [(names.strip(), bool(_UNSEEN.search(said))) for names, said in _rules(style) if "display" in said]
    hidden = {name for names, unseen in rules if unseen for name in _NAME.findall(names)}
    return frozenset(hidden - {name for names, unseen in rules if not unseen for name in _ANY_NAME.findall(names)})


def _rules(style: str) -> Iterator[tuple[str, str]]:
    """Selectors and what they say, in one pass; not what stands in `@media`, for paper or small screens alone."""
    depth = 0
    for piece in style.split("}"):
        opened = piece.split("{")
        if depth == 0 and len(opened) == 2:
            yield opened[0], opened[1]
        depth = max(0, depth + len(opened) - 2)
