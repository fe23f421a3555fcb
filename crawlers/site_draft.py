"""A site file drafted from a site: a listing page, the page after it, a few of its ads.

In: the address of a listing. Out: a Draft. Asks for nine pages at most, as a crawl would; keeps none of them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from crawlers.drafting.ad_fields import find_fields
from crawlers.drafting.ad_links import AdLinks, find_ad_links
from crawlers.drafting.draft import Draft
from crawlers.drafting.pagers import find_next, goes_on, next_link
from crawlers.drafting.samples import Samples
from crawlers.hosts import host_name
from crawlers.job import CrawlJob
from crawlers.looking import See, look
from crawlers.page import Page
from crawlers.page_wishes import may_keep
from crawlers.site_file import BrowserSteps
from crawlers.troubles import FetchFailed
from crawlers.walls import wall
from peil.errors import OutsideError, SourceError

_ADS, _TRIES = 5, 7
_STEPS = BrowserSteps(scroll=4)
# What a look needs of a site file before there is one.
_FIRST = """[site]
name = "draft"
start = ["{url}"]
hosts = ["{host}"]
render = "{render}"
[politeness]
delay_s = {delay}
[listing]
ad = "a"
[ad]
ref = "a"
title = "a"
[floor]
ads = 1
"""


def draft_site(url: str, job: CrawlJob, *, name: str = "", render: str = "html") -> Draft:
    """The draft for the listing at `url`; `job` says under which mandates and contact it may be asked.

    Raises what hinders a crawl, SourceError where `url` is none, OutsideError where no ads are found on the page.
    """
    host = _host(url)
    delay = 0.0 if host in ("localhost", "127.0.0.1", "::1") else 2.0
    shown = f"[{host}]" if ":" in host else host
    with TemporaryDirectory() as folder:
        file = Path(folder) / "site.toml"
        file.write_text(_FIRST.format(url=url, host=shown, render=render, delay=delay), encoding="utf-8")
        return look(replace(job, site_file=str(file)), lambda see: _draft(see, url, name or _name(host), render))


async def _draft(see: See, url: str, name: str, render: str) -> Draft:
    listing = await see(url, _STEPS)
    links = find_ad_links(listing)
    if not _may_be_read(listing) or wall(listing, has_text=links is not None):
        raise OutsideError("is not a page to be read", where=url, mend="a public listing of ads would be right")
    if links is None:
        mend = "the page that lists the ads would be right; if a script fills it, --browser"
        raise OutsideError("no links to ads are found here", where=url, mend=mend)
    following, tried = await _next(see, listing)
    samples = await _samples(see, links)
    fields = find_fields(samples) if samples.pages else {}
    hosts = _photo_hosts(samples, fields["images"].css, url) if "images" in fields else ()
    return Draft(
        name=name,
        start=url,
        language=_language(listing),
        render=render,
        links=links,
        next=following,
        next_tried=tried,
        fields=fields,
        seen=len(samples.pages),
        photo_hosts=hosts,
    )


async def _next(see: See, listing: Page) -> tuple[str, bool]:
    """The selector for the next page, and whether it led on from there as well."""
    candidates = find_next(listing)
    if not candidates:
        return "", False
    try:
        second = await see(next_link(candidates[0], listing), _STEPS)
    except FetchFailed:
        return candidates[0], False
    going = [css for css in candidates if goes_on(css, listing, second)]
    return (going[0], True) if going else (candidates[0], False)


async def _samples(see: See, links: AdLinks) -> Samples:
    """Up to five ads from all over the listing that may be read."""
    pages: list[Page] = []
    words: list[str] = []
    for url in _spread(links.urls):
        try:
            page = await see(url, _STEPS)
        except FetchFailed:
            continue
        if _may_be_read(page):
            pages.append(page)
            words.append(links.words[url])
        if len(pages) == _ADS:
            break
    return Samples(tuple(pages), tuple(words))


def _spread(urls: Sequence[str]) -> list[str]:
    step = max(1, len(urls) // _TRIES)
    return list(urls[::step][:_TRIES])


def _may_be_read(page: Page) -> bool:
    return 200 <= page.status < 300 and not wall(page, has_text=True) and may_keep(page)


def _photo_hosts(samples: Samples, css: str, url: str) -> tuple[str, ...]:
    """Hosts other than the listing's that the ads' photos stand at."""
    found = {urlsplit(link).hostname or "" for links in samples.links(css) for link in links}
    return tuple(sorted(found - {urlsplit(url).hostname, ""}))


def _host(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not host_name(parts.netloc) or '"' in url or "\\" in url:
        mend = "the address of a page that lists ads, https://www.example.nl/… would be right"
        raise SourceError("is no address of a page", where=url, mend=mend)
    return host_name(parts.netloc)


def _name(host: str) -> str:
    """`www.voorbeeld.example` -> `voorbeeld`; an address of numbers -> `site-127-0-0-1`."""
    parts = [part for part in host.split(".") if part != "www"]
    word = parts[0] if any(char.isalpha() for char in host) else f"site-{host}"
    return re.sub(r"[^a-z0-9_-]", "-", word.lower())[:60]


def _language(page: Page) -> str:
    said = [word[:2].lower() for word in page.find("/html/@lang")]
    return next((word for word in said if re.fullmatch(r"[a-z]{2}", word)), "nl")
