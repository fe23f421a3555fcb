"""The documents as they should stand in Elasticsearch, made anew for what changed and numbered where they differ.

In: a day, which decides what is active. Out: projections and removals, each with the change number of this refresh.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max, Q

from ledger import models
from ledger.changes import next_change
from ledger.documents.ads import ad_documents
from ledger.documents.displacement import displacement_documents
from ledger.documents.flags import flag_documents
from ledger.documents.form import Document, RuleTitle
from ledger.documents.moves import flow_documents, move_documents, open_moves
from ledger.documents.profiles import profile_documents
from ledger.documents.runs import day_documents, run_documents
from ledger.documents.tallies import tally_documents
from ledger.publishing import cursor, set_cursor
from peil.records.displaced import Measurement
from peil.records.moved import Move
from peil.records.plain import to_json

Place = tuple[str, str]
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
    if count or latest > since:
        _settle("tallies", tally_documents(titles), None, change)
    set_cursor(_REFRESHED, latest)
    return count


@transaction.atomic
def put_moves(moves: Iterable[Move]) -> None:
    """Make the documents of the moves that stand, and of their counts, in place of those that stood."""
    standing, change = open_moves(moves), next_change()
    _settle("moves", move_documents(standing), None, change)
    _settle("flows", flow_documents(standing), None, change)


@transaction.atomic
def put_measurement(measured: Measurement) -> None:
    """Keep a measurement of the waterbed effect, and make its documents; the same question measured anew replaces."""
    change = next_change()
    found = measured.found
    models.Measurement.objects.update_or_create(
        key=measured.key,
        defaults={
            "municipality": found.municipality,
            "on": found.on,
            "measured_on": measured.measured_on,
            "said": found.said,
            "version": measured.version,
            "body": to_json(measured),
            "change": change,
        },
    )
    _settle("displacement", displacement_documents(), None, change)


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
    wanted = {(document.key, document.municipality): _row(kind, document, change) for document in documents}
    owned = owners if owners is None else owners | {row.owner for row in wanted.values()}
    standing = _standing(kind, owned)
    new = [row for place, row in wanted.items() if standing.get(place) != row.digest]
    gone = [place for place in standing if place not in wanted]
    _write(kind, new)
    _remove(kind, gone, change)
    return len(new) + len(gone)


def _row(kind: str, document: Document, change: int) -> models.Projection:
    body = to_json(document.record)
    plain = json.dumps(body, sort_keys=True, ensure_ascii=False)
    return models.Projection(
        kind=kind,
        key=document.key,
        municipality=document.municipality,
        owner=document.owner,
        digest=hashlib.sha256(plain.encode()).hexdigest(),
        body=body,
        change=change,
    )


def _standing(kind: str, owners: set[str] | None) -> dict[Place, str]:
    rows = models.Projection.objects.filter(kind=kind).values_list("key", "municipality", "digest", "owner")
    return {(key, gm): digest for key, gm, digest, owner in rows if owners is None or owner in owners}


def _write(kind: str, rows: Sequence[models.Projection]) -> None:
    models.Projection.objects.bulk_create(
        rows,
        batch_size=300,
        update_conflicts=True,
        unique_fields=["kind", "key", "municipality"],
        update_fields=["owner", "digest", "body", "change"],
    )
    _forget_removals(kind, rows)


def _forget_removals(kind: str, rows: Sequence[models.Projection]) -> None:
    back: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        back[row.municipality].append(row.key)
    for municipality, keys in back.items():
        for start in range(0, len(keys), 500):
            removals = models.Removal.objects.filter(kind=kind, municipality=municipality)
            removals.filter(key__in=keys[start : start + 500]).delete()


def _remove(kind: str, gone: Sequence[Place], change: int) -> None:
    for key, municipality in gone:
        models.Projection.objects.filter(kind=kind, key=key, municipality=municipality).delete()
    models.Removal.objects.bulk_create(
        [models.Removal(kind=kind, key=key, municipality=gm, change=change) for key, gm in gone]
    )
