"""Clusters as they stood at any moment: their ads then, and what happened to them before and since.

In: a moment, perhaps a cluster. Out: who was in it; where the ads of a cluster of that moment are now. Never writes.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from ledger import models
from peil.errors import SourceError
from peil.records.joined import ClusterEvent

HALF = 0.5


@dataclass(frozen=True, slots=True)
class ClusterThen:
    """A cluster at a moment: its ads by id (none before its birth and after its end), events `before` and `since`."""

    cluster: str
    ads: tuple[str, ...]
    before: tuple[ClusterEvent, ...]
    since: tuple[ClusterEvent, ...]


def cluster_at(cluster: str, at: datetime) -> ClusterThen:
    """A cluster as it stood at a moment; raises SourceError where there never was one of this name."""
    events = [_event(row) for row in models.ClusterEvent.objects.filter(cluster_id=cluster).order_by("at", "pk")]
    if not events and not models.Membership.objects.filter(cluster=cluster).exists():
        raise SourceError(f"there never was a cluster {cluster}", mend="`peil link` and the console print their names")
    ads = _standing(at).filter(cluster=cluster).order_by("ad_id").values_list("ad_id", flat=True)
    before = tuple(event for event in events if event.at <= at)
    return ClusterThen(cluster, tuple(ads), before, tuple(events[len(before) :]))


def clusters_at(at: datetime) -> dict[str, str]:
    """Ad -> the cluster in which it stood at a moment; ads that are no longer kept are left out."""
    return dict(_standing(at).values_list("ad_id", "cluster"))


def heirs(cluster: str, at: datetime) -> list[str]:
    """The clusters of today that what was said of a cluster at a moment is about, by id.

    It follows the ads: to the cluster that holds most of them, and to any other of which they are at least half.
    """
    ads = _standing(at).filter(cluster=cluster).values_list("ad_id", flat=True)
    now = models.Ad.objects.filter(id__in=ads, cluster__isnull=False).values_list("cluster_id", flat=True)
    held = Counter(found for found in now if found)
    if not held:
        return [cluster]
    return sorted(_followed(cluster, held))


def _followed(cluster: str, held: Mapping[str, int]) -> set[str]:
    """Most of the ads, at a tie where the id stayed, else the smaller id; and wherever they are half of the cluster."""
    most = min(held, key=lambda name: (-held[name], name != cluster, name))
    rows = models.Ad.objects.filter(cluster_id__in=held).values_list("cluster_id", flat=True)
    size = Counter(name for name in rows if name)
    return {most, *(name for name, ads in held.items() if ads >= HALF * size[name])}


def _standing(at: datetime) -> QuerySet[models.Membership]:
    return models.Membership.objects.filter(Q(until=None) | Q(until__gt=at), since__lte=at)


def _event(row: models.ClusterEvent) -> ClusterEvent:
    cause = row.cause
    return ClusterEvent(row.cluster_id, cause, row.at, tuple(row.others), row.why)  # type: ignore[arg-type]
