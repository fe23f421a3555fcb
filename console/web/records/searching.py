"""Search for an identifier: a number, an account, a web site, a licence number, or an ad by its own name.

In: a user and words. Out: clusters of the user's municipality that show it, closed ones left out. That somebody looked
is on record, what they looked for is not: a number is nobody's business in a log.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from console.deployment import now
from console.web.models import User
from console.web.records.allowed import allow, codes_of
from console.web.roles import Right
from enrichment.phones import read_number
from ledger import models
from ledger.audit import append_audit
from ledger.reviewing import closed_clusters

MOST = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A cluster that shows what was looked for."""

    cluster: str
    ads: int
    last_seen: datetime


def clusters_found(user: User, words: str) -> list[Found]:
    """The clusters, last seen first."""
    allow(user, Right.REVIEW)
    shown = models.Ad.objects.filter(id__in=_ads_showing(words.strip())).exclude(cluster=None).values("cluster")
    here = models.Ad.objects.filter(cluster__in=shown, version__reading__municipality__in=codes_of(user))
    mine = models.Ad.objects.filter(cluster__in=here.values("cluster")).exclude(cluster_id__in=closed_clusters())
    rows = mine.values_list("cluster_id").annotate(ads=Count("id"), last=Max("last_seen")).order_by("-last")[:MOST]
    found = [Found(cluster or "", ads, last) for cluster, ads, last in rows]
    append_audit(user.name, "search", "", {"found": len(found)}, now())
    return found


def _ads_showing(words: str) -> set[str]:
    """Ads that show the words as an identifier, and the ad of that name."""
    found = {words}
    for kind, values in _meant(words).items():
        rows = models.Identifier.objects.filter(kind=kind, value__in=values)
        found |= set(rows.values_list("ad_id", flat=True)[: MOST * MOST])
    return found


def _meant(words: str) -> dict[str, set[str]]:
    """What the words can mean, as the ledger writes it: a number however it is written, a web site by its host."""
    number = read_number(words)
    host = words.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    sites = models.Site.objects.values_list("name", flat=True)
    return {
        "phone": {number} if number else set(),
        "account": {words, *(f"{site}:{words}" for site in sites)},
        "website": {host},
        "handle": {words, words.lower()},
        "licence_no": {words, words.upper()},
    }
