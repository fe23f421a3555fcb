"""The ads in founding order, a column for each thing that the linker asks of them.

In: looks. Out: a table with one place an ad (earliest first, undated last, then by id), and the ad of each look.
Of several looks at one ad, site, account, name and text are as last seen; order of input leaves no trace.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from enrichment.linking.components import Indexes
from enrichment.linking.looks import EPOCH, UNDATED, Looks

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns over the ads: dates in microseconds since 1970 or UNDATED; words as numbers, 0 where there is none.

    `account` numbers a name at a site (the same name at another site is another account), spelt out in `accounts`.
    """

    ids: list[str]
    first: Indexes
    last: Indexes
    site: Indexes
    account: Indexes
    name: Indexes
    accounts: list[str]
    texts: list[str]
    text_of: Indexes

    def text(self, ad: int) -> str:
        """What the ad said when last seen."""
        return self.texts[int(self.text_of[ad])]


def moment(microseconds: int) -> datetime | None:
    """The moment that a column holds."""
    return None if microseconds == UNDATED else EPOCH + timedelta(microseconds=int(microseconds))


def in_founding_order(looks: Looks) -> tuple[Table, Indexes]:
    """The table, and for each look the ad that it is of."""
    ids, ad = _ads(looks.ids)
    first, last = _dates(looks, ad, len(ids))
    order = _founding_order(ids, first)
    place = np.empty(len(ids), np.int64)
    place[order] = np.arange(len(ids))
    ad = place[ad]
    newest = _Newest(ad, np.array(looks.first, np.int64), len(ids))
    site, name = newest.said(looks.site), newest.said(looks.name)
    account, accounts = _accounts(looks, site, newest.said(looks.account))
    texts = newest.place(np.array([bool(text) for text in looks.texts], bool))
    columns = first[order], last[order], site, account, name, accounts, looks.texts, texts
    return Table([ids[index] for index in order.tolist()], *columns), ad


def _ads(of_looks: list[str]) -> tuple[list[str], Indexes]:
    numbers = dict.fromkeys(of_looks, 0)
    if len(numbers) == len(of_looks):
        return of_looks, np.arange(len(of_looks))
    for number, name in enumerate(numbers):
        numbers[name] = number
    return list(numbers), np.array([numbers[name] for name in of_looks], np.int64)


def _dates(looks: Looks, ad: Indexes, count: int) -> tuple[Indexes, Indexes]:
    first, last = np.array(looks.first, np.int64), np.array(looks.last, np.int64)
    if count == len(ad):
        return first, last
    earliest, latest = np.full(count, UNDATED), np.full(count, -1)
    np.minimum.at(earliest, ad, first)
    np.maximum.at(latest, ad, np.where(last == UNDATED, -1, last))
    latest[latest < 0] = UNDATED
    return earliest, latest


def _founding_order(ids: list[str], first: Indexes) -> Indexes:
    """The earliest first; only ads of one moment are ordered by id."""
    order = np.argsort(first, kind="stable")
    same = np.zeros(len(order), bool)
    same[1:] = first[order[1:]] == first[order[:-1]]
    tied = same.copy()
    tied[:-1] |= same[1:]
    by_id = np.array(sorted(order[tied].tolist(), key=ids.__getitem__), np.int64)
    order[tied] = by_id[np.argsort(first[by_id], kind="stable")]
    return order


class _Newest:
    """For each ad the place of the last look that says something."""

    def __init__(self, ad: Indexes, seen: Indexes, count: int) -> None:
        self.several = len(ad) > count
        self.ad, self.count = ad, count
        known = np.where(seen == UNDATED, -1, seen)
        self.order = np.lexsort((known, ad)) if self.several else np.argsort(ad)

    def place(self, says: Flags) -> Indexes:
        """The place of the last look at each ad that says something; of any look where none does."""
        found = np.empty(self.count, np.int64)
        found[self.ad[self.order]] = self.order
        if self.several:
            telling = self.order[says[self.order]]
            found[self.ad[telling]] = telling
        return found

    def said(self, column: Sequence[int]) -> Indexes:
        """What was last said, by ad."""
        values = np.array(column, np.int64)
        return values[self.place(values > 0)]


def _accounts(looks: Looks, site: Indexes, account: Indexes) -> tuple[Indexes, list[str]]:
    """Accounts of a site, by ad, and how each is written."""
    of_site = np.where(account > 0, account * len(looks.sites.numbers) + site, -1)
    found, number = np.unique(of_site, return_inverse=True)
    sites, names = list(looks.sites.numbers), list(looks.accounts.numbers)
    known = [divmod(value, len(sites)) for value in found.tolist() if value >= 0]
    spelt = ["", *(f"{sites[at]}/{names[which]}" for which, at in known)]
    return number + (len(spelt) - len(found)), spelt
