"""What research sets are made of beside the itineraries, and the weeks that went out.

In: days. Out: prices, flags and closed clusters by Peil's own ids, which never leave. Weeks are released once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ledger import models
from ledger.changes import lock
from ledger.decisions import decided_flags
from ledger.readings import ads_stating_a_minor, reading_of
from peil.days import end_of
from peil.records.research import ReleasedWeek


@dataclass(frozen=True, slots=True)
class FlagPeriod:
    """A flag that was not dismissed: of whom (persona empty: the whole cluster), and the days on which it held."""

    cluster: str
    persona: str
    rule: str
    since: date
    last_held: date


def flag_periods() -> list[FlagPeriod]:
    """Every flag that nobody dismissed."""
    dismissed = {flag for flag, said in decided_flags().items() if said == "dismissed"}
    return [
        FlagPeriod(row.cluster_id, row.persona, row.rule, row.since, row.last_held)
        for row in models.Flag.objects.order_by("id").iterator(chunk_size=2000)
        if row.id not in dismissed
    ]


def lowest_prices(until: date) -> dict[str, int]:
    """Ad -> the lowest price in cents that any version up to and including the day asked."""
    rows = models.Reading.objects.filter(version__first_seen__lt=end_of(until)).select_related("version")
    found: dict[str, int] = {}
    for row in rows.iterator(chunk_size=2000):
        for price in reading_of(row).prices:
            found[row.version.ad_id] = min(price.cents, found.get(row.version.ad_id, price.cents))
    return found


def closed_clusters() -> set[str]:
    """The clusters of which an ad states a minor; nothing of them goes out."""
    rows = models.Ad.objects.filter(id__in=ads_stating_a_minor()).exclude(cluster=None)
    return {cluster for cluster in rows.values_list("cluster_id", flat=True) if cluster}


def released_weeks() -> dict[date, ReleasedWeek]:
    """Every week that went out."""
    return {
        row.week: ReleasedWeek(row.week, row.form, row.body)  # type: ignore[arg-type]  # written from a ResearchForm
        for row in models.ReleasedWeek.objects.order_by("week")
    }


@transaction.atomic
def release_weeks(weeks: Iterable[ReleasedWeek], at: datetime) -> None:
    """Note that weeks went out; raises IntegrityError where one of them did meanwhile."""
    lock("research")
    models.ReleasedWeek.objects.bulk_create(
        models.ReleasedWeek(week=one.week, form=one.form, body=one.body, at=at) for one in weeks
    )
