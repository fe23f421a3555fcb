"""Looks at a site with its file in hand: one page, fetched as a crawl would, or saved.

In: a site file and a page's address or file. Out: what each selector finds there.
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawlers.job import CrawlJob
from crawlers.looking import See, look
from crawlers.own_spider import Get, OwnFields, OwnSpider, make_spider, read_by
from crawlers.page import Page
from crawlers.saved_page import saved_page
from crawlers.site_check import PageCheck, check_page
from crawlers.site_file import SiteFile
from crawlers.troubles import FetchFailed
from peil.errors import SourceError


def check_saved(site: SiteFile, file: Path, saved: Path, address: str = "") -> PageCheck:
    """The check of a saved page; `address` is where it was saved from, if the page does not say so itself."""
    page, known = saved_page(saved, address)
    page = page if known else Page(site.site.start[0], 200, {}, page.body)
    spider = make_spider(site, file)
    try:
        given = asyncio.run(_given(site, spider, page, _no_more)) if spider else None
    except FetchFailed as failure:
        raise SourceError(
            str(failure), where=str(saved), mend="a page that its spider knows would be right"
        ) from failure
    return check_page(site, page, address_known=known, given=given)


def check_url(site: SiteFile, job: CrawlJob, url: str) -> PageCheck:
    """The check of a page of the site as a crawl would get it; raises what hinders a crawl."""
    spider = make_spider(site, Path(job.site_file))
    steps = site.browser.list_ if url in site.site.start else site.browser.ad

    async def errand(see: See) -> PageCheck:
        page = await see(url, steps)
        given = await _given(site, spider, page, lambda more: see(more, steps)) if spider else None
        return check_page(site, page, given=given)

    return look(job, errand)


async def _given(site: SiteFile, spider: OwnSpider, page: Page, get: Get) -> Mapping[str, Any]:
    return OwnFields(site.site.spider).of(await read_by(spider, page, get))


async def _no_more(url: str) -> Page:
    raise FetchFailed(f"{url} is not asked for while a saved page is checked")
