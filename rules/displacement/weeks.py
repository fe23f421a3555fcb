"""The weeks before and after an enforcement day; a week is named by its Monday.

In: a day, how many weeks, the last week that is over. Out: two equal rows of weeks. The week of the day itself is in
neither: part of it is before, part after.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Window:
    """Weeks before and weeks after, oldest first."""

    before: tuple[date, ...]
    after: tuple[date, ...]

    @property
    def weeks(self) -> tuple[date, ...]:
        """All weeks that count."""
        return self.before + self.after

    def earlier(self, weeks: int) -> "Window":
        """The same window, so many weeks earlier."""
        return Window(
            tuple(week - weeks * WEEK for week in self.before), tuple(week - weeks * WEEK for week in self.after)
        )

    def first_half(self) -> "Window":
        """The weeks before, cut in two, as if the middle had been the day: what a trend shows in."""
        middle = len(self.before) // 2
        return Window(self.before[:middle], self.before[middle:])


def week_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def window(on: date, weeks: int, last: date) -> Window:
    """Up to `weeks` whole weeks on either side of the day's week, none after the week `last`."""
    middle = week_of(on)
    over = max(0, (last - middle) // WEEK)
    return Window(_row(middle - weeks * WEEK, weeks), _row(middle + WEEK, min(weeks, over)))


def _row(first: date, count: int) -> tuple[date, ...]:
    return tuple(first + number * WEEK for number in range(count))


def span(weeks: Sequence[date]) -> tuple[date, date]:
    """The first and the last day of some weeks."""
    return min(weeks), max(weeks) + timedelta(days=6)


def last_week_before(today: date) -> date:
    """The last week that is wholly over on a day."""
    return week_of(today) - WEEK
