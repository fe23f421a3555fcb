"""What a supervisor may review: flags and clusters of the own municipality, except those that are closed.

In: a user and what is asked for. Out: the object; PermissionDenied without the right, Http404 for what is not there or
another municipality's, RefusedError for what is closed (charter 18).
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.http import Http404

from console.web.models import User
from console.web.records.allowed import allow, codes_of
from console.web.roles import Right
from ledger import models
from ledger.readings import ads_stating_a_minor
from ledger.reviewing import closed_clusters, concerning, flags_waiting
from peil.errors import RefusedError


@dataclass(frozen=True)
class SeenCluster:
    """A cluster that the user may see; made by the helpers of this package alone."""

    row: models.Cluster
    user: User
    urgent: bool = False

    @property
    def id(self) -> str:
        """The cluster's id."""
        return self.row.id

    @cached_property
    def decisions(self) -> tuple[models.Decision, ...]:
        """All that was said of the cluster, of its ads and of what they show, oldest first; asked for once."""
        ads = models.Ad.objects.filter(cluster_id=self.id).values("id")
        values = models.Identifier.objects.filter(ad__cluster_id=self.id).values("value")
        about = Q(cluster=self.id) | Q(a__in=ads) | Q(b__in=ads) | (Q(value__in=values) & ~Q(value=""))
        return tuple(models.Decision.objects.filter(about).order_by("at", "id"))


def flags_to_review(user: User) -> QuerySet[models.Flag]:
    """The flags of the user's municipality that wait for a word, those of closed clusters left out."""
    allow(user, Right.REVIEW)
    waiting = flags_waiting().filter(concerning(codes_of(user)))
    return waiting.exclude(cluster_id__in=closed_clusters())


def closed_to_review(user: User) -> int:
    """How many waiting flags of the municipality stand with the police liaison alone."""
    allow(user, Right.REVIEW)
    return flags_waiting().filter(concerning(codes_of(user)), cluster_id__in=closed_clusters()).count()


def cluster_for_review(user: User, cluster: str) -> SeenCluster:
    """A cluster of which an ad offers in the user's municipality, or of which a flag concerns it."""
    allow(user, Right.REVIEW)
    codes = codes_of(user)
    row = models.Cluster.objects.filter(id=cluster).first()
    if row is None or not (_offers_in(cluster, codes) or _is_flagged_in(cluster, codes)):
        raise Http404
    if ads_stating_a_minor().filter(ad__cluster_id=cluster).exists():
        mend = "the police liaison's urgent list is the way"
        raise RefusedError("may be about a minor, so its record is closed", ground="charter 18", mend=mend)
    return SeenCluster(row, user)


def flags_for_review(seen: SeenCluster) -> QuerySet[models.Flag]:
    """All flags of the cluster that concern the user's municipality, whatever their state; all of them if urgent."""
    rows = models.Flag.objects.filter(cluster_id=seen.id)
    return rows if seen.urgent else rows.filter(concerning(codes_of(seen.user)))


def _offers_in(cluster: str, codes: set[str]) -> bool:
    return models.Reading.objects.filter(version__ad__cluster_id=cluster, municipality__in=codes).exists()


def _is_flagged_in(cluster: str, codes: set[str]) -> bool:
    return models.Flag.objects.filter(Q(cluster_id=cluster) & concerning(codes)).exists()
