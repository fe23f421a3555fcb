"""The audit chain notices every change, removal and exchange of rows."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledger.anchors import Anchor, anchor, read_anchors, unanchored, write_anchor
from ledger.audit import append_audit, audit_length, audit_rows, first_broken
from ledger.database import close_ledger, open_ledger
from ledger.models import AuditEntry
from peil.errors import SourceError

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


def anchored(*places: int) -> list[Anchor]:
    """Five rows, and the anchors that were made after some of them."""
    made = []
    for number in range(1, 6):
        append_audit("t.toezicht", "full view", f"reason {number}", {"cluster": f"c-{number}"}, AT)
        made += [read_anchors([write_anchor(anchor(AT))], "x")[0]] if number in places else []
    return made


def cut_off() -> None:
    AuditEntry.objects.filter(seq__gte=4).delete()


def write_anew() -> None:
    rows = list(AuditEntry.objects.order_by("seq"))
    AuditEntry.objects.all().delete()
    for row in rows:
        append_audit(row.who, row.what, "other words" if row.seq == 2 else row.why, row.facts, row.at)


def test_charter_19_an_untouched_chain_holds_its_anchors(ledger: str) -> None:
    assert unanchored([anchor(AT), *anchored(2, 4), anchor(AT)]) == []


@pytest.mark.parametrize(("tamper", "why"), [(cut_off, "cut off"), (write_anew, "written anew")])
def test_charter_19_an_anchor_finds_what_the_chain_alone_cannot_tell(
    ledger: str, tamper: Callable[[], None], why: str
) -> None:
    anchors = anchored(1, 5)
    tamper()
    assert first_broken() is None
    [(found, said)] = unanchored(anchors)
    assert (found.seq, why in said) == (5, True)


def test_what_is_no_anchor_is_named_by_its_line(ledger: str) -> None:
    with pytest.raises(SourceError) as error:
        read_anchors([write_anchor(anchor(AT)), "{}"], "anchors.jsonl")
    assert error.value.where == "anchors.jsonl:2"


def test_charter_19_rows_can_be_asked_for_by_person_kind_and_day(ledger: str) -> None:
    append_audit("a", "rights erase", "x", {}, AT)
    append_audit("b", "rights show", "y", {}, AT + timedelta(days=1))
    append_audit("b", "retention", "z", {}, AT + timedelta(days=2))
    assert [row.seq for row in audit_rows()] == [1, 2, 3]
    assert [row.seq for row in audit_rows(what="rights", who="b")] == [2]
    assert [row.seq for row in audit_rows(since=AT + timedelta(days=1))] == [2, 3]


@pytest.mark.parametrize("said", ["06-12345678 belde", "bel 0031 6 12 34 56 78", "(+31)612345678", "020 - 123 45 67"])
def test_a_number_in_somebodys_words_is_masked_before_it_is_sealed(ledger: str, said: str) -> None:
    append_audit("a", "x", said, {}, AT)
    [row] = audit_rows()
    assert "[number]" in row.why
    assert not re.search(r"\d{4}", row.why)


@pytest.mark.parametrize("said", ["verzoek 2026-12", "op 02-03-2026", "dossier 20261234567", "run 20260302T031500Z"])
def test_other_figures_in_somebodys_words_stay(ledger: str, said: str) -> None:
    append_audit("a", "x", said, {}, AT)
    assert next(audit_rows()).why == said


def test_charter_19_many_writers_at_once_make_one_chain(ledger: str) -> None:
    close_ledger()
    here = Path(__file__).parents[2]
    words = [sys.executable, "-c", _WRITER, ledger]
    writers = [subprocess.Popen([*words, str(number)], cwd=here) for number in range(4)]
    assert [writer.wait(60) for writer in writers] == [0] * 4
    open_ledger(ledger)
    assert (audit_length(), first_broken()) == (60, None)
    assert {row.who for row in audit_rows()} == {"0", "1", "2", "3"}


_WRITER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "ledger.django_settings"
import django
django.setup()
from datetime import UTC, datetime
from ledger.audit import append_audit
from ledger.database import open_ledger
open_ledger(sys.argv[1])
for number in range(15):
    append_audit(sys.argv[2], "x", str(number), {}, datetime(2026, 3, 2, tzinfo=UTC))
"""
