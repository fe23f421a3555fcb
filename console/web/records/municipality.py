"""How a supervisor's municipality stands: what waits, what is on record, and how many ads stood week by week.

In: a user. Out: figures, each with the coverage of the crawls behind it (charter 22). Counts alone, no ad.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from console.deployment import now
from console.web.models import User
from console.web.records.allowed import allow, codes_of
from console.web.roles import Right
from ledger import models
from peil.days import day_of
from peil.records.plain import from_json
from peil.records.register import Licence, Policy

WEEKS = 26


@dataclass(frozen=True, slots=True)
class WeekCount:
    """The ads of a week: each site's busiest day, added up; and the least that a crawl of it saw of its usual ads."""

    week: date
    ads: int
    coverage: float | None


@dataclass(frozen=True, slots=True)
class OnRecord:
    """The register and the policy of a municipality as they are known today."""

    licences_in_force: int
    licences: int
    policy: Policy | None


def weeks_here(user: User) -> list[WeekCount]:
    """The last half year of weeks in which any site was crawled, oldest first."""
    allow(user, Right.REVIEW)
    rows = models.Projection.objects.filter(kind="days", municipality__in=codes_of(user))
    last = rows.order_by("-key").values_list("key", flat=True).first()
    if last is None:
        return []
    first = date.fromisoformat(last[:10]) - timedelta(weeks=WEEKS)
    return _by_week(rows.filter(key__gte=first.isoformat()).values_list("body", flat=True))


def on_record(user: User) -> OnRecord:
    """What the register and the council say."""
    allow(user, Right.REVIEW)
    today, codes = day_of(now()), codes_of(user)
    bodies = models.Licence.objects.filter(municipality__in=codes).values_list("body", flat=True)
    licences = [from_json(Licence, body) for body in bodies]
    rows = models.Policy.objects.filter(municipality__in=codes, valid_from__lte=today).order_by("-valid_from")
    policies = [from_json(Policy, body) for body in rows.values_list("body", flat=True)]
    holding = next((policy for policy in policies if policy.period.holds(today)), None)
    numbers = {licence.licence_no for licence in licences}
    return OnRecord(len({one.licence_no for one in licences if one.in_force(today)}), len(numbers), holding)


def _by_week(bodies: Iterable[Any]) -> list[WeekCount]:
    busiest: dict[date, dict[str, int]] = defaultdict(dict)
    coverage: dict[date, list[float]] = defaultdict(list)
    for body in bodies:
        day = date.fromisoformat(body["day"])
        week = day - timedelta(days=day.weekday())
        busiest[week][body["site"]] = max(body["ads"], busiest[week].get(body["site"], 0))
        if body["coverage"] is not None:
            coverage[week].append(body["coverage"])
    return [
        WeekCount(week, sum(sites.values()), min(coverage[week], default=None))
        for week, sites in sorted(busiest.items())
    ]
