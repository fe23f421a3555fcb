"""The three sites by name: where a crawl starts, where photos lie, and what makes the pages of a week.

In: nothing. Out: one table; the rest of the market knows the sites through it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from crawlers.market import etalage, prikbord, vitrine, weeks
from crawlers.market.ads import Ad
from crawlers.market.answers import Answer

Pages = Callable[[Iterable[Ad], int], dict[str, Answer]]


@dataclass(frozen=True, slots=True)
class Site:
    """One site; `visited` are the weeks in which it is to be crawled."""

    start: str
    photos: str
    pages: Pages
    visited: tuple[int, ...] = tuple(range(weeks.WEEKS))


SITES: Mapping[str, Site] = {
    "etalage": Site(etalage.START, etalage.PHOTOS, etalage.pages),
    "vitrine": Site(vitrine.START, vitrine.PHOTOS, vitrine.pages, weeks.VITRINE_WEEKS),
    "prikbord": Site(prikbord.START, prikbord.PHOTOS, prikbord.pages),
}
