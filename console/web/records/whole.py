"""Seeing the whole: noted in the audit chain with its purpose before anything is given (charter 14 and 19).

In: a seen cluster and a purpose. Out: nothing, or the page of an ad as it was, inert.
"""

from django.conf import settings
from django.http import Http404

from console.deployment import now
from console.evidence import View, ad_page
from console.web.records.reviewing import SeenCluster
from ledger import models
from ledger.audit import append_audit


def note_whole_view(seen: SeenCluster, purpose: str) -> None:
    """Somebody sees the numbers and texts of a cluster unmasked."""
    append_audit(seen.user.name, "cluster shown whole", purpose, {"cluster": seen.id, "urgent": seen.urgent}, now())


def kept_page(seen: SeenCluster, ad: str, purpose: str) -> str:
    """The archived page of an ad of the cluster, without photos; the view is on record."""
    if not models.Ad.objects.filter(id=ad, cluster_id=seen.id).exists() or seen.urgent:
        raise Http404
    return ad_page(ad, None, View(settings.PEIL_RUNS, seen.user.name, purpose, now(), photos=False))
