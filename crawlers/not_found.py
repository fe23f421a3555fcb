"""The site's page for what is not there, where it answers 200 for that: learnt once a run.

In: an ad's address and page. Out: whether the page is that one. One request a run, to an address of the same pattern
at which nothing can be; a site that says 404 there needs nothing more, and one that shows an ad there tells nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawlers.ad_page import read_ad, read_ref
from crawlers.addresses import impossible_address
from crawlers.errand import Errand
from crawlers.fetching import Fetched
from crawlers.field_selectors import UrlSelector
from crawlers.likeness import Wording, likeness, share_within
from crawlers.page import Page
from crawlers.troubles import FetchFailed
from crawlers.visible_text import visible_text
from crawlers.walls import wall

_SAID = ("title", "text", "phone", "city", "address", "age")
_SAID_SHARE, _ALIKE, _ALIKE_UNREAD = 0.8, 0.6, 0.8
# What an ad shows and a page that has none hardly ever does.
_AN_ADS = ("phone", "city", "address", "age", "price", "website", "images")
_SAYS_SO = re.compile(
    r"\b(?:niet (?:meer )?(?:gevonden|beschikbaar|online|actief)|bestaat (?:\w+ )?niet|verwijderd|verlopen|404|"
    r"not found|no longer|does(?: not|n.t) exist|(?:removed|deleted|expired|unavailable)|nicht (?:mehr )?gefunden|"
    r"existiert nicht|introuvable|n.existe (?:pas|plus)|plus disponible)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NotFoundPage:
    """What a site shows where nothing is."""

    url: str
    wording: Wording
    images: frozenset[str]

    @property
    def says_so(self) -> bool:
        """Whether it says in words that nothing is there."""
        return bool(_SAYS_SO.search(self.wording.text))

    def is_shown(self, asked: str, page: Page, fields: Mapping[str, Any]) -> bool:
        """Whether `page`, asked for at `asked`, is the same page, and `fields` say nothing that it does not say."""
        if page.url == self.url and page.url != asked:
            return True
        if not self.images.issuperset(fields["images"]):
            return False
        said = [Wording(text, asked) for text in (*(fields[name] for name in _SAID), *fields["price"])]
        said = [wording for wording in said if wording.words]
        if said and _share(said, self.wording) < _SAID_SHARE:
            return False
        if _SAYS_SO.search(fields["title"]):
            return True
        return likeness(page_wording(page, asked), self.wording) >= (_ALIKE if said else _ALIKE_UNREAD)


class NotFound:
    """What one run knows of its site's not-found page."""

    def __init__(self, errand: Errand, meta: Mapping[str, Any] | None = None) -> None:
        self._errand, self._meta = errand, meta
        self._learnt = self._told_apart = False
        self._page: NotFoundPage | None = None

    async def is_shown(self, asked: str, page: Page, fields: Mapping[str, Any]) -> bool:
        """Whether an ad's page is the not-found page; asks for that page the first time."""
        if not self._learnt:
            self._learnt = True
            self._page = await self._learn(asked, fields["ref"])
        return self._page is not None and self._is_believed(self._page, asked, page, fields)

    def _is_believed(self, known: NotFoundPage, asked: str, page: Page, fields: Mapping[str, Any]) -> bool:
        """Whether the page is that one, and it is known not to be what every ad of this site looks like.

        It is known where the page says that nothing is there, where a redirect leads to it, or once an ad looked else.
        """
        if not known.is_shown(asked, page, fields):
            self._told_apart = self._told_apart or bool(fields["title"] or fields["text"])
            return False
        return self._told_apart or known.says_so or known.url == page.url != asked

    async def _learn(self, asked: str, ref: str) -> NotFoundPage | None:
        url = impossible_address(asked, ref)
        try:
            fetched = await self._errand.fetcher.get(url, self._meta)
        except FetchFailed as failure:
            self._errand.tally.not_found = f"not known, {url}: {failure}"
            return None
        kind, known = self._read(fetched, asked, url)
        self._errand.tally.not_found = f"{kind}, {url} answered {fetched.page.status}"
        return known

    def _read(self, fetched: Fetched, asked: str, address: str) -> tuple[str, NotFoundPage | None]:
        page = fetched.page
        if not 200 <= page.status < 300:
            return "told by its status", None
        if wall(page, has_text=False, asked=page.url) or page.root is None:
            return "not known", None
        fields = read_ad(self._errand.site.ad, page)
        found = NotFoundPage(page.url, page_wording(page, address), frozenset(fields["images"]))
        other = not isinstance(self._errand.site.ad.ref, UrlSelector) and fields["ref"] not in address
        an_ad = not self._is_led_away(page, address) and not found.says_so and any(fields[name] for name in _AN_ADS)
        if other or an_ad or asked in (page.url, page.canonical):
            return "not known, an ad is shown", None
        self._errand.keep(fetched)
        return "told by likeness", found

    def _is_led_away(self, page: Page, address: str) -> bool:
        """Whether another page came than that of the address, not the same under a fuller name."""
        ref = read_ref(self._errand.site.ad, address)
        return page.url != address and not (ref and read_ref(self._errand.site.ad, page.url) == ref)


def page_wording(page: Page, asked: str) -> Wording:
    """All that a page says."""
    return Wording("" if page.root is None else visible_text(page.root), asked)


def _share(said: list[Wording], whole: Wording) -> float:
    """The share of all words in `said` that stand in what `whole` says."""
    words = sum(len(wording.words) for wording in said)
    return sum(len(wording.words) * share_within(wording, whole) for wording in said) / words
