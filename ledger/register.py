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
from peil.records.plain import to_json
from peil.records.register import Closure, Licence, Policy


@dataclass(frozen=True, slots=True)
class ImportSource:
    """The file that was read: its name, its hash, who gave it and when."""

    file_name: str
    file_sha256: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did: rows that were new, changed or the same."""

    new: int
    changed: int
    same: int


@transaction.atomic
def take_licences(licences: Sequence[Licence], source: ImportSource) -> Taken:
    """Take licences; a period on record under the same number and first day is replaced."""
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


def _take(model: Any, key: tuple[str, ...], rows: dict[tuple[Any, ...], Any], source: ImportSource) -> Taken:
    kind = model.__name__.lower()
    imported = models.RegisterImport.objects.create(
        kind=kind, file_name=source.file_name, file_sha256=source.file_sha256, at=source.at, by=source.by
    )
    standing = {tuple(getattr(row, name) for name in key): row for row in model.objects.all()}
    new = changed = 0
    for place, body in rows.items():
        old = standing.get(place)
        if old is None:
            model.objects.create(**dict(zip(key, place, strict=True)), body=body, imported=imported)
            new += 1
        elif old.body != body:
            model.objects.filter(pk=old.pk).update(body=body, imported=imported)
            changed += 1
    append_audit(source.by, f"import {kind}", source.file_name, {"sha256": source.file_sha256}, source.at)
    return Taken(new, changed, len(rows) - new - changed)
