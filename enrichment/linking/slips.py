"""Numbers that look like a slip of the pen: one ad of somebody with another number shows a stranger's.

In: mentions, and which of them may join. Out: the rows that are not believed: the only number of an ad, shown once in
the ad's company, where another number is at home at that time and which has nothing else to do with the stranger.
The company of an ad are the ads of its account, and those with more than one of its photos: a single one may be stolen.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np

from enrichment.linking.components import Indexes
from enrichment.linking.looks import UNDATED
from enrichment.linking.mentions import Flags, Mentions

SURE_USE = 2
"""In how many ads of the company its own number must stand, at the time of the stranger's."""
CHANCE = 50
"""One ad in so many has another house's number by chance."""
MANY = 8
"""So many strangers are somebody, whenever they advertise: of one hand with the ad, one of them would show it."""
ASKED = 20
"""Of so many ads of a company, and of so many strangers, the company is asked in turn."""

Usage = dict[int, list[int]]


def find_slips(mentions: Mentions, joining: Flags) -> Indexes:
    """Those of the joining rows that look like slips."""
    companies = _Companies.of(mentions, joining)
    return np.array([row for row in _suspects(mentions, joining).tolist() if companies.is_slip(row)], np.int64)


def _suspects(mentions: Mentions, joining: Flags) -> Indexes:
    """Rows whose number is the ad's only one, and stands once where another is at home."""
    rows = np.flatnonzero(joining & mentions.kind_rows("phone"))
    rows = rows[np.bincount(mentions.ad[rows], minlength=mentions.count)[mentions.ad[rows]] == 1]
    number = np.full(mentions.count, -1, np.int64)
    number[mentions.ad[rows]] = mentions.identifier[rows]
    beside = np.flatnonzero(joining & ~mentions.kind_rows("phone"))
    beside = beside[number[mentions.ad[beside]] >= 0]
    width = len(mentions.kinds)
    met, of_row, times = np.unique(
        mentions.identifier[beside] * width + number[mentions.ad[beside]], return_inverse=True, return_counts=True
    )
    most = np.zeros(width, np.int64)
    np.maximum.at(most, met // max(width, 1), times)
    odd = (times[of_row] == 1) & (most[mentions.identifier[beside]] >= SURE_USE)
    strange = np.zeros(mentions.count, bool)
    strange[mentions.ad[beside[odd]]] = True
    elsewhere = np.bincount(mentions.identifier[rows], minlength=len(mentions.kinds))[mentions.identifier[rows]] > 1
    suspects: Indexes = rows[strange[mentions.ad[rows]] & elsewhere]
    return suspects


@dataclass(frozen=True, slots=True)
class _Companies:
    """Looks up who is in the company of an ad, and which numbers are shown there."""

    mentions: Mentions
    joining: Flags
    first_row: Indexes
    starts: Indexes
    photo: Flags
    phone: Flags

    @classmethod
    def of(cls, mentions: Mentions, joining: Flags) -> "_Companies":
        columns = (mentions.ad, mentions.count), (mentions.identifier, len(mentions.kinds))
        first_row, starts = (
            np.concatenate([[0], np.cumsum(np.bincount(column, minlength=count))]) for column, count in columns
        )
        return cls(mentions, joining, first_row, starts, mentions.of_kind("image"), mentions.of_kind("phone"))

    def is_slip(self, row: int) -> bool:
        ad, number = int(self.mentions.ad[row]), int(self.mentions.identifier[row])
        own = self.around(ad)
        at_home = [ads for ads in own.values() if len(ads) >= SURE_USE]
        if number in own or not at_home:
            return False
        elsewhere = [other for other in self.holders(number) if other != ad]
        met = any(_at_one_time(self.mentions, ads, [ad], elsewhere) for ads in at_home)
        if not met and len(elsewhere) < MANY:
            return False
        theirs = self.numbers({each for other in elsewhere[:ASKED] for each in self.company(other) | {other}})
        return not _acquainted(own, theirs)

    def around(self, ad: int) -> Usage:
        """The numbers of an ad's company, and of its company's company where it shows none often enough."""
        company = self.company(ad)
        own = self.numbers(company)
        if any(len(ads) >= SURE_USE for ads in own.values()):
            return own
        return self.numbers(company.union(*map(self.company, sorted(company)[:ASKED])) - {ad})

    def company(self, ad: int) -> set[int]:
        """The ads that are surely of the same hand as an ad, itself left out."""
        rows = np.arange(self.first_row[ad], self.first_row[ad + 1])
        shown = self.mentions.identifier[rows[self.joining[rows]]]
        photos = shown[self.photo[shown]].tolist()
        beside = Counter(other for photo in photos for other in self.holders(photo))
        found = {other for other, times in beside.items() if times >= min(2, len(photos))}
        contacts = shown[~self.photo[shown] & ~self.phone[shown]].tolist()
        return found.union(*map(self.holders, contacts)) - {ad}

    def holders(self, identifier: int) -> list[int]:
        """The ads that show an identifier."""
        rows = self.mentions.by_identifier[self.starts[identifier] : self.starts[identifier + 1]]
        ads: list[int] = self.mentions.ad[rows[self.joining[rows]]].tolist()
        return ads

    def numbers(self, ads: set[int]) -> Usage:
        """The numbers of some ads, with the ads of each."""
        rows = self.mentions.rows_of_ads(np.array(sorted(ads), np.int64))
        rows = rows[self.joining[rows] & self.phone[self.mentions.identifier[rows]]]
        usage: defaultdict[int, list[int]] = defaultdict(list)
        for number, ad in zip(self.mentions.identifier[rows].tolist(), self.mentions.ad[rows].tolist(), strict=True):
            usage[number].append(ad)
        return usage


def _acquainted(own: Usage, theirs: Usage) -> bool:
    """Whether two companies have numbers in common, and not by a chance that befalls large houses."""
    ties = sum(min(len(own[each]), len(theirs[each])) for each in own.keys() & theirs.keys())
    return CHANCE * ties > min(sum(map(len, side.values())) for side in (own, theirs))


def _at_one_time(mentions: Mentions, own: list[int], ad: list[int], elsewhere: list[int]) -> bool:
    """Whether an own number was in use when the stranger's was shown, or when strangers showed it."""
    return _around(mentions, own, ad) or _around(mentions, own, elsewhere)


def _around(mentions: Mentions, some: list[int], others: list[int]) -> bool:
    """Whether some ads were seen while others were; ads without dates stand beside all others."""
    first = mentions.table.first
    seen, known = ([date for date in first[ads].tolist() if date != UNDATED] for ads in (some, others))
    return not seen or not known or (min(known) <= max(seen) and min(seen) <= max(known))
