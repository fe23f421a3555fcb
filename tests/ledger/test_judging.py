"""The life of a flag in the ledger: it opens, sleeps, wakes as the same flag, and lapses."""

from datetime import UTC, date, datetime, timedelta

from ledger import models
from ledger.decisions import Said, decide, decided_flags
from ledger.judging import flag_id, put_verdicts
from peil.records.judged import Reason, SightingRef, Verdict

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)


def a_verdict(since: date = DAY) -> Verdict:
    models.Cluster.objects.get_or_create(id="c-1", defaults={"born_at": AT, "change": 0})
    reason = Reason("staff", "Personeel: 'onze dames'", "Staff: 'onze dames'", (SightingRef("etalage:1", AT),))
    return Verdict(
        "c-1", "unlicensed_business", "holds", "GM0344", ("GM0344",), since=since.isoformat(), reasons=(reason,)
    )


def judge(day: date, *verdicts: Verdict) -> models.Flag:
    put_verdicts(verdicts, day, "rules-1")
    return models.Flag.objects.get()


def test_a_flag_opens_and_stays_the_same_flag(ledger: str) -> None:
    first = judge(DAY, a_verdict())
    second = judge(DAY + timedelta(days=7), a_verdict())
    assert (first.id, first.state, first.since) == (second.id, "open", DAY)
    assert second.last_held == DAY + timedelta(days=7)
    assert second.change == first.change, "a flag that says the same is not published again"


def test_a_flag_sleeps_then_lapses_and_wakes_as_the_same_flag(ledger: str) -> None:
    judge(DAY, a_verdict())
    assert judge(DAY + timedelta(days=7)).state == "asleep"
    assert judge(DAY + timedelta(days=14), a_verdict()).state == "open"
    assert judge(DAY + timedelta(days=15)).state == "asleep"
    assert judge(DAY + timedelta(days=42)).state == "asleep"
    assert judge(DAY + timedelta(days=43)).state == "lapsed"
    assert judge(DAY + timedelta(days=70)).state == "lapsed"


def test_what_a_reviewer_said_is_superseded_and_never_overwritten(ledger: str) -> None:
    flag = judge(DAY, a_verdict())
    where = {"cluster": "c-1", "rule": "unlicensed_business", "municipality": "GM0344"}
    decide(Said(kind="confirm", by="t.toezicht", reason="seen on site", at=AT, **where))
    assert decided_flags() == {flag.id: "confirmed"}
    decide(Said(kind="dismiss", by="m.manager", reason="has a licence after all", at=AT, **where))
    assert decided_flags() == {flag_id(a_verdict()): "dismissed"}
    assert models.Decision.objects.count() == 2
    assert models.AuditEntry.objects.count() == 2
