"""The publisher's side of the table: the documents as they should stand, each with its change number.

`refresh` makes the documents of what changed and numbers those that differ from what stood; the rest reads them.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import get_args

from django.db import transaction
from django.db.models import Max, Q

from ledger import models
from ledger.changes import next_change
from ledger.documents.ads import ad_documents
from ledger.documents.flags import flag_documents
from ledger.documents.form import Document, RuleTitle
from ledger.documents.profiles import profile_documents
from ledger.documents.runs import day_documents, run_documents
from peil.records.plain import from_json, to_json
from peil.records.published import (
    Published,
    PublishedAd,
    PublishedDay,
    PublishedFlag,
    PublishedKind,
    PublishedProfile,
    PublishedRun,
    Removal,
)

_RECORDS: Mapping[str, type[Published]] = {
    "profiles": PublishedProfile,
    "ads": PublishedAd,
    "flags": PublishedFlag,
    "runs": PublishedRun,
    "days": PublishedDay,
}
_REFRESHED = "refreshed"


@transaction.atomic
def refresh(on: date, titles: Mapping[str, RuleTitle]) -> int:
    """Make the documents anew for what changed since the last refresh; returns how many differ now.

    `on` decides what is active; `titles` are the rules' names by id.
    """
    since = cursor(_REFRESHED)
    latest = _latest_change()
    change = next_change()
    count = sum(
        (
            _settle("profiles", profile_documents(since, on), _clusters_since(since), change),
            _settle("ads", ad_documents(since), _ads_since(since), change),
            _settle("flags", flag_documents(since, titles), _flags_since(since), change),
            _settle("runs", run_documents(since), set(), change),
            _settle("days", day_documents(), None, change) if latest > since else 0,
        )
    )
    set_cursor(_REFRESHED, latest)
    return count


def changed(kind: str, after: int) -> Iterator[Published]:
    """The documents of a kind with a change number above `after`, in its order."""
    rows = models.Projection.objects.filter(kind=kind, change__gt=after).order_by("change", "pk")
    for row in rows.iterator(chunk_size=1000):
        body = {**row.body, "change": row.change}
        yield from_json(_RECORDS[kind], body)


def removed(kind: str, after: int) -> Iterator[Removal]:
    """The documents of a kind that went away with a change number above `after`, in its order."""
    for row in models.Removal.objects.filter(kind=kind, change__gt=after).order_by("change", "pk").iterator():
        yield Removal(_kind(row.kind), row.key, row.municipality, row.change)


def cursor(name: str) -> int:
    """How far the reader of this name has come; 0 where it never was."""
    row = models.Cursor.objects.filter(name=name).first()
    return row.change if row else 0


def set_cursor(name: str, change: int) -> None:
    """Note how far the reader of this name has come."""
    models.Cursor.objects.update_or_create(name=name, defaults={"change": change})


def counts() -> dict[str, dict[str, int]]:
    """How many documents should stand: kind -> municipality -> number."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in _RECORDS}
    for kind, municipality in models.Projection.objects.values_list("kind", "municipality"):
        found[kind][municipality] += 1
    return {kind: dict(counter) for kind, counter in found.items()}


def _kind(value: str) -> PublishedKind:
    assert value in get_args(PublishedKind)
    return value  # type: ignore[return-value]  # asserted


def _latest_change() -> int:
    tables = (models.Ad, models.Cluster, models.Flag, models.Run)
    return max(table.objects.aggregate(latest=Max("change"))["latest"] or 0 for table in tables)


def _clusters_since(since: int) -> set[str]:
    return set(models.Cluster.objects.filter(change__gt=since).values_list("id", flat=True))


def _ads_since(since: int) -> set[str]:
    """The changed ads and those of changed clusters: what an ad may show depends on its cluster."""
    changed_ads = models.Ad.objects.filter(Q(change__gt=since) | Q(cluster__change__gt=since))
    return set(changed_ads.values_list("id", flat=True))


def _flags_since(since: int) -> set[str]:
    return set(models.Flag.objects.filter(change__gt=since).values_list("id", flat=True))


def _settle(kind: str, documents: Iterable[Document], owners: set[str] | None, change: int) -> int:
    """Write the documents that differ; remove those of `owners` (None: of everyone) that are no longer made."""
    wanted = {(document.key, document.municipality): document for document in documents}
    owned = owners if owners is None else owners | {document.owner for document in wanted.values()}
    standing = _standing(kind, owned)
    new = [document for place, document in wanted.items() if standing.get(place) != _digest(document)]
    gone = [place for place in standing if place not in wanted]
    _write(kind, new, change)
    _remove(kind, gone, change)
    return len(new) + len(gone)


def _standing(kind: str, owners: set[str] | None) -> dict[tuple[str, str], str]:
    rows = models.Projection.objects.filter(kind=kind).values_list("key", "municipality", "digest", "owner")
    return {
        (key, municipality): digest for key, municipality, digest, owner in rows if owners is None or owner in owners
    }


def _digest(document: Document) -> str:
    plain = json.dumps(to_json(document.record), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def _write(kind: str, documents: Sequence[Document], change: int) -> None:
    models.Projection.objects.bulk_create(
        [
            models.Projection(
                kind=kind,
                key=document.key,
                municipality=document.municipality,
                owner=document.owner,
                digest=_digest(document),
                body=to_json(document.record),
                change=change,
            )
            for document in documents
        ],
        batch_size=300,
        update_conflicts=True,
        unique_fields=["kind", "key", "municipality"],
        update_fields=["owner", "digest", "body", "change"],
    )
    _forget_removals(kind, documents)


def _forget_removals(kind: str, documents: Sequence[Document]) -> None:
    back: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        back[document.municipality].append(document.key)
    for municipality, keys in back.items():
        for start in range(0, len(keys), 500):
            rows = models.Removal.objects.filter(kind=kind, municipality=municipality)
            rows.filter(key__in=keys[start : start + 500]).delete()


def _remove(kind: str, gone: Sequence[tuple[str, str]], change: int) -> None:
    for key, municipality in gone:
        models.Projection.objects.filter(kind=kind, key=key, municipality=municipality).delete()
    models.Removal.objects.bulk_create(
        [models.Removal(kind=kind, key=key, municipality=gm, change=change) for key, gm in gone]
    )
