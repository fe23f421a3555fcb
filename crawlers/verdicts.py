"""What the page of an ad is: present, gone, not public, not to be kept, or nothing that can be read.

In: a site file, the address asked for, the page, the fields found on it. Out: a verdict with its reason. Pure. Whether
it is the site's not-found page in disguise is asked elsewhere (crawlers.not_found).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from crawlers.addresses import plain_address
from crawlers.page import MAX_PAGE_BYTES, Page
from crawlers.page_wishes import may_keep
from crawlers.signs import shows
from crawlers.site_file import SiteFile
from crawlers.walls import wall

Kind = Literal["present", "gone", "not_public", "not_kept", "unreadable", "failed"]
_CONTENT = ("text", "phone", "city", "address", "age", "price", "images")


@dataclass(frozen=True)
class Verdict:
    """What a page is; `unreadable` is a page that answered well and shows no ad, `failed` one that did not."""

    kind: Kind
    why: str = ""


def verdict(site: SiteFile, asked: str, page: Page, fields: Mapping[str, Any]) -> Verdict:
    """The verdict by the page alone."""
    if page.status in (404, 410):
        return Verdict("gone", f"answered {page.status}")
    if shows(site.signs.gone, page):
        return Verdict("gone", "the site file's sign")
    if reason := wall(page, has_text=any(fields[name] for name in _CONTENT), asked=asked):
        return Verdict("not_public", reason)
    if shows(site.signs.not_public, page):
        return Verdict("not_public", "the site file's sign")
    if not 200 <= page.status < 300:
        return Verdict("failed", f"answered {page.status}")
    if _leads_home(site, asked, page):
        return Verdict("gone", "leads to the front page")
    return _readable(page, fields)


def _leads_home(site: SiteFile, asked: str, page: Page) -> bool:
    """Whether a redirect led from the ad to where a crawl starts, or to the root of the host."""
    came, was = plain_address(page.url), plain_address(asked)
    if came in map(plain_address, site.site.start):
        return came != was
    return urlsplit(came).path in ("", "/") and urlsplit(was).path not in ("", "/")


def _readable(page: Page, fields: Mapping[str, Any]) -> Verdict:
    if page.is_overgrown:
        return Verdict("unreadable", f"more than {MAX_PAGE_BYTES} bytes of page")
    if not fields["ref"] or not (fields["title"] or fields["text"]):
        return Verdict("unreadable", "no ref, or neither title nor text, was found on the page")
    return Verdict("present" if may_keep(page) else "not_kept")
