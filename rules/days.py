"""Windows of days as the rules count them. "Today" is always a parameter."""

from datetime import date, timedelta


def first_of(days: int, on: date) -> date:
    """The first day of the window of `days` days that ends with the day `on`."""
    return on - timedelta(days=days - 1)


def span(first: date, last: date) -> int:
    """How many days from the first to the last, both included."""
    return (last - first).days + 1
