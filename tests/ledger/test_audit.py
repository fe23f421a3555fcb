"""The audit chain notices every change, removal and exchange of rows."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ledger.audit import append_audit, first_broken
from ledger.models import AuditEntry

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def five_rows() -> None:
    for number in range(1, 6):
        append_audit("t.toezicht", "full view", f"reason {number}", {"cluster": f"c-{number}"}, AT)


def edit() -> None:
    AuditEntry.objects.filter(seq=3).update(why="something else")


def remove() -> None:
    AuditEntry.objects.filter(seq=3).delete()


def exchange() -> None:
    third, fourth = AuditEntry.objects.get(seq=3), AuditEntry.objects.get(seq=4)
    AuditEntry.objects.filter(seq=3).update(why=fourth.why, facts=fourth.facts)
    AuditEntry.objects.filter(seq=4).update(why=third.why, facts=third.facts)


def test_charter_19_an_untouched_chain_holds(ledger: str) -> None:
    five_rows()
    assert first_broken() is None


@pytest.mark.parametrize("tamper", [edit, remove, exchange])
def test_charter_19_a_tampered_row_is_found(ledger: str, tamper: Callable[[], None]) -> None:
    five_rows()
    tamper()
    assert first_broken() == 3
