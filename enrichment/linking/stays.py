"""Numbers that are guests with accounts at which another number is at home.

In: mentions, and which numbers count. Out: how often which account shows which number, and where it is a guest.
A help line or a placeholder is at home with nobody; a house's number is at home with all who work there.
"""

from dataclasses import dataclass

import numpy as np

from enrichment.linking.components import Indexes
from enrichment.linking.mentions import Flags, Mentions


@dataclass(frozen=True, slots=True)
class Stays:
    """A row for each account and number that meet: in `times` ads; by account, the number shown most often first."""

    account: Indexes
    number: Indexes
    times: Indexes

    def guests(self) -> "Stays":
        """Those where the account shows another number more often, or as often and known for longer."""
        second = np.zeros(len(self.account), bool)
        second[1:] = self.account[1:] == self.account[:-1]
        return Stays(self.account[second], self.number[second], self.times[second])

    def most(self, accounts: int) -> Indexes:
        """For each of so many accounts how often it shows the number that it shows most."""
        found = np.zeros(accounts, np.int64)
        found[self.account[::-1]] = self.times[::-1]
        return found


def find_stays(mentions: Mentions, counted: Flags) -> Stays:
    """The stays of the numbers that count with the accounts that count."""
    host = accounts_of(mentions, counted)[mentions.ad]
    rows = (counted & mentions.of_kind("phone"))[mentions.identifier] & (host >= 0)
    width = max(len(mentions.kinds), 1)
    met, times = np.unique(host[rows] * width + mentions.identifier[rows], return_counts=True)
    account, number = np.divmod(met, width)
    order = np.lexsort((number, -times, account))
    return Stays(account[order], number[order], times[order])


def accounts_of(mentions: Mentions, counted: Flags) -> Indexes:
    """The account of each ad as an identifier, -1 where it has none that counts."""
    rows = (counted & mentions.of_kind("account"))[mentions.identifier]
    account = np.full(mentions.count, -1, np.int64)
    account[mentions.ad[rows]] = mentions.identifier[rows]
    return account
