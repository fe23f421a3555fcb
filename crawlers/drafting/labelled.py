"""Fields that a page names: by schema.org, by a label beside them, by the class of their element.

In: samples of ads and a clue. Out: selectors that may give the field, with the reason, the surest first.
"""

import re
from collections.abc import Iterator
from typing import Any

from crawlers.drafting.clues import Clue
from crawlers.drafting.css_paths import css_of, is_plain, words_of
from crawlers.drafting.samples import Samples
from crawlers.field_selectors import CssSelector
from crawlers.visible_text import visible_text

_LABEL_LENGTH = 30


def named_by_schema(samples: Samples, clue: Clue) -> Iterator[tuple[str, str]]:
    """By microdata: `[itemprop=telephone]`, its content where it is a `meta`."""
    for name in clue.schema:
        for element in samples.elements:
            if element.get("itemprop") == name:
                yield _with_value(f"{element.tag}[itemprop={name}]", element), "schema.org microdata"


def named_by_label(samples: Samples, clue: Clue) -> Iterator[tuple[str, str]]:
    """By a label: the element beside it, or the one that both stand in."""
    for element in samples.elements:
        label = _label(element)
        if label.lower().rstrip(": ") not in clue.labels:
            continue
        value = element.getnext()
        if value is not None and is_plain(value) and not (element.tail or "").strip():
            yield from ((css, f"beside the label {label}") for css in css_of(value) if "." in css or "#" in css)
            yield f'{element.tag}:contains("{label}") + {value.tag}', f"beside the label {label}"
        elif (element.tail or "").strip() and is_plain(element.getparent()):
            yield f'{element.getparent().tag}:contains("{label}")', f"after the label {label}, which it includes"


def named_by_class(samples: Samples, clue: Clue) -> Iterator[tuple[str, str]]:
    """By a class or id that is a word for the field; the smallest element first."""
    named = [element for element in samples.elements if words_of(element) & clue.names]
    for element in sorted(named, key=lambda one: len(visible_text(one))):
        said = visible_text(element)
        if said and len(said) <= clue.longest and clue.holds.search(said):
            word = min(words_of(element) & clue.names)
            for css in css_of(element):
                if word in css.lower():
                    yield _with_value(css, element), f"its class or id says {word}"


def fits(samples: Samples, clue: Clue, css: str) -> bool:
    """Whether what the selector finds looks like the field, on every page where it finds something."""
    said = [text for page in samples.pages for text in CssSelector(css).texts(page)]
    return bool(said) and all(len(text) <= clue.longest and clue.holds.search(text) for text in said)


def _label(element: Any) -> str:
    """The text of an element that holds nothing but a short text, its colon left out."""
    if len(element.getchildren()) > 1:
        return ""
    said = " ".join(visible_text(element).split())
    return said.rstrip(": ") if 0 < len(said) <= _LABEL_LENGTH and not re.search(r"[\"\\\d]", said) else ""


def _with_value(css: str, element: Any) -> str:
    """The selector for where the value stands: an attribute where the element has one for machines."""
    if element.tag == "meta":
        return f"{css}::attr(content)"
    if element.tag == "time" and element.get("datetime"):
        return f"{css}::attr(datetime)"
    numbered = [name for name in ("data-account", "data-user", "data-user-id", "data-id") if element.get(name)]
    return f"{css}::attr({numbered[0]})" if numbered else css
