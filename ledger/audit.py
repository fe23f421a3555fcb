"""The audit chain: append-only, each row sealed with the hash of the one before.

In: who, what, why. Out: a row; and the first row that is not as it was written. Never the data itself: a number in
somebody's words is masked before it is sealed, for nothing can be taken out of the chain later.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from ledger.changes import lock
from ledger.models import AuditEntry

_FIRST = "0" * 64
# Nine digits or more from a plus or a zero on, however they are set apart: a day of the calendar has eight.
_NUMBER = re.compile(r"(?<!\w)(?:\+|0)\d(?:[\s().-]{0,3}\d){7,13}(?!\w)")


@transaction.atomic
def append_audit(who: str, what: str, why: str, facts: dict[str, Any], at: datetime) -> int:
    """Append one row and return its place in the chain; the chain is locked until the transaction ends."""
    lock("audit")
    last = AuditEntry.objects.order_by("-seq").first()
    row = AuditEntry(
        seq=last.seq + 1 if last else 1,
        at=at,
        who=who,
        what=what,
        why=_NUMBER.sub("[number]", why),
        facts=facts,
        previous=last.digest if last else _FIRST,
    )
    row.digest = _digest(row)
    row.save(force_insert=True)
    return row.seq


def first_broken() -> int | None:
    """The place of the first row that was changed, removed or moved; None where the chain holds."""
    previous, expected = _FIRST, 1
    for row in AuditEntry.objects.order_by("seq").iterator():
        if row.seq != expected or row.previous != previous or row.digest != _digest(row):
            return expected
        previous, expected = row.digest, expected + 1
    return None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One row of the chain."""

    seq: int
    at: datetime
    who: str
    what: str
    why: str
    facts: dict[str, Any]


def audit_rows(since: datetime | None = None, who: str = "", what: str = "") -> Iterator[AuditRow]:
    """The rows from a moment on, of one person, or of what begins like this; in order."""
    rows = AuditEntry.objects.order_by("seq")
    rows = rows.filter(at__gte=since) if since else rows
    rows = rows.filter(who=who) if who else rows
    for row in rows.filter(what__startswith=what).iterator():
        yield AuditRow(row.seq, row.at, row.who, row.what, row.why, row.facts)


def audit_length() -> int:
    """How many rows the chain has."""
    return AuditEntry.objects.count()


def _digest(row: AuditEntry) -> str:
    parts = [row.seq, row.at.astimezone(UTC).isoformat(), row.who, row.what, row.why, row.facts, row.previous]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
