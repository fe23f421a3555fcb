"""Days as people in the Netherlands count them.

In: moments (aware) and days. Out: days and windows of days. "Today" is always a parameter.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
COUNTED_DAYS = 14


def day_of(moment: datetime) -> date:
    """The day in Europe/Amsterdam on which the moment falls."""
    return moment.astimezone(AMSTERDAM).date()


def first_of(days: int, on: date) -> date:
    """The first day of the window of `days` days that ends with the day `on`."""
    return on - timedelta(days=days - 1)


def span(first: date, last: date) -> int:
    """How many days from the first to the last, both included."""
    return (last - first).days + 1
