"""The text of an element as a reader sees it, its lines kept.

In: an lxml element. Out: lines without trailing space, blank lines folded. Never scripts, styles or comments.
"""

import re
from collections.abc import Iterator

from lxml.etree import _Element  # type: ignore[import-untyped]  # it ships none

_SILENT = frozenset({"script", "style", "noscript", "template", "head", "svg"})
_BLOCK_NAMES = (
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td th tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SPACES_IN_LINE = re.compile(r"[ \t\r\f]+")
_AROUND_BREAK = re.compile(r" *\n[ \n]*")


def visible_text(element: _Element) -> str:
    """The element's text; block elements and `br` break the line, white space is folded as a browser does.

    Line ends of the source count where the element has no breaks of its own: sites show such texts by `white-space`.
    """
    broken = any(child.tag in _BLOCKS for child in element.iterdescendants())
    spaces = _SPACES if broken else _SPACES_IN_LINE
    return _AROUND_BREAK.sub("\n", "".join(_pieces(element, spaces))).strip()


def _pieces(element: _Element, spaces: re.Pattern[str]) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    breaks = element.tag in _BLOCKS
    if breaks:
        yield "\n"
    if element.text:
        yield spaces.sub(" ", element.text)
    for child in element:
        yield from _pieces(child, spaces)
        if child.tail:
            yield spaces.sub(" ", child.tail)
    if breaks:
        yield "\n"
