"""What the police liaison alone sees: clusters that may be about a minor (charter 18), each to be looked at in a day.

In: a user and what is asked for. Out: the object; PermissionDenied without the right, Http404 for what is not urgent.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.http import Http404

from console.deployment import now
from console.web.models import User
from console.web.records.allowed import allow
from console.web.records.reviewing import SeenCluster
from console.web.roles import Right
from ledger import models
from ledger.reviewing import closed_clusters
from peil.days import day_of


def urgent_clusters(user: User) -> QuerySet[models.Cluster]:
    """The closed clusters that stand, of the whole country."""
    allow(user, Right.URGENT)
    return models.Cluster.objects.filter(id__in=closed_clusters(), ended_at=None)


def cluster_for_urgent(user: User, cluster: str) -> SeenCluster:
    """One of them."""
    row = urgent_clusters(user).filter(id=cluster).first()
    if row is None:
        raise Http404
    return SeenCluster(row, user, urgent=True)


@dataclass(frozen=True, slots=True)
class UrgentLine:
    """One cluster: since when it is urgent, hours past the day in which somebody must look, and what was said."""

    cluster: str
    since: date
    ads: int
    late: bool
    said: str


def urgent_lines(user: User) -> list[UrgentLine]:
    """The list, the longest waiting first; those on which somebody decided last."""
    rows = list(urgent_clusters(user).annotate(ads=Count("ad")))
    ids = [row.id for row in rows]
    flags = models.Flag.objects.filter(cluster_id__in=ids, rule="possible_minor").order_by("-since")
    since = {flag.cluster_id: flag.since for flag in flags}
    said: dict[str, str] = {}
    for one in models.Decision.objects.filter(cluster__in=ids, superseded_by=None).order_by("at"):
        if one.kind == "urgent":
            since[one.cluster] = min(day_of(one.at), since.get(one.cluster, date.max))
        elif one.rule == "possible_minor" and one.kind in ("confirm", "dismiss"):
            said[one.cluster] = one.kind
    today = day_of(now())
    lines = [_line(row, since.get(row.id, day_of(row.born_at)), said.get(row.id, ""), today) for row in rows]
    return sorted(lines, key=lambda line: (line.said != "", line.since, line.cluster))


def _line(row: models.Cluster, since: date, said: str, today: date) -> UrgentLine:
    return UrgentLine(row.id, since, row.ads, not said and (today - since).days >= 1, said)  # type: ignore[attr-defined]
