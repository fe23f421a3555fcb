"""An ad's own words: the largest text that differs from ad to ad.

In: samples. Out: the selector of the element that holds it.
"""

from typing import Any

from crawlers.drafting.samples import Choice, Samples
from crawlers.visible_text import visible_text

_INLINE_NAMES = "a abbr b br em font i mark p small span strong sub sup u"
_INLINE = frozenset(_INLINE_NAMES.split())
_LEAST_CHARS = 20


def find_text(samples: Samples) -> Choice | None:
    """The element that holds most words of its own, on each page; the selector that finds it on the most pages."""
    by_schema = samples.best([("[itemprop=description]", "schema.org microdata")])
    if by_schema:
        return by_schema
    blocks = sorted(samples.elements, key=_own_words, reverse=True)[: 4 * len(samples.pages)]
    candidates = [
        (css, "the largest text that differs from ad to ad")
        for element in blocks
        if _own_words(element) >= _LEAST_CHARS and element.tag not in ("p", "span", "b", "h1", "h2", "title", "a")
        for css in samples.css_that(element)
        if samples.differs(css)
    ]
    return samples.best(candidates)


def _own_words(element: Any) -> int:
    """The characters of an element that stand in it directly or in inline elements and paragraphs of its own."""
    if len(element) and element.tag in ("html", "body", "table", "tr", "ul", "ol", "dl"):
        return 0
    own = len((element.text or "").strip())
    for child in element:
        own += len((child.tail or "").strip())
        if child.tag in _INLINE:
            own += len(visible_text(child))
    return own
