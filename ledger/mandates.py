"""Mandates: the recorded authority to crawl (charter 1).

In: a mandate and who recorded it. Out: all on record. Never removed: a mandate ends by its last day.
"""

from datetime import datetime

from django.db import transaction

from ledger import models
from ledger.audit import append_audit
from peil.records.seen import Mandate


@transaction.atomic
def record_mandate(mandate: Mandate, by: str, at: datetime) -> None:
    """Record a mandate and note it in the audit chain."""
    row = models.Mandate.objects.create(
        controller=mandate.controller,
        legal_basis=mandate.legal_basis,
        purpose=mandate.purpose,
        dpia=mandate.dpia,
        hosts=list(mandate.hosts),
        valid_from=mandate.valid_from,
        valid_to=mandate.valid_to,
        recorded_at=at,
        recorded_by=by,
    )
    append_audit(by, "mandate recorded", mandate.purpose, {"mandate": row.pk, "hosts": list(mandate.hosts)}, at)


def mandates() -> list[Mandate]:
    """All mandates on record, oldest first."""
    return [
        Mandate(
            controller=row.controller,
            legal_basis=row.legal_basis,
            purpose=row.purpose,
            dpia=row.dpia,
            hosts=tuple(row.hosts),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in models.Mandate.objects.order_by("pk")
    ]
