"""Some ads of one site side by side, to try selectors on.

In: the pages of ads, and the words of the links that led to them. Out: how well a selector does on all of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from crawlers.drafting.css_paths import css_of, elements_of
from crawlers.field_selectors import CssSelector
from crawlers.page import Page

_MOST_ELEMENTS = 3000


@dataclass(frozen=True)
class Choice:
    """A selector for a field, on how many of the sample's pages it finds something, and why it was taken."""

    css: str
    on: int
    why: str


@dataclass(frozen=True)
class Samples:
    """The pages, at least one; `words[n]` is what the link to the n-th said."""

    pages: tuple[Page, ...]
    words: tuple[str, ...]

    @cached_property
    def elements(self) -> list[Any]:
        """The elements of all pages, page by page, without navigation and the like; 3,000 a page at most."""
        return [element for page in self.pages for element in islice(elements_of(page.root), _MOST_ELEMENTS)]

    def texts(self, css: str) -> list[list[str]]:
        """What the selector finds, page by page."""
        return [CssSelector(css).texts(page) for page in self.pages]

    def links(self, css: str) -> list[list[str]]:
        """The addresses that the selector finds, page by page."""
        return [CssSelector(css).links(page) for page in self.pages]

    def found(self, css: str) -> int:
        """On how many pages the selector finds something."""
        return sum(bool(said) for said in self.texts(css))

    def is_single(self, css: str) -> bool:
        """Whether it never finds two different things on one page."""
        return all(len(set(said)) <= 1 for said in self.texts(css))

    def differs(self, css: str) -> bool:
        """Whether it finds something else on each page; one page alone cannot tell."""
        said = [tuple(one) for one in self.texts(css) if one]
        return len(set(said)) == len(said)

    def best(self, candidates: Iterable[tuple[str, str]]) -> Choice | None:
        """Of (selector, why) the first that is single and finds something on the most pages."""
        tried = dict(reversed(list(candidates)))
        choices = [Choice(css, self.found(css), why) for css, why in reversed(tried.items()) if self.is_single(css)]
        return max((choice for choice in choices if choice.on), key=lambda choice: choice.on, default=None)

    def css_that(self, element: Any) -> Iterator[str]:
        """Selectors for an element that find one thing a page at most."""
        yield from (css for css in css_of(element) if self.is_single(css) and self.found(css))
