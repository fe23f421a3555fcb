"""When a site is due: cron lines in Europe/Amsterdam, read by APScheduler.

In: a cron line and a moment. Out: the latest due moment, the next one. Never runs anything.
"""

import re
from datetime import datetime, timedelta

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
    trigger = trigger_of(cron)
    start = after + timedelta(seconds=1) if after else at - _LOOK_BACK
    found = None
    while (due := trigger.get_next_fire_time(None, start)) and due <= at:
        found, start = due, due + timedelta(seconds=1)
    return found


def next_due(cron: str, at: datetime) -> datetime | None:
    """The next due moment after `at`."""
    found: datetime | None = trigger_of(cron).get_next_fire_time(None, at + timedelta(seconds=1))
    return found


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
