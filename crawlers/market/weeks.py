"""The market's own calendar: twelve weeks, one crawl day each.

In: a week's number (0 to 11). Out: days and moments. Never the real clock.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

START = date(2026, 3, 2)
WEEKS = 12
HALFWAY = 6
VITRINE_WEEKS = (1, 6, 11)
CRAWL_TIME = time(4, 15)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def day(week: int) -> date:
    """The Monday on which the week's crawl is done."""
    return START + timedelta(weeks=week)


def eve(week: int) -> date:
    """The Sunday before the week's crawl."""
    return day(week) - timedelta(days=1)


def now(week: int) -> datetime:
    """The moment of the week's crawl, 04:15 in Amsterdam, in UTC."""
    return datetime.combine(day(week), CRAWL_TIME, AMSTERDAM).astimezone(UTC)


def dutch(on: date) -> str:
    """A day as Dutch pages write it: `2 maart 2026`."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"
