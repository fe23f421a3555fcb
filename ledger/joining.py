"""The linker's side of the table: ads with all that can join them, and the clusters that came of it.

In: nothing but the ledger; out: one LinkAd an ad. `put_linked` writes only what differs, so that running
twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from ledger import models
from ledger.changes import next_change, touch_ads, touch_clusters
from ledger.readings import reading_of
from peil.records.joined import ClusterEvent, ImagePrint, Link, LinkAd, LinkDecision, Linked
from peil.records.plain import from_json
from peil.records.read import Fingerprint, Reading

LINK_DECISIONS = ("same", "not the same", "hub", "not a hub")


@dataclass(frozen=True, slots=True)
class _Versions:
    """All versions of one ad, oldest first: their readings and texts."""

    readings: list[Reading] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    prints: dict[str, ImagePrint] = field(default_factory=dict)


def ads_to_link() -> list[LinkAd]:
    """Every ad with what its versions say, in the order of their ids."""
    versions = _versions()
    return [_link_ad(row, versions[row.id]) for row in models.Ad.objects.order_by("id")]


def previous_clusters() -> dict[str, str]:
    """Ad -> the cluster it was last in."""
    rows = models.Ad.objects.exclude(cluster=None).values_list("id", "cluster_id")
    return {ad: cluster for ad, cluster in rows if cluster}


def link_decisions() -> list[LinkDecision]:
    """What people said about ads and identifiers, oldest first, superseded ones left out."""
    rows = models.Decision.objects.filter(kind__in=LINK_DECISIONS, superseded_by=None).order_by("at", "id")
    return [
        LinkDecision(
            kind=row.kind,  # type: ignore[arg-type]  # filtered above
            a=row.a,
            b=row.b,
            identifier_kind=row.identifier_kind,
            value=row.value,
            at=row.at,
        )
        for row in rows
    ]


@transaction.atomic
def put_linked(ads: Sequence[LinkAd], linked: Linked, at: datetime) -> None:
    """Write clusters, personas, links, hubs, identifiers and events, as far as they differ from what stands."""
    change = next_change()
    _put_clusters(linked, at, change)
    _put_events(linked.events)
    _sync(models.Link, _link_rows(linked.links), ("a_id", "b_id", "kind", "value"))
    _sync(models.Identifier, _identifier_rows(ads), ("ad_id", "kind", "value"))
    _put_hubs(linked, at)


def _versions() -> dict[str, _Versions]:
    found: dict[str, _Versions] = defaultdict(_Versions)
    for row in models.Reading.objects.select_related("version").order_by("version__first_seen", "version_id"):
        found[row.version.ad_id].readings.append(reading_of(row))
        found[row.version.ad_id].texts.append(row.version.text)
    photos = models.Photo.objects.exclude(image__fingerprint=None).exclude(version__reading__minor=True)
    for ad, body in photos.order_by("version_id", "position").values_list("version__ad_id", "image__fingerprint__body"):
        made = from_json(Fingerprint, body)
        if made.pdq:
            found[ad].prints[made.sha256] = ImagePrint(
                made.pdq, made.quality, made.pdq_mirrored, made.phash, made.sha256
            )
    return found


def _link_ad(row: models.Ad, versions: _Versions) -> LinkAd:
    last = versions.readings[-1] if versions.readings else Reading(id=row.id)
    return LinkAd(
        id=row.id,
        site=row.site_id,
        account=row.account,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        municipality=(last.place.gm or "") if last.place else "",
        phones=_all(p.e164 for reading in versions.readings for p in reading.phones if p.use == "links"),
        images=tuple(versions.prints.values()),
        websites=_all(value for reading in versions.readings for value in reading.websites),
        handles=_all(value for reading in versions.readings for value in reading.handles),
        licence_numbers=_all(value for reading in versions.readings for value in reading.licence_numbers),
        name=last.name,
        text=versions.texts[-1] if versions.texts else "",
    )


def _all(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


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
    touch_ads((ad.id for ad in moved), change)
    touch_clusters((was for ad in moved if (was := before.get(ad.id))), change)


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
        "image": _all(image.sha256 for image in ad.images),
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
