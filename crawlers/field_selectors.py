"""What a site file says about where a field stands: CSS on the page, a regex on its address, JMESPath on the JSON
that it is or holds.

In: one value of a site file; later a page. Out: a selector; later the texts or addresses it finds, in page order.
Never a guess: what a selector does not find stays empty.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jmespath
from cssselect import SelectorError
from jmespath.functions import Functions
from parsel.csstranslator import HTMLTranslator

from crawlers.page import Page
from crawlers.visible_text import visible_text

_PSEUDO = re.compile(r"::(text|attr\(\s*[\w:-]+\s*\))\s*$")
_LINK_ATTRIBUTES = ("href", "src", "data-src")


@dataclass(frozen=True)
class CssSelector:
    """CSS with parsel's `::text` and `::attr(x)`; without either an element gives its visible text, lines kept."""

    css: str

    @cached_property
    def xpath(self) -> str:
        """The same in XPath."""
        return HTMLTranslator().css_to_xpath(self.css)

    @cached_property
    def plain(self) -> bool:
        """Whether it selects elements, not their text or an attribute."""
        return not _PSEUDO.search(self.css)

    def texts(self, page: Page) -> list[str]:
        """The texts found, without the empty ones."""
        found = page.find(self.xpath)
        said = [node if isinstance(node, str) else visible_text(node) for node in found]
        return [text.strip() for text in said if text.strip()]

    def links(self, page: Page) -> list[str]:
        """The addresses found; an element gives its href, src or data-src."""
        found = page.find(self.xpath)
        said = [node if isinstance(node, str) else link_address(node) for node in found]
        return [page.absolute(address) for address in said if address.strip()]


@dataclass(frozen=True)
class UrlSelector:
    """A regex with one group on the page's own address."""

    pattern: re.Pattern[str]

    def texts(self, page: Page) -> list[str]:
        """The group, or nothing."""
        found = self.pattern.search(page.url)
        return [found[1]] if found and found[1] else []

    def links(self, page: Page) -> list[str]:
        """The group as an address beside the page's."""
        return list(filter(None, map(page.absolute, self.texts(page))))


@dataclass(frozen=True)
class JsonSelector:
    """JMESPath on the page's JSON; numbers become text, null nothing, lists several values.

    On HTML it is tried on each block of JSON in the page, in page order, until one gives something.
    """

    expression: str

    @cached_property
    def _compiled(self) -> Any:
        return jmespath.compile(self.expression)

    def texts(self, page: Page) -> list[str]:
        """The values found as text."""
        return next(filter(None, map(self._values, page.data)), [])

    def _values(self, data: Any) -> list[str]:
        try:
            found = self._compiled.search(data)
        except jmespath.exceptions.JMESPathError:
            return []  # a function met a value of another type than it takes
        values = found if isinstance(found, list) else [found]
        return [str(value).strip() for value in values if value is not None and str(value).strip()]

    def links(self, page: Page) -> list[str]:
        """The values as addresses."""
        return list(filter(None, map(page.absolute, self.texts(page))))


Selector = CssSelector | UrlSelector | JsonSelector


def read_selector(value: Any) -> Selector:
    """The selector of one value of a site file; raises ValueError in words that say what would be right."""
    if isinstance(value, CssSelector | UrlSelector | JsonSelector):
        return value
    if isinstance(value, str):
        return _css(value)
    if isinstance(value, dict) and len(value) == 1:
        kind, said = next(iter(value.items()))
        if kind in ("url", "json") and isinstance(said, str):
            return _url(said) if kind == "url" else _json(said)
    raise ValueError(
        'not a selector, "css", { url = \'regex with one group\' } or { json = "jmespath" } would be right'
    )


def _css(css: str) -> CssSelector:
    try:
        HTMLTranslator().css_to_xpath(css)
    except SelectorError as error:
        raise ValueError(f"{css!r} is not CSS ({error}), something such as 'h1::text' would be right") from error
    return CssSelector(css)


def _url(pattern: str) -> UrlSelector:
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise ValueError(
            f"{pattern!r} is not a regex ({error}), something such as '/ad/(\\d+)' would be right"
        ) from error
    if compiled.groups != 1:
        raise ValueError(f"{pattern!r} has {compiled.groups} groups, exactly one would be right")
    return UrlSelector(compiled)


def _json(expression: str) -> JsonSelector:
    try:
        _know_functions(jmespath.compile(expression).parsed)
    except jmespath.exceptions.JMESPathError as error:
        cause = str(error).splitlines()[0]
        raise ValueError(
            f"{expression!r} is not JMESPath ({cause}), something such as 'ad.title' would be right"
        ) from error
    return JsonSelector(expression)


def _know_functions(node: Any) -> None:
    """Raise UnknownFunctionError for a function that JMESPath has not; its own compiler only finds out in use."""
    if node["type"] == "function_expression" and node["value"] not in Functions.FUNCTION_TABLE:
        raise jmespath.exceptions.UnknownFunctionError(f"no function {node['value']}()")
    for child in node["children"]:
        if isinstance(child, dict):
            _know_functions(child)


def link_address(node: Any) -> str:
    """Where an element leads: its href, src or data-src, empty without one."""
    return next((node.get(name) for name in _LINK_ATTRIBUTES if node.get(name)), "")
