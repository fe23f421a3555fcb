"""The life of a flag: since when it holds, and what a person's dismissal still covers.

In: whether a rule held on a day, and the days on which that can change. Out: the first day without a gap of more than
the days of grace (28). Judges only the days that can make a difference; a naive twin in the tests judges every day.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from rules.shared import SHARED

_DAY = timedelta(days=1)


class Past:
    """Whether something held on a day, asked only where it can change; `turns` are those days in order."""

    def __init__(self, holds: Callable[[date], bool], turns: Sequence[date], grace: int = SHARED.grace_days) -> None:
        self._holds = holds
        self._turns = turns
        self._grace = timedelta(days=grace)
        self._known: dict[date, bool] = {}

    def held(self, day: date) -> bool:
        """Whether it held on the day: what was so on the last day on which it could change."""
        at = bisect_right(self._turns, day) - 1
        if at < 0:
            return False
        turn = self._turns[at]
        if turn not in self._known:
            self._known[turn] = self._holds(turn)
        return self._known[turn]

    def since(self, on: date) -> date:
        """The first day on which it held with no gap of more than the days of grace up to `on`, on which it holds."""
        first = on
        while (earlier := self._first_held(first - self._grace, first - _DAY)) is not None:
            first = earlier
        return first

    def last_held(self, day: date) -> date | None:
        """The last day up to and including `day`, as many back as there is grace, on which it held."""
        days = (day - _DAY * back for back in range(self._grace.days + 1))
        return next((one for one in days if self.held(one)), None)

    def _first_held(self, first: date, last: date) -> date | None:
        """The first day of the window on which it held: its own first day, or one on which something changed."""
        changes = self._turns[bisect_right(self._turns, first) : bisect_right(self._turns, last)]
        return next((day for day in (first, *changes) if self.held(day)), None)
