"""When and where the ads of a seen cluster stood, by week and municipality: for the picture and for its table.

In: a seen cluster. Out: weeks, places, and how many ads stood; at most half a year and the eight busiest places.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min

from console.web.records.reviewing import SeenCluster
from ledger import models
from peil.days import day_of, end_of
from peil.municipalities import name_of

WEEKS, PLACES = 26, 8


@dataclass(frozen=True, slots=True)
class Weeks:
    """`rows`: a place with the number of its ads in each of the weeks; `other` places are not shown."""

    weeks: tuple[date, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    other: int = 0

    @property
    def most(self) -> int:
        """The largest number in the table."""
        return max((number for _, numbers in self.rows for number in numbers), default=0)


def weeks_of(seen: SeenCluster) -> Weeks:
    """The last weeks in which ads of the cluster stood."""
    rows = models.Sighting.objects.filter(ad__cluster_id=seen.id, status="present")
    last = rows.aggregate(last=Max("seen_at"))["last"]
    if last is None:
        return Weeks((), ())
    first = _monday(day_of(last)) - timedelta(weeks=WEEKS - 1)
    looks = rows.filter(seen_at__gte=end_of(first - timedelta(days=1)))
    stood: dict[str, dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
    for at, gm, ad in looks.values_list("seen_at", "version__reading__municipality", "ad_id"):
        stood[gm or ""][_monday(day_of(at))].add(ad)
    return _table({gm: {week: len(ads) for week, ads in by_week.items()} for gm, by_week in stood.items()})


def _table(stood: dict[str, dict[date, int]]) -> Weeks:
    earliest = min(week for by_week in stood.values() for week in by_week)
    latest = max(week for by_week in stood.values() for week in by_week)
    weeks = tuple(earliest + timedelta(weeks=n) for n in range((latest - earliest).days // 7 + 1))
    busiest = [gm for gm, _ in Counter({gm: sum(by_week.values()) for gm, by_week in stood.items()}).most_common()]
    rows = tuple((name_of(gm), tuple(stood[gm].get(week, 0) for week in weeks)) for gm in busiest[:PLACES])
    return Weeks(weeks, rows, len(busiest) - len(rows))


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a cluster is: its ads, sites, personas and the days between which it was seen."""

    ads: int
    sites: int
    personas: int
    first: date
    last: date


def extent_of(seen: SeenCluster) -> Extent:
    """One row of counts."""
    rows = models.Ad.objects.filter(cluster_id=seen.id)
    told = rows.aggregate(
        ads=Count("id"), sites=Count("site", distinct=True), first=Min("first_seen"), last=Max("last_seen")
    )
    personas = rows.exclude(persona="").values("persona").distinct().count()
    first, last = told["first"] or seen.row.born_at, told["last"] or seen.row.born_at
    return Extent(told["ads"], told["sites"], personas, day_of(first), day_of(last))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
