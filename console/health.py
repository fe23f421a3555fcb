"""How the sites fare: when each is due next, what came of its last turn, and whether somebody should look.

In: the ledger, the sites, a moment. Out: a line a site, soonest first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.timetable import latest_due, next_due
from console.workers import is_dead
from crawlers.site_file import SiteFile
from ledger.turns import TurnTaken, last_turns
from peil.days import AMSTERDAM

# The clock looks every quarter of an hour for what is due; what is later than this is not being looked for.
_LATE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """One site: its next due moment and its last turn, None where it never had one; `overdue` if none came since."""

    site: str
    next_at: datetime
    last: TurnTaken | None
    overdue: bool = False

    def in_words(self) -> str:
        """One line: when next, what last."""
        overdue = "; overdue" if self.overdue else ""
        return f"{self.site}: next {_moment(self.next_at)}; last {_last(self.last)}{overdue}"

    @property
    def ails(self) -> bool:
        """Whether somebody should look: overdue, left unfinished, or its last turn did not see the site whole."""
        if self.last is None or self.overdue:
            return self.overdue
        return self.last.state != "complete" if self.last.finished_at else is_dead(self.last.worker)


def health(sites: Iterable[SiteFile], at: datetime) -> list[SiteHealth]:
    """The sites' health at a moment, soonest due first."""
    last = last_turns()
    told = [
        SiteHealth(site.site.name, due, turn := last.get(site.site.name), _overdue(site, turn, at))
        for site in sites
        if (due := next_due(site.site.schedule, at))
    ]
    return sorted(told, key=lambda one: (one.next_at, one.site))


def _overdue(site: SiteFile, last: TurnTaken | None, at: datetime) -> bool:
    """Whether a moment after the last turn passed an hour ago and more."""
    return last is not None and latest_due(site.site.schedule, at - _LATE, last.due_at) is not None


def _last(turn: TurnTaken | None) -> str:
    if turn is None:
        return "never"
    if turn.finished_at:
        return f"{_moment(turn.due_at)}, {turn.outcome.removeprefix(f'{turn.site}: ')}"
    return f"{_moment(turn.due_at)}, {'left unfinished' if is_dead(turn.worker) else 'in hand'}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(AMSTERDAM):%a %d %b %Y %H:%M %Z}"
