"""How the sites fare: when each is due next, and what came of its last turn.

In: the ledger, the sites, a moment. Out: a line a site, soonest first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from console.timetable import next_due
from console.workers import is_dead
from crawlers.site_file import SiteFile
from ledger.turns import TurnTaken, last_turns
from peil.days import AMSTERDAM


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """One site: its next due moment and its last turn, None where it never had one."""

    site: str
    next_at: datetime
    last: TurnTaken | None

    def in_words(self) -> str:
        """One line: when next, what last."""
        return f"{self.site}: next {_moment(self.next_at)}; last {_last(self.last)}"


def health(sites: Iterable[SiteFile], at: datetime) -> list[SiteHealth]:
    """The sites' health at a moment, soonest due first."""
    last = last_turns()
    told = [
        SiteHealth(site.site.name, due, last.get(site.site.name))
        for site in sites
        if (due := next_due(site.site.schedule, at))
    ]
    return sorted(told, key=lambda one: (one.next_at, one.site))


def _last(turn: TurnTaken | None) -> str:
    if turn is None:
        return "never"
    if turn.finished_at:
        return f"{_moment(turn.due_at)}, {turn.outcome.removeprefix(f'{turn.site}: ')}"
    return f"{_moment(turn.due_at)}, {'left unfinished' if is_dead(turn.worker) else 'in hand'}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(AMSTERDAM):%a %d %b %Y %H:%M %Z}"
