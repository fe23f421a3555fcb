"""How long a server asks to be left alone.

In: a Retry-After header, in seconds or as a date, and the time. Out: seconds from now, or None where it says nothing.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after_s(header: str, now: datetime) -> float | None:
    """Seconds to wait, never negative."""
    said = header.strip()
    if said.isdecimal():
        return float(said)
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
