"""Police exports: asked for by one person, approved by another, of confirmed clusters alone (charter 11 and 20).

In: a question, an approval. Out: what may be written, and a list of all that was. Every step is noted in the audit
chain by number, never by content.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import transaction

from ledger import models
from ledger.audit import append_audit
from ledger.changes import lock
from ledger.decisions import decided_flags
from peil.days import day_of
from peil.errors import RefusedError, SourceError
from peil.records.exported import ExportRequest


@transaction.atomic
def ask_export(asked: ExportRequest) -> int:
    """Keep a question and give its number.

    Raises SourceError where purpose, ground or clusters are missing, RefusedError where a cluster is not confirmed.
    """
    for name in ("purpose", "ground", "asked_by", "recipient"):
        if not getattr(asked, name).strip():
            raise SourceError("says nothing", where=f"--{name.replace('asked_', '')}", mend="it belongs in the request")
    if not asked.clusters:
        raise SourceError("names no cluster", mend="at least one confirmed cluster would be right")
    _only_confirmed(asked.clusters)
    columns = ("purpose", "ground", "recipient", "photos", "expires", "asked_by", "asked_at")
    row = models.PoliceExport.objects.create(
        clusters=list(asked.clusters), **{name: getattr(asked, name) for name in columns}
    )
    facts = {"export": row.pk, "clusters": len(asked.clusters), "photos": asked.photos}
    append_audit(asked.asked_by, "export asked", asked.purpose, facts, asked.asked_at)
    return int(row.pk)


@transaction.atomic
def approve_export(number: int, by: str, reason: str, at: datetime) -> None:
    """Approve a request; raises RefusedError where the same person asked, or it was answered already."""
    if not by.strip() or not reason.strip():
        raise SourceError("an approval has a name and a reason", mend="give both")
    lock("exports")
    row = _row(number)
    if row.approved_by or row.revoked_at:
        raise RefusedError("was answered already", ground="charter 11", where=f"export {number}")
    if _same_person(by, row.asked_by):
        mend = "somebody else approves it"
        raise RefusedError("who asks does not approve", ground="charter 11", where=f"export {number}", mend=mend)
    _only_confirmed(row.clusters)
    row.approved_by, row.approved_at = by, at
    row.save()
    append_audit(by, "export approved", reason, {"export": number}, at)


def export_to_write(number: int, at: datetime) -> ExportRequest:
    """The request, if it may become a file now; raises RefusedError saying why not."""
    row = _row(number)
    where = f"export {number}"
    if not row.approved_by:
        raise RefusedError("is not approved", ground="charter 11", where=where, mend="a second person approves it")
    if row.revoked_at:
        raise RefusedError("was revoked", ground="charter 20", where=where)
    if row.written_at:
        raise RefusedError("was written already", ground="charter 20", where=where, mend="ask for another")
    if row.expires < day_of(at):
        raise RefusedError("has expired", ground="charter 20", where=where, mend="ask for another")
    _only_confirmed(row.clusters)
    return _request(row)


@transaction.atomic
def note_written(number: int, sha256: str, by: str, at: datetime) -> None:
    """Note that a file was made; raises RefusedError where one was meanwhile."""
    free = models.PoliceExport.objects.filter(pk=number, written_at=None, revoked_at=None).exclude(approved_by="")
    if not free.update(written_at=at, sha256=sha256):
        raise RefusedError("was written or revoked meanwhile", ground="charter 20", where=f"export {number}")
    append_audit(by, "export written", _row(number).purpose, {"export": number, "sha256": sha256}, at)


@transaction.atomic
def revoke_export(number: int, by: str, reason: str, at: datetime) -> None:
    """Take back a request, or say of a file that it should be destroyed; it stays on the list."""
    if not by.strip() or not reason.strip():
        raise SourceError("a revocation has a name and a reason", mend="give both")
    lock("exports")
    row = _row(number)
    if not row.revoked_at:
        row.revoked_by, row.revoked_at = by, at
        row.save()
        append_audit(by, "export revoked", reason, {"export": number}, at)


def all_exports() -> list[ExportRequest]:
    """Every request, oldest first."""
    return [_request(row) for row in models.PoliceExport.objects.order_by("pk")]


def _only_confirmed(clusters: Sequence[str]) -> None:
    """Refuse where a cluster has no flag that a reviewer confirmed."""
    confirmed = {flag for flag, said in decided_flags().items() if said == "confirmed"}
    flags = models.Flag.objects.filter(cluster_id__in=clusters, id__in=confirmed, cluster__ended_at=None)
    missing = sorted(set(clusters) - set(flags.values_list("cluster_id", flat=True)))
    if missing:
        mend = "a named reviewer confirms a flag first"
        raise RefusedError("no flag of it is confirmed", ground="charter 11", where=", ".join(missing), mend=mend)


def _row(number: int) -> models.PoliceExport:
    row = models.PoliceExport.objects.filter(pk=number).first()
    if row is None:
        raise SourceError("there is no such export", where=f"export {number}", mend="`peil export list` shows them")
    return row


def _request(row: models.PoliceExport) -> ExportRequest:
    values: dict[str, Any] = {one.name: getattr(row, one.name) for one in fields(ExportRequest) if one.name != "number"}
    return ExportRequest(**{**values, "number": row.pk, "clusters": tuple(row.clusters)})


def _same_person(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
