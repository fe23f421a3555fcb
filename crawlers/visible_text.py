"""The text of an element as a reader sees it, its lines kept.

In: an lxml element. Out: lines without trailing space, blank lines folded. Never scripts, styles or comments.
"""

import re
from collections.abc import Iterator

from lxml.etree import _Element

_SILENT = frozenset({"script", "style", "noscript", "template", "head", "svg"})
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section table td th tr ul".split()
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r" *\n[ \n]*")


def visible_text(element: _Element) -> str:
    """The element's text; block elements and `br` break the line, white space is folded as a browser does."""
    return _AROUND_BREAK.sub("\n", "".join(_pieces(element))).strip()


def _pieces(element: _Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    breaks = element.tag in _BLOCKS
    if breaks:
        yield "\n"
    if element.text:
        yield _SPACES.sub(" ", element.text)
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield _SPACES.sub(" ", child.tail)
    if breaks:
        yield "\n"
