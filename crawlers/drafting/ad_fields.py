"""The fields of an ad: what finds each of them on some ads of a site.

In: samples. Out: a choice per field of a site file; fields that nothing points at are left out.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from crawlers.drafting.clues import CLUES, TITLE_NAMES, Clue
from crawlers.drafting.css_paths import css_of, words_of
from crawlers.drafting.labelled import fits, named_by_class, named_by_label, named_by_schema
from crawlers.drafting.photos import find_images
from crawlers.drafting.samples import Choice, Samples
from crawlers.drafting.structured import places_of
from crawlers.drafting.text_block import find_text
from crawlers.visible_text import visible_text

_IN_FILE = ("title", "text", *CLUES, "images")


def find_fields(samples: Samples) -> dict[str, Choice]:
    """The fields found, by name, in the order of a site file."""
    found = {name: _field(samples, name, clue) for name, clue in CLUES.items()}
    found |= {"title": find_title(samples), "text": find_text(samples), "images": find_images(samples)}
    return {name: choice for name in _IN_FILE if (choice := found[name])}


def find_title(samples: Samples) -> Choice | None:
    """The headline: what the link on the listing said, a lone h1, what is called a title."""
    return _first(samples, [(css, why) for css, why in _titles(samples) if samples.differs(css)])


def _field(samples: Samples, name: str, clue: Clue) -> Choice | None:
    candidates = [
        *named_by_schema(samples, clue),
        *(_call_links(samples) if name == "phone" else ()),
        *named_by_label(samples, clue),
        *named_by_class(samples, clue),
        *places_of(samples, name),
        *(_times(samples) if name == "posted" else ()),
        *(_outward_links(samples) if name == "website" else ()),
    ]
    fitting = [(css, why) for css, why in dict(candidates).items() if fits(samples, clue, css)]
    return _most(samples, fitting) if clue.many else samples.best(fitting)


def _most(samples: Samples, candidates: list[tuple[str, str]]) -> Choice | None:
    """For a field with several values: the selector that finds the most of them."""
    counted = [(sum(map(len, samples.texts(css))), css, why) for css, why in candidates]
    most = max((count for count, _, _ in counted), default=0)
    return next((Choice(css, samples.found(css), why) for count, css, why in counted if count == most), None)


def _first(samples: Samples, candidates: list[tuple[str, str]]) -> Choice | None:
    single = [(css, why) for css, why in candidates if samples.is_single(css)]
    whole = [(css, why) for css, why in single if samples.found(css) == len(samples.pages)]
    return next((Choice(css, samples.found(css), why) for css, why in whole or single), None)


def _titles(samples: Samples) -> Iterator[tuple[str, str]]:
    for word in ("headline", "name"):
        if samples.found(f"h1[itemprop={word}]"):
            yield f"h1[itemprop={word}]", "schema.org microdata"
    said = {word for word in samples.words if len(word) > 2}
    linked = [one for one in samples.elements if " ".join(visible_text(one).split()) in said]
    for element in sorted(linked, key=lambda one: (one.tag != "h1", not words_of(one) & TITLE_NAMES)):
        yield from ((css, "it says what the link on the listing says") for css in css_of(element))
    yield "h1", "the page's headline"
    for element in samples.elements:
        if words_of(element) & TITLE_NAMES and 0 < len(visible_text(element)) < 200:
            yield from ((css, "its class or id says so") for css in css_of(element))
    yield "meta[property='og:title']::attr(content)", "the page's own word for other sites"
    yield "title", "the page's title, which may hold more than the ad's"


def _call_links(samples: Samples) -> Iterator[tuple[str, str]]:
    for element in samples.elements:
        if element.tag == "a" and (element.get("href") or "").startswith("tel:"):
            for css in ("a[href^='tel:']", *(f"{css}[href^='tel:']" for css in css_of(element) if css.endswith("a"))):
                shown = sum(char.isdigit() for char in visible_text(element)) > 5
                yield (css if shown else f"{css}::attr(href)"), "a link to call"


def _times(samples: Samples) -> Iterator[tuple[str, str]]:
    for element in samples.elements:
        if element.tag == "time" and element.get("datetime"):
            yield from ((f"{css}::attr(datetime)", "a moment for machines") for css in css_of(element))


def _outward_links(samples: Samples) -> Iterator[tuple[str, str]]:
    own = {urlsplit(page.url).hostname for page in samples.pages}
    for element in samples.elements:
        if element.tag == "a" and _leads_out(element, own):
            yield from ((f"{css}::attr(href)", "a link to elsewhere") for css in css_of(element) if css != "a")


def _leads_out(element: Any, own: set[str | None]) -> bool:
    address = element.get("href") or ""
    return address.startswith(("http://", "https://")) and urlsplit(address).hostname not in own
