"""When a site is due: cron lines in Europe/Amsterdam, read by APScheduler.

In: a cron line and a moment. Out: the latest due moment, the next one, in UTC. Never runs anything.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from apscheduler.triggers.cron import CronTrigger

from peil.days import AMSTERDAM
from peil.errors import SourceError

_LOOK_BACK = timedelta(days=32)
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")


def trigger_of(cron: str) -> CronTrigger:
    """The trigger of a cron line; raises SourceError where it is not one."""
    parts = cron.split()
    if len(parts) != 5:
        raise SourceError(f"{cron!r} is not a cron line", mend='five fields such as "15 4 * * *" would be right')
    try:
        return CronTrigger.from_crontab(" ".join([*parts[:4], _named_days(parts[4])]), timezone=AMSTERDAM)
    except ValueError as error:
        raise SourceError(f"{cron!r} is not a cron line ({error})", mend='"15 4 * * *" would be right') from error


def latest_due(cron: str, at: datetime, after: datetime | None) -> datetime | None:
    """The latest due moment up to `at` and later than `after`; moments missed in between are one (coalesced)."""
    found = None
    for due in due_moments(cron, after or at - _LOOK_BACK):
        if due > at:
            break
        found = due
    return found


def next_due(cron: str, at: datetime) -> datetime | None:
    """The next due moment after `at`, in Amsterdam's time."""
    found = next(due_moments(cron, at), None)
    return found.astimezone(AMSTERDAM) if found else None


def due_moments(cron: str, after: datetime) -> Iterator[datetime]:
    """Every due moment after `after`, in UTC.

    An hour that is skipped in spring is made up for at once; a line with an hour of its own is due once in the hour
    that comes twice in autumn, a line for every hour in both.
    """
    trigger, every_hour = trigger_of(cron), "*" in cron.split()[1]
    # The trigger does sums in local time and stands still in the doubled hour; it is asked in UTC.
    at = after.astimezone(UTC) + timedelta(seconds=1)
    while due := trigger.get_next_fire_time(None, at):
        at = due.astimezone(UTC) + timedelta(seconds=1)
        if every_hour or not due.astimezone(UTC).astimezone(AMSTERDAM).fold:
            yield due.astimezone(UTC)


def start_of(site: str, due: datetime, jitter_s: float) -> datetime:
    """When a due moment is begun: up to `jitter_s` later, the same for the same site and moment."""
    digest = hashlib.sha256(f"{site}@{due.astimezone(UTC).isoformat()}".encode()).digest()
    return due + timedelta(seconds=round(jitter_s * int.from_bytes(digest[:4]) / 2**32))


def _named_days(field: str) -> str:
    """Days of the week by name, one by one: cron counts from Sunday, APScheduler from Monday."""
    if not re.fullmatch(r"[0-7](-[0-7])?(/\d)?(,[0-7](-[0-7])?(/\d)?)*", field):
        return field
    days: list[str] = []
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        days += [_DAYS[day] for day in range(int(first), int(last or first) + 1, int(step or 1))]
    return ",".join(dict.fromkeys(days)) or field
