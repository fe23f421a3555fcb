"""What a site file finds on one page, selector by selector.

In: a site file and a page. Out: per field its selector, what it found and whether that is enough. Pure; a listing shows
its links to ads and to the next page, an ad its fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from crawlers.ad_page import read_ad, read_listing, read_ref
from crawlers.field_selectors import CssSelector, JsonSelector, Selector, UrlSelector
from crawlers.hosts import belongs
from crawlers.page import Page
from crawlers.page_wishes import may_follow, may_keep, may_keep_photos
from crawlers.site_file import AdFields, SiteFile
from crawlers.walls import wall

Kind = Literal["ad", "listing"]
_REQUIRED = ("ref", "title")


@dataclass(frozen=True)
class FieldCheck:
    """One field: its name in the file, its selector as written, what was found; `unknowable` without an address."""

    field: str
    selector: str
    found: tuple[str, ...]
    required: bool = False
    unknowable: bool = False

    @property
    def lacks(self) -> bool:
        """Whether a crawl could not do without it."""
        return self.required and not self.found and not self.unknowable


@dataclass(frozen=True)
class PageCheck:
    """One page: what it was read as, its fields, and in `remarks` what else a person should know.

    `barred` where a crawl takes nothing from it: no answer to use, or not public.
    """

    url: str
    kind: Kind
    fields: tuple[FieldCheck, ...]
    remarks: tuple[str, ...] = ()
    barred: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that a crawl cannot do without, and that were not found."""
        return tuple(field.field for field in self.fields if field.lacks)


def check_page(
    site: SiteFile, page: Page, *, address_known: bool = True, given: Mapping[str, Any] | None = None
) -> PageCheck:
    """What the file finds on the page; `given` is what the site's own spider read there, where it has one."""
    fields = dict(given) if given is not None else read_ad(site.ad, page)
    kind = _kind(site, page, fields)
    reason = wall(page, has_text=bool(fields["text"]) or kind == "listing")
    checks = _listing(site, page) if kind == "listing" else _ad(site, fields, address_known)
    return PageCheck(
        url=page.url if address_known else "",
        kind=kind,
        fields=checks,
        remarks=(*_remarks(page, kind, reason), *_elsewhere(site, _leads_to(site, page, kind, fields))),
        barred=bool(reason) or not 200 <= page.status < 300,
    )


def _kind(site: SiteFile, page: Page, fields: Mapping[str, Any]) -> Kind:
    """An ad has a ref of its own, or an ad's text; a page that links to ads and has neither is a listing."""
    if fields["text"] or (fields["ref"] and fields["title"]) or not read_listing(site.listing, page).ads:
        return "ad"
    return "listing"


def _ad(site: SiteFile, fields: Mapping[str, Any], address_known: bool) -> tuple[FieldCheck, ...]:
    said = {name: getattr(site.ad, name) for name in AdFields.model_fields}
    return tuple(
        FieldCheck(
            field=f"ad.{name}",
            selector=site.site.spider or _written(selector),
            found=_values(fields[name]),
            required=name in _REQUIRED,
            unknowable=isinstance(selector, UrlSelector) and not address_known,
        )
        for name, selector in said.items()
        if selector is not None or site.site.spider
    )


def _listing(site: SiteFile, page: Page) -> tuple[FieldCheck, ...]:
    links = read_listing(site.listing, page)
    checks = [FieldCheck("listing.ad", _written(site.listing.ad), links.ads, required=True)]
    if site.listing.next is not None:
        checks.append(FieldCheck("listing.next", _written(site.listing.next), (links.next,) if links.next else ()))
    if isinstance(site.ad.ref, UrlSelector):
        refs = [read_ref(site.ad, url) for url in links.ads]
        checks.append(FieldCheck("ad.ref", _written(site.ad.ref), tuple(filter(None, refs)), required=True))
    return tuple(checks)


def _leads_to(site: SiteFile, page: Page, kind: Kind, fields: Mapping[str, Any]) -> tuple[str, ...]:
    """What a crawl would visit from here: a listing's ads, an ad's photos."""
    urls: tuple[str, ...] = read_listing(site.listing, page).ads if kind == "listing" else fields["images"]
    return urls


def _remarks(page: Page, kind: Kind, reason: str) -> list[str]:
    said = []
    if not 200 <= page.status < 300:
        said.append(f"it answered {page.status}")
    if reason:
        said.append(f"it is not public ({reason}); a crawl notes that and leaves")
    if not may_keep(page):
        said.append("it asks not to be kept; a crawl reads no further")
    if kind == "listing" and not may_follow(page):
        said.append("it asks that its links be not followed; a crawl follows none")
    if kind == "ad" and not may_keep_photos(page):
        said.append("it asks that its photos be left out; a crawl fetches none")
    return said


def _elsewhere(site: SiteFile, leads_to: tuple[str, ...]) -> list[str]:
    hosts = {urlsplit(url).netloc for url in leads_to if not belongs(url, site.site.hosts)}
    return [f"not visited, since not in [site] hosts: {', '.join(sorted(hosts))}"] if hosts else []


def _values(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple) else (value,) if value else ()


def _written(selector: Selector | None) -> str:
    """The selector as a site file has it."""
    if isinstance(selector, UrlSelector):
        return f"{{ url = '{selector.pattern.pattern}' }}"
    if isinstance(selector, JsonSelector):
        return f'{{ json = "{selector.expression}" }}'
    return selector.css if isinstance(selector, CssSelector) else ""
