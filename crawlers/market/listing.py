"""Which ads a site's lists show in a week, newest first, in pages.

In: a site's ads and a week. Out: lists of ads; with the ones that are gone and still linked.
"""

from collections.abc import Iterable

from crawlers.market.ads import Ad


def listed(ads: Iterable[Ad], week: int) -> list[Ad]:
    """Live ads and lingering ones, the latest posted first."""
    shown = [ad for ad in ads if ad.is_live(week) or ad.lingers_in(week)]
    return sorted(shown, key=lambda ad: (ad.posted(week), ad.ref), reverse=True)


def paged(ads: list[Ad], size: int) -> list[list[Ad]]:
    """The list in pages of `size`; one empty page where there is nothing."""
    return [ads[at : at + size] for at in range(0, len(ads), size)] or [[]]
