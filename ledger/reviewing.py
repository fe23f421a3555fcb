"""What waits for a reviewer: open flags on which nobody's word stands, and the clusters that are closed.

In: nothing but the ledger. Out: queries, for pages and documents alike, so that both count the same.
"""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from ledger import models
from ledger.readings import ads_stating_a_minor
from peil.days import AMSTERDAM


def flags_waiting() -> QuerySet[models.Flag]:
    """Open flags that nobody confirmed or dismissed, and those that are back after a dismissal by new facts."""
    said = models.Decision.objects.filter(
        superseded_by=None,
        cluster=OuterRef("cluster_id"),
        rule=OuterRef("rule"),
        municipality=OuterRef("municipality"),
        persona=OuterRef("persona"),
    )
    dismissed = said.annotate(day=TruncDate("at", tzinfo=AMSTERDAM)).filter(
        kind="dismiss", day__gte=OuterRef("last_held")
    )
    return models.Flag.objects.filter(~Exists(said.filter(kind="confirm")), ~Exists(dismissed), state="open")


def concerning(municipalities: set[str]) -> Q:
    """Flags that one of these municipalities sees: its own, and those over several places that name it."""
    named = Q(pk__in=[])
    for gm in sorted(municipalities):
        named |= Q(municipalities__icontains=f'"{gm}"')
    return Q(municipality__in=municipalities) | (Q(municipality="") & named)


def closed_clusters() -> QuerySet[models.Ad, str | None]:
    """The clusters with an ad that may be about a minor: nobody but the police liaison sees them (charter 18)."""
    ads = models.Ad.objects.filter(id__in=ads_stating_a_minor(), cluster__isnull=False)
    return ads.values_list(F("cluster_id"), flat=True)
