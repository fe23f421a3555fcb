"""A page as it was answered: its address, its status, its headers, its bytes after unpacking.

In: bytes. Out: text, a tree to select in, JSON. Decoding is checked: valid UTF-8 is UTF-8, whatever a header claims.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html  # type: ignore[import-untyped]  # it ships none
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

from crawlers.image_headers import image_kind

MAX_PAGE_BYTES = 4_000_000
_DATA = "//script[@type = 'application/ld+json' or @type = 'application/json']/text()"
_MOST_BLOCKS = 100
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
# What stands after `</html>` is shown by browsers and dropped by libxml2.
_END = re.compile("</(?:body|html)[ \t\r\n]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """One answer; `headers` have lower-case names, and several values of one name on lines of their own."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @cached_property
    def text(self) -> str:
        """The body as text."""
        return decode(self.body, self.headers.get("content-type", ""))

    @cached_property
    def json(self) -> Any:
        """The body as JSON, None where it is none."""
        return None if self.is_overgrown else _json(self.text)

    @cached_property
    def data(self) -> tuple[Any, ...]:
        """The body where it is JSON, else every block of JSON in the HTML, such as schema.org's, in page order."""
        if self.json is not None:
            return (self.json,)
        blocks = self.find(_DATA)[:_MOST_BLOCKS]
        return tuple(block for block in map(_json, blocks) if block is not None)

    @cached_property
    def root(self) -> Any:
        """The tree of the HTML, None where there is none, as in a picture, and where it is overgrown."""
        if self.is_overgrown or image_kind(self.body):
            return None
        source = _CONTROL.sub("", _END.sub("", self.text)).encode("utf-8", "replace")
        parser = html.HTMLParser(encoding="utf-8", recover=True, no_network=True)
        try:
            return etree.fromstring(source, parser=parser) if source.strip() else None
        except etree.XMLSyntaxError:
            return None

    @property
    def is_overgrown(self) -> bool:
        """Whether it is larger than MAX_PAGE_BYTES; a tree takes up to sixty times the bytes it was read from."""
        return len(self.body) > MAX_PAGE_BYTES

    @cached_property
    def canonical(self) -> str:
        """The address that the page says is its own, empty where it says none."""
        said = self.find("//link[@rel = 'canonical']/@href") if self.mentions("canonical") else []
        return self.absolute(said[0]) if said else ""

    def mentions(self, words: str) -> bool:
        """Whether the source has `words`, given in small letters, in any case: cheaper than a look in the tree."""
        return words in self._small

    @cached_property
    def _small(self) -> str:
        return self.text.lower()

    def find(self, xpath: str, **variables: str) -> list[Any]:
        """Elements or texts at an XPath, in page order."""
        return [] if self.root is None else list(_compiled(xpath)(self.root, **variables))

    def absolute(self, address: str) -> str:
        """An address on this page in full, by its `base` where it has one; empty where it is none."""
        try:
            return urljoin(self._base, address.strip())
        except ValueError:
            return ""

    @cached_property
    def _base(self) -> str:
        said = self.find("//base/@href") if self.mentions("<base") else []
        try:
            return urljoin(self.url, said[0]) if said else self.url
        except ValueError:
            return self.url


def _json(text: str) -> Any:
    """The text as JSON, None where it is none; a bare number or word is none."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def decode(body: bytes, content_type: str) -> str:
    """The text of `body`: a byte order mark, valid UTF-8, the header, the page's own word, else windows-1252."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        claimed = http_content_type_encoding(content_type) or html_body_declared_encoding(body)
        return body.decode(_codec(claimed), "replace")


def _codec(claimed: str | None) -> str:
    known = resolve_encoding(claimed) if claimed else None
    return "cp1252" if known in (None, "utf-8") else str(known)


@cache
def _compiled(xpath: str) -> etree.XPath:
    return etree.XPath(xpath, smart_strings=False)
