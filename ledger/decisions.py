"""What named reviewers said: written once, superseded by a later word, never overwritten.

In: a decision with name and reason. Out: its number; and which flags are confirmed or dismissed.
"""

from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from ledger import models
from ledger.audit import append_audit
from ledger.changes import next_change, touch_ads, touch_flags
from peil.errors import RefusedError, SourceError

# What can be said of one subject; the later of a family supersedes the earlier.
FAMILIES = (("confirm", "dismiss"), ("licensed-as",), ("urgent",), ("same", "not the same"), ("hub", "not a hub"))
KINDS = tuple(kind for family in FAMILIES for kind in family)
WITHDRAW = "withdraw"
_SUBJECT = ("cluster", "rule", "municipality", "persona", "identifier_kind", "value")


class OvertakenError(RefusedError):
    """Somebody decided, or the facts changed, since whoever decides now looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One decision: on a flag (cluster, rule, municipality, persona), a cluster, two ads (a, b) or an identifier."""

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
def decide(said: Said, seen: int | None = None) -> int:
    """Keep a decision, supersede the ones on the same subject, note it in the audit chain; returns its number.

    `seen` is the `version_of` the subject that the reviewer looked at. Raises SourceError where the kind is unknown, or
    name or reason are missing (charter 11); OvertakenError where `seen` is not how the subject stands now.
    """
    if said.kind not in KINDS:
        raise SourceError(f"{said.kind!r} is no decision", mend=f"one of {', '.join(KINDS)} would be right")
    if not said.by.strip() or not said.reason.strip():
        raise SourceError("a decision has a name and a reason", mend="give both")
    change = next_change()  # first, since it keeps other deciders waiting until this one is done
    if seen is not None and seen != version_of(said):
        raise _overtaken()
    row = models.Decision.objects.create(**{column.name: getattr(said, column.name) for column in fields(said)})
    _same_subject(said).exclude(pk=row.pk).update(superseded_by=row)
    _note(said, row.pk, change)
    return int(row.pk)


@transaction.atomic
def withdraw(number: int, by: str, reason: str, at: datetime) -> int:
    """Take a decision back by a new one on the same subject, which says nothing of its own; returns its number.

    Raises OvertakenError where the decision no longer stands.
    """
    if not by.strip() or not reason.strip():
        raise SourceError("taking a decision back has a name and a reason", mend="give both")
    change = next_change()
    row = models.Decision.objects.filter(pk=number, superseded_by=None).exclude(kind=WITHDRAW).first()
    if row is None:
        raise _overtaken()
    subject = {column.name: getattr(row, column.name) for column in fields(Said)}
    said = Said(**{**subject, "kind": WITHDRAW, "by": by, "reason": reason, "at": at})
    last = models.Decision.objects.create(**{column.name: getattr(said, column.name) for column in fields(said)})
    models.Decision.objects.filter(pk=number).update(superseded_by=last)
    _note(said, last.pk, change)
    return int(last.pk)


def _overtaken() -> OvertakenError:
    mend = "look at what was said and decide again"
    return OvertakenError("this changed since you looked", ground="charter 11", mend=mend)


def _note(said: Said, number: int, change: int) -> None:
    """The audit chain, and what has to be published anew."""
    append_audit(said.by, f"decision {said.kind}", said.reason, {"decision": number}, said.at)
    touch_flags(_flags_of(said).values_list("id", flat=True), change)
    if said.cluster and not said.rule:
        touch_ads(models.Ad.objects.filter(cluster_id=said.cluster).values_list("id", flat=True), change)


def version_of(said: Said) -> int:
    """A number that changes whenever somebody decides on the subject, or a flag's facts change."""
    if said.rule:
        return _flags_of(said).values_list("change", flat=True).first() or 0
    return _same_subject(said).order_by("-id").values_list("id", flat=True).first() or 0


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
    kinds = next(family for family in FAMILIES if said.kind in family)
    subject = {name: getattr(said, name) for name in _SUBJECT}
    pair = sorted((said.a, said.b))
    return models.Decision.objects.filter(kind__in=kinds, superseded_by=None, a__in=pair, b__in=pair, **subject)


def _flags_of(said: Said) -> "QuerySet[models.Flag]":
    return models.Flag.objects.filter(
        cluster_id=said.cluster, rule=said.rule, municipality=said.municipality, persona=said.persona
    )
