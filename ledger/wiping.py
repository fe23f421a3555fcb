"""What must go from the ledger, whoever asked for it: one transaction, everything that tells of it with it.

In: what is doomed. Out: how much went, table by table. Documents of all that it touches are taken out of Elasticsearch
by number; those of what stays are made anew by the next refresh.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from ledger import models
from ledger.changes import batches, next_change, touch_clusters
from ledger.doomed import Doomed
from ledger.mentions import ads_naming, named_by
from peil.records.wiped import Subject


@transaction.atomic
def wipe_ledger(doomed: Doomed) -> dict[str, int]:
    """Take it out of every table; photos go by the image side, before."""
    change, went = next_change(), Counter[str]()
    clusters = _clusters(doomed.ads)
    flags = _flags_citing(doomed)
    owners = doomed.ads | clusters | flags
    went["documents"] = _forget_documents(owners, change)
    _forget_values(doomed)
    for batch in batches(doomed.ads):
        models.Decision.objects.filter(Q(a__in=batch) | Q(b__in=batch)).update(superseded_by=None)
        models.Decision.objects.filter(Q(a__in=batch) | Q(b__in=batch)).delete()
    went["flags"] = _delete(models.Flag, "id", flags)
    went["sightings"] = _delete_ids(look.id for look in doomed.looks)
    went["versions"] = _delete(models.Version, "id", doomed.versions)
    went["photos"] = _delete(models.Image, "sha256", doomed.images)
    went["ads"] = _delete(models.Ad, "id", doomed.ads)
    went["clusters"] = forget_empty_clusters(clusters)
    touch_clusters(clusters, change)
    return dict(went)


def forget_empty_clusters(clusters: Iterable[str]) -> int:
    """Take out clusters that hold no ad, with their flags, history and what was decided of them."""
    empty = {
        row for batch in batches(clusters) for row in _ids(models.Cluster.objects.filter(id__in=batch, ad__isnull=True))
    }
    for batch in batches(empty):
        _forget_documents(_ids(models.Flag.objects.filter(cluster_id__in=batch)), next_change())
        models.Decision.objects.filter(cluster__in=batch).update(superseded_by=None)
        models.Decision.objects.filter(cluster__in=batch).delete()
    return _delete(models.Cluster, "id", empty)


@transaction.atomic
def forget_flags(flags: Iterable[str]) -> int:
    """Take out flags with their documents; what was said of them stays with their clusters."""
    _forget_documents(flags, next_change())
    return _delete(models.Flag, "id", flags)


def note_manifests(sha256: Mapping[str, str]) -> None:
    """Keep by which hash each run is known now."""
    for run, digest in sha256.items():
        models.Run.objects.filter(id=run).update(manifest_sha256=digest)


def forget_removals() -> None:
    """Forget what was taken out of Elasticsearch, as far as every kind's reader has come; all where there is none."""
    readers: dict[str, int] = {}
    for name, change in models.Cursor.objects.filter(name__contains="-removed@").values_list("name", "change"):
        kind = name.partition("-removed@")[0]
        readers[kind] = max(change, readers.get(kind, 0))
    for kind in models.Removal.objects.values_list("kind", flat=True).distinct():
        rows = models.Removal.objects.filter(kind=kind)
        (rows.filter(change__lte=readers[kind]) if kind in readers else rows).delete()


def settle_file() -> None:
    """Leave no byte of what was deleted in the database's files, as far as the database allows.

    SQLite overwrites what it deletes, and its log is emptied here; PostgreSQL frees the room for others to write over.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM")


def _clusters(ads: Iterable[str]) -> set[str]:
    rows = (models.Ad.objects.filter(id__in=batch).exclude(cluster=None) for batch in batches(ads))
    return {cluster for found in rows for cluster in found.values_list("cluster_id", flat=True) if cluster}


def _flags_citing(doomed: Doomed) -> set[str]:
    """Flags whose reasons quote something that goes: the judge raises them again where they hold without it."""
    moments = {(look.ad, moment) for look, moment in _moments(doomed)}
    return {
        row.id
        for batch in batches(_clusters(doomed.touched))
        for row in models.Flag.objects.filter(cluster_id__in=batch)
        if any(one["id"] in doomed.ads or (one["id"], one["seen_at"]) in moments for one in _quoted(row))
    }


def _quoted(row: models.Flag) -> list[dict[str, Any]]:
    return [seen for reason in row.reasons for seen in reason.get("sightings", ())]


def _moments(doomed: Doomed) -> Iterable[tuple[Any, str]]:
    by_id = {look.id: look for look in doomed.looks if look.ad not in doomed.ads}
    for start in range(0, len(by_id), 500):
        rows = models.Sighting.objects.filter(id__in=list(by_id)[start : start + 500]).values_list("id", "seen_at")
        for pk, seen_at in rows:
            yield by_id[pk], seen_at.isoformat().replace("+00:00", "Z")


def _forget_documents(owners: Iterable[str], change: int) -> int:
    """Take documents out of the projection; that they must go from Elasticsearch too has a change number."""
    gone = 0
    for batch in batches(owners):
        rows = list(models.Projection.objects.filter(owner__in=batch).values_list("kind", "key", "municipality"))
        models.Removal.objects.bulk_create(
            [models.Removal(kind=kind, key=key, municipality=gm, change=change) for kind, key, gm in rows]
        )
        models.Projection.objects.filter(owner__in=batch).delete()
        models.DeadLetter.objects.filter(key__in=[key for _, key, _ in rows]).delete()
        gone += len(rows)
    return gone


def _forget_values(doomed: Doomed) -> None:
    """Hubs and decisions on identifiers that no ad that stays has, and troubles that name one of the numbers."""
    for kind, value in _own_values(doomed.ads) | {("phone", number) for number in doomed.numbers}:
        models.Hub.objects.filter(kind=kind, value=value).delete()
        models.Decision.objects.filter(identifier_kind=kind, value=value).update(superseded_by=None)
        models.Decision.objects.filter(identifier_kind=kind, value=value).delete()
    if numbers := named_by(doomed.ads, "number") | doomed.numbers:
        _unsay(_spoken(numbers))


def _unsay(numbers: "re.Pattern[str]") -> None:
    """Take numbers out of what was said in free words."""
    for row in models.Trouble.objects.all():
        if numbers.search(row.sentence):
            row.delete()
    for said in models.Decision.objects.exclude(reason=""):
        if numbers.search(said.reason):
            models.Decision.objects.filter(pk=said.pk).update(reason=numbers.sub("[gewist]", said.reason))


def _spoken(numbers: Iterable[str]) -> "re.Pattern[str]":
    """The digits behind a country's code, however they are set apart."""
    return re.compile("|".join(r"[\s().-]{0,2}".join(number[3:]) for number in sorted(numbers)))


def _own_values(ads: frozenset[str]) -> set[tuple[str, str]]:
    """What these ads show and no other does; a number that joined nothing (ambiguous, shown only) too."""
    own = {("phone", number) for number in named_by(ads, "number")}
    for batch in batches(ads):
        own |= set(models.Identifier.objects.filter(ad_id__in=batch).values_list("kind", "value"))
    return {(kind, value) for kind, value in own if not _holders(kind, value) - ads}


def _holders(kind: str, value: str) -> set[str]:
    rows = models.Identifier.objects.filter(kind=kind, value=value).values_list("ad_id", flat=True)
    named = ads_naming(Subject("number", value)) if kind == "phone" else set()
    return named | set(rows[:5000])


def _delete(model: Any, by: str, values: Iterable[str]) -> int:
    return sum(
        model.objects.filter(**{f"{by}__in": batch}).delete()[1].get(model._meta.label, 0) for batch in batches(values)
    )


def _delete_ids(ids: Iterable[int]) -> int:
    ordered = sorted(ids)
    chunks = (ordered[start : start + 500] for start in range(0, len(ordered), 500))
    return sum(models.Sighting.objects.filter(id__in=chunk).delete()[0] for chunk in chunks)


def _ids(rows: Any) -> set[str]:
    return set(rows.values_list("id", flat=True))
