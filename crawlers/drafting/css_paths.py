"""CSS for an element, the plainest first, as a person would write it.

In: elements. Out: selectors that may fit; whether one does is for whoever asks to try on the pages. Never by position.
"""

import re
from collections.abc import Iterator
from typing import Any

_NAME = re.compile(r"-?[A-Za-z_][A-Za-z_-]*")
_TAG = re.compile(r"[a-z][a-z0-9-]*")
_ANCESTORS = 4
_CHROME = frozenset({"nav", "header", "footer", "aside", "form", "select", "head", "script", "style", "noscript"})


def css_of(element: Any) -> Iterator[str]:
    """Selectors for the element: by its id, its classes, those of what it stands in, at last by its name alone."""
    if not is_plain(element):
        return
    own = list(_plain(element))
    yield from own
    if element.tag == "h1":
        yield "h1"
    for ancestor in _ancestors(element):
        for outer in _plain(ancestor):
            between = " > " if ancestor is element.getparent() else " "
            for inner in [*own, element.tag]:
                yield f"{outer}{between}{inner}"
    yield element.tag


def words_of(element: Any) -> set[str]:
    """The words in an element's classes, id and itemprop: `phone-number adTitle` is phone, number, ad, title."""
    named = " ".join(element.get(name) or "" for name in ("class", "id", "itemprop"))
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", named)}


def is_plain(element: Any) -> bool:
    """Whether it is an element whose name CSS can say: no comment, no `x:y`."""
    return isinstance(element.tag, str) and bool(_TAG.fullmatch(element.tag))


def in_chrome(element: Any) -> bool:
    """Whether it belongs to what stands around every page: navigation, header, footer, forms."""
    return any(ancestor.tag in _CHROME for ancestor in (element, *element.iterancestors()))


def elements_of(root: Any) -> Iterator[Any]:
    """The elements of a page in its order, without those around every page."""
    if root is not None:
        yield from (one for one in root.iter() if is_plain(one) and not in_chrome(one))


def _plain(element: Any) -> Iterator[str]:
    """By id or class, where these are names and not numbers that change."""
    if _NAME.fullmatch(element.get("id") or ""):
        yield f"{element.tag}#{element.get('id')}"
    classes = [name for name in (element.get("class") or "").split() if _NAME.fullmatch(name)]
    yield from (f"{element.tag}.{name}" for name in classes)
    if len(classes) > 1:
        yield f"{element.tag}.{classes[0]}.{classes[1]}"


def _ancestors(element: Any) -> list[Any]:
    found = [one for one in element.iterancestors() if is_plain(one) and one.tag not in ("html", "body")]
    return found[:_ANCESTORS]
