"""Weekly activity, as the measurement of the waterbed effect wants it: who stood where, and how well we looked.

In: a first week and a day after which nothing counts. Out: one row a cluster, municipality, site and week, of complete
runs and exact places alone; one row a site and week with the coverage of its best complete run.
"""

from datetime import date, datetime, timedelta

from ledger import models
from peil.days import day_of, end_of
from peil.municipalities import code_on
from peil.records.displaced import ActiveWeek, SeenWeek


def active_weeks(first: date, until: date) -> list[ActiveWeek]:
    """The clusters that stood with an exact place, from the day `first` up to and including `until`.

    Codes of merged municipalities are read as those valid on `until`.
    """
    rows = models.Sighting.objects.filter(
        status="present", run__state="complete", version__reading__certainty="exact", ad__cluster__isnull=False
    )
    rows = rows.filter(seen_at__gte=_start(first), seen_at__lt=end_of(until))
    columns = rows.values_list("ad__cluster_id", "version__reading__municipality", "ad__site_id", "seen_at")
    found = {
        (cluster, code_on(gm, until), site, _week(seen_at))
        for cluster, gm, site, seen_at in columns.iterator(chunk_size=5000)
    }
    return [ActiveWeek(*row) for row in sorted(found)]


def seen_weeks(first: date, until: date) -> list[SeenWeek]:
    """How well each site was seen in each week; a complete run of unknown coverage, a site's first ones, saw all."""
    rows = models.Run.objects.filter(state="complete", started_at__gte=_start(first), started_at__lt=end_of(until))
    best: dict[tuple[str, date], float] = {}
    for site, started, coverage in rows.values_list("site_id", "started_at", "coverage"):
        place = (site, _week(started))
        best[place] = max(best.get(place, 0.0), min(1.0, 1.0 if coverage is None else coverage))
    return [SeenWeek(site, week, coverage) for (site, week), coverage in sorted(best.items())]


def _start(day: date) -> datetime:
    return end_of(day - timedelta(days=1))


def _week(moment: datetime) -> date:
    day = day_of(moment)
    return day - timedelta(days=day.weekday())
