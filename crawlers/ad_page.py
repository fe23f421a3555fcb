"""What a site file finds on a page: the links of a listing, the fields of an ad.

In: a page and a site file. Out: addresses; a sighting's fields as shown. Pure; nothing is read into what is found.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag

from crawlers.addresses import plain_address
from crawlers.field_selectors import CssSelector, Selector
from crawlers.following import followable
from crawlers.page import Page
from crawlers.site_file import AdFields, Listing

_SINGLE = ("ref", "title", "city", "address", "age", "posted", "account", "category")
_JOINED = ("text", "phone")
MOST_IMAGES = 40
_MOST_PRICES = 100
_LONGEST, _LONGEST_LINE = 100_000, 1_000


@dataclass(frozen=True)
class Links:
    """What a listing page leads to, in page order, each once."""

    ads: tuple[str, ...]
    next: str | None


def read_listing(listing: Listing, page: Page) -> Links:
    """The addresses of the ads and of the next page."""
    following = followable(listing.next, page).addresses if listing.next else ()
    ads = followable(listing.ad, page).addresses
    return Links(_plain(ads), plain_address(following[0]) if following else None)


def read_ad(fields: AdFields, page: Page) -> dict[str, Any]:
    """The fields of an ad by name: texts, `price` as a tuple of texts, `images` as a tuple of addresses."""
    found: dict[str, Any] = {name: _line(_texts(fields, name, page)) for name in _SINGLE}
    found |= {name: "\n".join(_texts(fields, name, page))[:_LONGEST] for name in _JOINED}
    website = _websites(fields.website, page) if fields.website else []
    images = fields.images.links(page) if fields.images else []
    shown = [address for address in images if address.startswith(("http://", "https://"))]
    return found | {
        "website": website[0] if website else "",
        "price": tuple(_line([price]) for price in _texts(fields, "price", page)[:_MOST_PRICES]),
        "images": _once(shown)[:MOST_IMAGES],
    }


def read_ref(fields: AdFields, url: str) -> str:
    """The ref as far as the address alone tells it, else empty."""
    return "".join(fields.ref.texts(Page(url, 0, {}, b""))[:1])


def _websites(selector: Selector, page: Page) -> list[str]:
    """An element's or an attribute's address in full; a text as it is shown, `www.voorbeeld.example` say."""
    if isinstance(selector, CssSelector) and not selector.css.rstrip().endswith("::text"):
        return selector.links(page) or selector.texts(page)
    return selector.texts(page)


def _line(texts: list[str]) -> str:
    """The first text, on one line."""
    return " ".join("".join(texts[:1]).split())[:_LONGEST_LINE]


def _texts(fields: AdFields, name: str, page: Page) -> list[str]:
    selector: Selector | None = getattr(fields, name)
    return [text[:_LONGEST] for text in selector.texts(page)] if selector else []


def _plain(addresses: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain_address(address) for address in addresses if address))


def _once(addresses: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(urldefrag(address).url for address in addresses if address))
