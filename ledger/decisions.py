"""What named reviewers said: written once, superseded by a later word, never overwritten.

In: a decision with name and reason. Out: its number; and which flags are confirmed or dismissed.
"""

from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from ledger import models
from ledger.audit import append_audit
from ledger.changes import next_change, touch_flags
from peil.errors import SourceError

KINDS = ("confirm", "dismiss", "licensed-as", "same", "not the same", "hub", "not a hub")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One decision: on a flag (cluster, rule, municipality, persona), on two ads (a, b) or on an identifier."""

    kind: str
    by: str
    reason: str
    at: datetime
    cluster: str = ""
    rule: str = ""
    municipality: str = ""
    persona: str = ""
    licence_no: str = ""
    a: str = ""
    b: str = ""
    identifier_kind: str = ""
    value: str = ""


@transaction.atomic
def decide(said: Said) -> int:
    """Keep a decision, supersede the ones on the same subject, note it in the audit chain; returns its number.

    Raises SourceError where the kind is unknown, or name or reason are missing (charter 11).
    """
    if said.kind not in KINDS:
        raise SourceError(f"{said.kind!r} is no decision", mend=f"one of {', '.join(KINDS)} would be right")
    if not said.by.strip() or not said.reason.strip():
        raise SourceError("a decision has a name and a reason", mend="give both")
    row = models.Decision.objects.create(**{column.name: getattr(said, column.name) for column in fields(said)})
    _same_subject(said).exclude(pk=row.pk).update(superseded_by=row)
    append_audit(said.by, f"decision {said.kind}", said.reason, {"decision": row.pk}, said.at)
    touch_flags(_flags_of(said).values_list("id", flat=True), next_change())
    return int(row.pk)


def decided_flags() -> dict[str, str]:
    """Flag id -> `confirmed` or `dismissed`, by the decision that stands."""
    words = {"confirm": "confirmed", "dismiss": "dismissed"}
    rows = models.Decision.objects.filter(kind__in=words, superseded_by=None).order_by("at", "id")
    return {
        flag: words[row.kind]
        for row in rows
        for flag in models.Flag.objects.filter(
            cluster_id=row.cluster, rule=row.rule, municipality=row.municipality, persona=row.persona
        ).values_list("id", flat=True)
    }


def _same_subject(said: Said) -> "QuerySet[models.Decision]":
    opposites = next(
        pair
        for pair in (("confirm", "dismiss"), ("same", "not the same"), ("hub", "not a hub"), ("licensed-as",))
        if said.kind in pair
    )
    subject = {
        name: getattr(said, name) for name in ("cluster", "rule", "municipality", "persona", "identifier_kind", "value")
    }
    pair = sorted((said.a, said.b))
    return models.Decision.objects.filter(kind__in=opposites, superseded_by=None, a__in=pair, b__in=pair, **subject)


def _flags_of(said: Said) -> "QuerySet[models.Flag]":
    return models.Flag.objects.filter(
        cluster_id=said.cluster, rule=said.rule, municipality=said.municipality, persona=said.persona
    )
