"""JSON-LD as a guide: a selector cannot read it, but what it says can be found on the page.

In: samples. Out: selectors of elements that show a value which JSON-LD names.
"""

import json
from collections.abc import Iterator
from typing import Any

from crawlers.drafting.css_paths import css_of
from crawlers.drafting.samples import Samples
from crawlers.page import Page
from crawlers.visible_text import visible_text

_KEYS = {
    "title": ("name", "headline"),
    "text": ("description",),
    "phone": ("telephone",),
    "city": ("addressLocality",),
    "address": ("streetAddress",),
    "price": ("price", "priceRange"),
    "posted": ("datePosted", "datePublished"),
    "website": ("sameAs",),
    "category": ("category",),
}


def places_of(samples: Samples, field: str) -> Iterator[tuple[str, str]]:
    """Selectors of the elements that show the field as JSON-LD gives it."""
    said = {_folded(value) for page in samples.pages for value in _values(page, field)} - {""}
    for element in samples.elements:
        if said and _folded(visible_text(element)) in said:
            yield from ((css, "it shows what JSON-LD says") for css in css_of(element))


def _values(page: Page, field: str) -> Iterator[str]:
    for script in page.find("//script[@type='application/ld+json']/text()"):
        try:
            yield from _named(json.loads(script), _KEYS.get(field, ()))
        except (ValueError, RecursionError):
            continue


def _named(value: Any, keys: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _named(one, keys)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key in keys and isinstance(one, str | int | float):
                yield str(one)
            yield from _named(one, keys)


def _folded(text: str) -> str:
    return " ".join(text.split())
