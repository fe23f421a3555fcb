"""The crawl's clock: real time, or a simulated start plus the time that really passed since.

In: the moment to begin at, or None. Out: aware datetimes in UTC.
"""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """`started` is `base`, `now()` that plus the seconds since this clock was made; without a base, the real time."""

    def __init__(self, base: datetime | None = None) -> None:
        self.started = (base or datetime.now(UTC)).astimezone(UTC)
        self._made = time.monotonic()

    def now(self) -> datetime:
        """The moment it is, in UTC."""
        return self.started + timedelta(seconds=time.monotonic() - self._made)
