"""The register's side of the table: licences, policies and closures taken from files, with what was taken.

In: the rows of one file, all good. Out: how many were new, changed or the same. A file is taken whole or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ledger import models
from ledger.audit import append_audit
from peil.records.plain import from_json, to_json
from peil.records.register import Closure, Licence, Policy


@dataclass(frozen=True, slots=True)
class ImportSource:
    """The file that was read: its name, its hash, who gave it and when."""

    file_name: str
    file_sha256: str
    by: str
    at: datetime
    report: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did: rows that were new, changed or the same."""

    new: int
    changed: int
    same: int


@transaction.atomic
def take_licences(licences: Sequence[Licence], source: ImportSource) -> Taken:
    """Take licences; a period on record under the same number and first day is replaced, and kept aside."""
    rows = {(row.municipality, row.licence_no, row.period.valid_from): to_json(row) for row in licences}
    return _take(models.Licence, ("municipality", "licence_no", "valid_from"), rows, source)


@transaction.atomic
def take_policies(policies: Sequence[Policy], source: ImportSource) -> Taken:
    """Take policies; a period on record with the same first day is replaced."""
    rows = {(row.municipality, row.period.valid_from): to_json(row) for row in policies}
    return _take(models.Policy, ("municipality", "valid_from"), rows, source)


@transaction.atomic
def take_closures(closures: Sequence[Closure], source: ImportSource) -> Taken:
    """Take closures; one on record with the same address and first day is replaced."""
    rows = {(row.municipality, row.postcode, row.house_number, row.period.valid_from): to_json(row) for row in closures}
    return _take(models.Closure, ("municipality", "postcode", "house_number", "valid_from"), rows, source)


def licence_versions(municipality: str, licence_no: str) -> list[tuple[Licence, datetime, datetime | None]]:
    """Every row that was ever on record of a licence: the row, since when, and until when (None: it stands)."""
    subject = {"municipality": municipality, "licence_no": licence_no}
    standing: list[Any] = [(row, None) for row in models.Licence.objects.filter(**subject).select_related("imported")]
    replaced = models.ReplacedRow.objects.filter(kind="licence", **subject).select_related("imported", "replaced_by")
    rows = [*((row, row.replaced_by.at) for row in replaced), *standing]
    found = [(from_json(Licence, row.body), row.imported.at, until) for row, until in rows]
    return sorted(found, key=lambda one: (one[0].period.valid_from, one[1]))


def _take(model: Any, key: tuple[str, ...], rows: dict[tuple[Any, ...], Any], source: ImportSource) -> Taken:
    kind = model.__name__.lower()
    imported = models.RegisterImport.objects.create(
        kind=kind, file_name=source.file_name, file_sha256=source.file_sha256, at=source.at, by=source.by,
        report=list(source.report),
    )  # fmt: skip
    standing = {tuple(getattr(row, name) for name in key): row for row in model.objects.all()}
    new = changed = 0
    for place, body in rows.items():
        old = standing.get(place)
        if old is None:
            model.objects.create(**dict(zip(key, place, strict=True)), body=body, imported=imported)
            new += 1
        elif old.body != body:
            _keep(kind, old, imported)
            model.objects.filter(pk=old.pk).update(body=body, imported=imported)
            changed += 1
    append_audit(source.by, f"import {kind}", source.file_name, {"sha256": source.file_sha256}, source.at)
    return Taken(new, changed, len(rows) - new - changed)


def _keep(kind: str, old: Any, replaced_by: models.RegisterImport) -> None:
    """The row as it stood, for whoever asks later what was known when."""
    models.ReplacedRow.objects.create(
        kind=kind, municipality=old.municipality, licence_no=getattr(old, "licence_no", ""), valid_from=old.valid_from,
        body=old.body, imported=old.imported, replaced_by=replaced_by,
    )  # fmt: skip
