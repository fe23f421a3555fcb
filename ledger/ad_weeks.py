"""Which ads stood in which week, for statistics.

In: a span of days. Out: one record an ad and week, of complete runs alone. Nothing of an ad that states a minor.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from ledger import models
from ledger.readings import ads_stating_a_minor, reading_of
from peil.days import day_of, end_of
from peil.municipalities import code_on, is_known
from peil.records.counted import AdWeek
from peil.records.read import Reading


def ad_weeks(first: date, until: date) -> Iterator[AdWeek]:
    """Every ad of every week from the Monday `first` up to and including the day `until`, in no order."""
    rows = models.Sighting.objects.filter(status="present", run__state="complete")
    rows = rows.filter(seen_at__gte=end_of(first - timedelta(days=1)), seen_at__lt=end_of(until))
    rows = rows.exclude(ad__in=ads_stating_a_minor()).exclude(version=None)
    columns = rows.order_by("seen_at").values_list("ad_id", "seen_at", "version_id")
    last: dict[tuple[str, date], str] = {}
    for ad, seen_at, version in columns.iterator(chunk_size=5000):
        day = day_of(seen_at)
        last[ad, day - timedelta(days=day.weekday())] = version
    read = _readings(set(last.values()))
    ads = {
        row[0]: row for row in models.Ad.objects.values_list("id", "cluster_id", "site_id", "cluster__licence_match")
    }
    for (ad, week), version in last.items():
        _, cluster, site, match = ads[ad]
        yield _ad_week(
            AdWeek(ad, cluster or ad, site, week, licence_match=match or "unknown"), read.get(version), until
        )


def _ad_week(known: AdWeek, read: Reading | None, until: date) -> AdWeek:
    if read is None:
        return known
    gm = code_on(read.place.gm, until) if read.place and read.place.gm else ""
    place = gm if read.place and read.place.certainty == "exact" and is_known(gm) else ""
    named = (known.ad, known.cluster, known.site, known.week)
    return AdWeek(*named, place, read.setting, read.languages, known.licence_match)


def _readings(versions: set[str]) -> dict[str, Reading]:
    """The readings of the versions; whole, since their number is that of the ads."""
    rows = models.Reading.objects.all()
    return {row.pk: reading_of(row) for row in rows.iterator(chunk_size=2000) if row.pk in versions}
