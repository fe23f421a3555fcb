"""What came of linking, written to the table: clusters, personas, links, hubs, identifiers and events.

In: the linker's answer. Out: nothing but what differs from what stands, so that linking twice changes nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from ledger import models
from ledger.changes import batches, next_change, touch_ads, touch_clusters
from ledger.steps import note_step
from ledger.troubles import note
from peil.records.joined import ClusterEvent, Link, LinkAd, Linked


@transaction.atomic
def put_linked(ads: Sequence[LinkAd], linked: Linked, at: datetime, stamp: str) -> None:
    """Write clusters, personas, links, hubs, identifiers and events, as far as they differ from what stands.

    What people said that contradicts itself becomes a trouble that a person looks at.
    """
    change = next_change()
    _put_clusters(linked, at, change)
    _put_events(linked.events)
    _sync(models.Link, _link_rows(linked.links), ("a_id", "b_id", "kind", "value"))
    _sync(models.Identifier, _identifier_rows(ads), ("ad_id", "kind", "value"))
    _put_hubs(linked, at)
    for sentence in linked.contradictions:
        note("", "warning", sentence, at)
    note_step("link", stamp, at)


def _put_clusters(linked: Linked, at: datetime, change: int) -> None:
    before = dict(models.Ad.objects.values_list("id", "cluster_id"))
    personas = dict(models.Ad.objects.values_list("id", "persona"))
    alive = set(linked.clusters.values())
    models.Cluster.objects.bulk_create(
        [models.Cluster(id=cluster, born_at=at, change=change) for cluster in sorted(alive)], ignore_conflicts=True
    )
    models.Cluster.objects.filter(id__in=_ended(alive)).update(ended_at=at, change=change)
    models.Cluster.objects.filter(ended_at__isnull=False, ad__cluster__in=alive).update(ended_at=None, change=change)
    moved = [
        models.Ad(id=ad, cluster_id=cluster, persona=linked.personas.get(ad, ""))
        for ad, cluster in linked.clusters.items()
        if before.get(ad) != cluster or personas.get(ad) != linked.personas.get(ad, "")
    ]
    models.Ad.objects.bulk_update(moved, ["cluster", "persona"], batch_size=200)
    _put_memberships({ad.id: ad.cluster_id or "" for ad in moved if before.get(ad.id) != ad.cluster_id}, at)
    touch_ads((ad.id for ad in moved), change)
    touch_clusters((was for ad in moved if (was := before.get(ad.id))), change)


def _put_memberships(moved: Mapping[str, str], at: datetime) -> None:
    """Close the time of each ad in its old cluster and begin that in its new one."""
    for batch in batches(moved):
        models.Membership.objects.filter(ad_id__in=batch, until=None).update(until=at)
    models.Membership.objects.bulk_create(
        [models.Membership(ad_id=ad, cluster=cluster, since=at) for ad, cluster in moved.items()], batch_size=500
    )


def _ended(alive: set[str]) -> list[str]:
    known = models.Cluster.objects.filter(ended_at=None).values_list("id", flat=True)
    return [cluster for cluster in known if cluster not in alive]


def _put_events(events: Sequence[ClusterEvent]) -> None:
    known = set(models.Cluster.objects.values_list("id", flat=True))
    models.ClusterEvent.objects.bulk_create(
        [
            models.ClusterEvent(
                cluster_id=event.cluster, cause=event.cause, at=event.at, others=list(event.others), why=event.why
            )
            for event in events
            if event.cluster in known
        ]
    )


def _link_rows(links: Sequence[Link]) -> list[models.Link]:
    return [
        models.Link(
            a_id=link.a,
            b_id=link.b,
            kind=link.kind,
            value=link.value,
            evidence=link.evidence,
            first_seen=link.first_seen,
            last_seen=link.last_seen,
            distance=link.distance,
        )
        for link in links
    ]


def _identifier_rows(ads: Sequence[LinkAd]) -> list[models.Identifier]:
    return [
        models.Identifier(ad_id=ad.id, kind=kind, value=value, first_seen=ad.first_seen, last_seen=ad.last_seen)
        for ad in ads
        for kind, values in _identifiers(ad).items()
        for value in values
    ]


def _identifiers(ad: LinkAd) -> Mapping[str, tuple[str, ...]]:
    return {
        "phone": ad.phones,
        "image": tuple(dict.fromkeys(image.sha256 for image in ad.images)),
        "account": (f"{ad.site}:{ad.account}",) if ad.account else (),
        "website": ad.websites,
        "handle": ad.handles,
        "licence_no": ad.licence_numbers,
    }


def _sync(model: type[Model], rows: Sequence[Any], key: tuple[str, ...]) -> None:
    """Make the table hold exactly these rows, by their key; rows that stand already are left alone."""
    wanted = {tuple(getattr(row, name) for name in key): row for row in rows}
    standing = {tuple(values[1:]): values[0] for values in model._default_manager.values_list("pk", *key)}
    gone = [pk for found, pk in standing.items() if found not in wanted]
    for start in range(0, len(gone), 500):
        model._default_manager.filter(pk__in=gone[start : start + 500]).delete()
    new = [row for found, row in wanted.items() if found not in standing]
    model._default_manager.bulk_create(new, batch_size=300)


def _put_hubs(linked: Linked, at: datetime) -> None:
    wanted = {(hub.kind, hub.value): hub for hub in linked.hubs}
    for row in models.Hub.objects.filter(until=None):
        hub = wanted.pop((row.kind, row.value), None)
        if hub is None:
            models.Hub.objects.filter(pk=row.pk).update(until=at)
        elif (hub.reason, hub.ads) != (row.reason, row.ads):
            models.Hub.objects.filter(pk=row.pk).update(reason=hub.reason, ads=hub.ads)
    models.Hub.objects.bulk_create(
        [models.Hub(kind=h.kind, value=h.value, reason=h.reason, ads=h.ads, since=at) for h in wanted.values()]
    )
