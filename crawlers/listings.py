"""A site's listing pages, from each start to the end.

In: the start addresses. Out: addresses of ads, each once. Bounded: a page seen before, or three that bring nothing new,
end a chain; a listing that cannot be read ends it too, and the run will be short. Each bound is noted where it bites.
"""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from crawlers.ad_page import Links, read_listing
from crawlers.addresses import plain_address, turns_in_circles
from crawlers.errand import Errand
from crawlers.following import followable
from crawlers.page import Page
from crawlers.page_wishes import may_follow
from crawlers.troubles import FetchFailed
from crawlers.walls import wall

_BARREN_PAGES = 3
_BROUGHT_NOTHING = ("duplicates", "failed", "gone", "not_public", "not_kept", "refused")


class Listings:
    """The listing pages of one run; `broken` says why a chain ended before its end, empty where none did.

    `past` are pages that this run read before it died; they are not asked for again.
    """

    def __init__(self, errand: Errand, meta: Mapping[str, Any] | None, past: Mapping[str, Links]) -> None:
        self._errand, self._meta, self._past = errand, meta, past
        self._ads: set[str] = set()
        self._pages: set[str] = set()
        self.broken = ""

    async def ads(self) -> AsyncIterator[str]:
        """The address of every ad that the site lists, in the order of its pages."""
        for start in self._errand.site.site.start:
            async for fresh in self._chain(start):
                for url in fresh:
                    self._errand.tally.add("listed")
                    yield url

    async def _chain(self, start: str) -> AsyncIterator[list[str]]:
        url: str | None = start
        barren = 0
        while url and self._may_go_on(url, barren):
            self._pages.add(plain_address(url))
            links = await self._read(url)
            if links is None:
                return
            fresh, idle = self._fresh(links), self._idle()
            yield fresh
            barren = barren + 1 if self._idle() - idle >= len(fresh) else 0
            url = links.next

    def _may_go_on(self, url: str, barren: int) -> bool:
        """Whether a page may bring something; notes the bound that says no."""
        bite = self._errand.tally.bite
        if plain_address(url) in self._pages:
            bite("a listing page that was read already")
        elif turns_in_circles(url):
            bite("an address that turns in circles")
        elif barren >= _BARREN_PAGES:
            bite(f"{_BARREN_PAGES} listing pages in a row that brought nothing new")
        else:
            return True
        return False

    def _fresh(self, links: Links) -> list[str]:
        fresh = [ad for ad in links.ads if ad not in self._ads]
        self._ads.update(fresh)
        straight = [ad for ad in fresh if not turns_in_circles(ad)]
        if len(straight) < len(fresh):
            self._errand.tally.bite("an address that turns in circles", len(fresh) - len(straight))
        return straight

    def _idle(self) -> int:
        """Visits that brought no ad so far."""
        return sum(self._errand.tally[name] for name in _BROUGHT_NOTHING)

    async def _read(self, url: str) -> Links | None:
        if url in self._past:
            return self._past[url]
        try:
            fetched = await self._errand.page(url, self._meta)
        except FetchFailed as failure:
            self._break(url, str(failure))
            return None
        links = self._without_those_who_stay_out(read_listing(self._errand.site.listing, fetched.page))
        if why := _unreadable(fetched.page, links):
            self._break(url, why)
            return None
        self._errand.tally.add("listing_pages")
        if hidden := followable(self._errand.site.listing.ad, fetched.page).hidden:
            self._errand.tally.bite("a hidden or nofollow link", hidden)
        self._errand.keep(fetched)
        self._errand.run.journal.note_listing(url, links, self._errand.now())
        return links

    def _without_those_who_stay_out(self, links: Links) -> Links:
        return Links(tuple(url for url in links.ads if not self._errand.staying_out.is_address(url)), links.next)

    def _break(self, url: str, why: str) -> None:
        self._errand.tally.error(url, f"listing: {why}")
        self.broken = self.broken or f"a listing page could not be read: {why}"


def _unreadable(page: Page, links: Links) -> str:
    if not 200 <= page.status < 300:
        return f"answered {page.status}"
    if page.is_overgrown:
        return "larger than a page may be"
    if not may_follow(page):
        return "asks that its links be not followed"
    reason = wall(page, has_text=bool(links.ads))
    return f"is not public ({reason})" if reason else ""
