"""Ads to the table that everything else works on: which ad shows which identifier.

In: ads. Out: the ads in founding order (earliest first, then by id) and two arrays, ad and identifier, a row a mention.
Order of input leaves no trace. Photos are one identifier when they are one file.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from enrichment.linking.options import LinkOptions
from enrichment.linking.photos import PhotoGroups, group_photos
from enrichment.linking.websites import website_key
from peil.errors import PeilBug
from peil.records.joined import IdentifierKind, LinkAd

Indexes = NDArray[np.int64]
Key = tuple[IdentifierKind, str]

KINDS: tuple[IdentifierKind, ...] = get_args(IdentifierKind)
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Rows (`ad[i]`, `identifier[i]`), each pair once; the indexes point into `ads` and `identifiers`."""

    ads: tuple[LinkAd, ...]
    identifiers: tuple[Key, ...]
    kinds: NDArray[np.int8]
    ad: Indexes
    identifier: Indexes
    photos: PhotoGroups

    def kind_rows(self, kind: IdentifierKind) -> NDArray[np.bool_]:
        """Which rows name an identifier of this kind."""
        return self.of_kind(kind)[self.identifier]

    def of_kind(self, kind: IdentifierKind) -> NDArray[np.bool_]:
        """Which identifiers are of this kind."""
        flags: NDArray[np.bool_] = self.kinds == KINDS.index(kind)
        return flags

    def with_periods(self, identifier: Indexes, identifiers: Sequence[Key]) -> "Mentions":
        """The same rows naming other identifiers."""
        return replace(self, identifier=identifier, identifiers=tuple(identifiers), kinds=_kinds(identifiers))


def read_mentions(ads: Sequence[LinkAd], options: LinkOptions) -> Mentions:
    """The mentions of the ads; raises PeilBug where two ads have one id."""
    ordered = tuple(sorted(ads, key=founding_order))
    if len({ad.id for ad in ordered}) != len(ordered):
        raise PeilBug("two ads have one id", where="linking")
    photos = group_photos([print_ for ad in ordered for print_ in ad.images], options)
    numbers: dict[Key, int] = {}
    rows: list[tuple[int, int]] = []
    for index, ad in enumerate(ordered):
        rows += dict.fromkeys((index, numbers.setdefault(key, len(numbers))) for key in _keys(ad, photos) if key[1])
    table = np.array(rows, np.int64).reshape(-1, 2)
    return Mentions(ordered, tuple(numbers), _kinds(numbers), table[:, 0].copy(), table[:, 1].copy(), photos)


def founding_order(ad: LinkAd) -> tuple[datetime, str]:
    """What sorts ads by age; an ad without a date founds nothing that a dated one could."""
    return ad.first_seen or NEVER, ad.id


def account_value(ad: LinkAd) -> str:
    """An account is a site's: the same name at another site is another account. Empty where there is none."""
    return f"{ad.site}/{ad.account.strip()}" if ad.account.strip() else ""


def _kinds(identifiers: Iterable[Key]) -> NDArray[np.int8]:
    """The kind of each identifier, as its place in KINDS."""
    place = {kind: index for index, kind in enumerate(KINDS)}
    return np.array([place[kind] for kind, _ in identifiers], np.int8)


def _keys(ad: LinkAd, photos: PhotoGroups) -> Iterator[Key]:
    if account := account_value(ad):
        yield "account", account
    for phone in ad.phones:
        yield "phone", phone
    for website in ad.websites:
        yield "website", website_key(website)
    for handle in ad.handles:
        yield "handle", handle.strip().lower()
    for number in ad.licence_numbers:
        yield "licence_no", number.strip().upper()
    for print_ in ad.images:
        if group := photos.group.get(print_.pdq):
            yield "image", group
