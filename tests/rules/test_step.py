"""The door: what the ledger holds is judged, and the flags stand in the ledger."""

from datetime import UTC, date, datetime

import pytest

from ledger import models, rule_states
from ledger.decisions import Said, decide
from peil.errors import SourceError
from peil.records.judged import DecidedFlag
from peil.records.plain import to_json
from peil.records.read import PlaceReading, Reading, Sign
from peil.records.register import Period, Policy
from rules.error_rates import error_rates, to_suspend
from rules.shared import SHARED, Shared
from rules.step import JudgedCounts, judge_ledger, ledger_rates, suspend_rules

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
ON = date(2026, 11, 24)


def a_house_in_the_ledger():
    models.Site.objects.create(name="alpha")
    models.Cluster.objects.create(id="c-1", born_at=AT, change=0)
    counts = {"ads_present": 1, "ads_gone": 0, "floor": 1, "errors": 0, "change": 0}
    run = models.Run.objects.create(
        id="alpha/1", site_id="alpha", started_at=AT, finished_at=AT, state="complete", folder="alpha/1", **counts
    )
    seen = {"first_seen": AT, "last_seen": AT}
    ad = models.Ad.objects.create(
        id="alpha:1", site_id="alpha", ref="1", url="", status="present", cluster_id="c-1", change=0, **seen
    )
    version = models.Version.objects.create(id="alpha:1@0", ad=ad, **seen)
    models.Sighting.objects.create(ad=ad, run=run, version=version, seen_at=AT, status="present")
    place = PlaceReading("GM0344", "exact", "Utrecht")
    read = Reading("alpha:1@0", place=place, setting="incall", signs=(Sign("staff", "team"), Sign("hours", "open")))
    models.Reading.objects.create(
        version=version, stamp="1", municipality="GM0344", certainty="exact", body=to_json(read)
    )
    policy = Policy("GM0344", Period(date(2020, 1, 1)), "licence", "Nota")
    imported = models.RegisterImport.objects.create(
        kind="policies", file_name="x", file_sha256="", at=AT, by="operator"
    )
    models.Policy.objects.create(
        municipality="GM0344", valid_from=date(2020, 1, 1), body=to_json(policy), imported=imported
    )


def test_the_ledger_is_judged_and_doing_it_twice_changes_nothing(ledger: str) -> None:
    a_house_in_the_ledger()
    first = judge_ledger(ON)
    (flag,) = models.Flag.objects.all()
    assert (first.clusters, first.holds) == (1, 1)
    assert (flag.rule, flag.municipality, flag.state, flag.since) == (
        "unlicensed_business",
        "GM0344",
        "open",
        AT.date(),
    )
    assert judge_ledger(ON) == first
    assert models.Flag.objects.get().change == flag.change


def test_a_dismissed_flag_is_not_put_back(ledger: str) -> None:
    a_house_in_the_ledger()
    judge_ledger(ON)
    about = {"cluster": "c-1", "rule": "unlicensed_business", "municipality": "GM0344"}
    decide(Said(kind="dismiss", by="t.toezicht", reason="known at the counter", at=AT, **about))
    assert judge_ledger(ON).holds == 0
    assert models.Flag.objects.get().state == "asleep"


def test_an_empty_ledger_gives_no_verdicts(ledger: str) -> None:
    assert judge_ledger(ON) == JudgedCounts(0, 0, 0, 0)


ABOUT = {"rule": "unlicensed_business", "municipality": "GM0344"}


def dismissed_once():
    a_house_in_the_ledger()
    judge_ledger(ON)
    decide(Said(kind="dismiss", by="t.toezicht", reason="licensed after all", at=AT, cluster="c-1", **ABOUT))


def test_charter_24_dismissals_are_counted_by_rule_municipality_and_site_with_their_reasons(ledger: str) -> None:
    dismissed_once()
    (rate,) = ledger_rates(ON, by_site=True)
    assert (rate.rule, rate.municipality, rate.site) == ("unlicensed_business", "GM0344", "alpha")
    assert (rate.decided, rate.dismissed, rate.share) == (1, 1, 1.0)
    assert rate.reasons == (("licensed after all", 1),)


def test_charter_24_a_rule_that_is_mostly_dismissed_suspends_itself_until_a_manager_looked(ledger: str) -> None:
    dismissed_once()
    models.Cluster.objects.create(id="c-2", born_at=AT, change=0)
    models.Ad.objects.update(cluster_id="c-2")
    assert judge_ledger(ON).holds == 1
    assert models.Flag.objects.get(cluster="c-2").state == "open"
    assert suspend_rules(ON, lambda _gm: Shared(suspend_decided=1)) == {("unlicensed_business", "GM0344")}
    judge_ledger(ON)
    assert models.Flag.objects.get(cluster="c-2").state == "asleep"
    with pytest.raises(SourceError, match="name and a reason"):
        rule_states.lift(**ABOUT, by="m.manager", reason=" ", at=AT)
    rule_states.lift(**ABOUT, by="m.manager", reason="the register was incomplete", at=datetime.now(UTC))
    judge_ledger(ON)
    assert models.Flag.objects.get(cluster="c-2").state == "open"
    assert suspend_rules(ON, lambda _gm: Shared(suspend_decided=1)) == set(), (
        "what was dismissed before the manager looked counts no more"
    )
    subjects = [entry.what for entry in models.AuditEntry.objects.order_by("pk")][-2:]
    assert subjects == ["suspend unlicensed_business", "lift unlicensed_business"]


def test_charter_24_few_decisions_or_a_small_share_suspend_nothing_and_possible_minors_never():
    def rates(rule, dismissed, decided):
        return error_rates(DecidedFlag(rule, "GM0344", ("a",), at < dismissed, "x", ON) for at in range(decided))

    assert to_suspend(rates("unlicensed_business", 9, 9), lambda _gm: SHARED) == []
    assert to_suspend(rates("unlicensed_business", 5, 10), lambda _gm: SHARED) == []
    assert len(to_suspend(rates("unlicensed_business", 6, 10), lambda _gm: SHARED)) == 1
    assert to_suspend(rates("possible_minor", 10, 10), lambda _gm: SHARED) == []


def test_a_changed_rule_judges_anew_and_says_what_changed(ledger: str) -> None:
    a_house_in_the_ledger()
    judge_ledger(ON)
    judge_ledger(ON)
    assert models.RuleVersion.objects.count() == len(rule_states.rule_versions()) == 14
    assert not any(version["came"] or version["went"] for version in rule_states.rule_versions())
    flag = models.Flag.objects.get().id
    rule_states.note_versions({"unlicensed_business": "2-other"}, {"unlicensed_business": {"f-gone"}}, ON)
    (changed,) = [version for version in rule_states.rule_versions() if version["stamp"] == "2-other"]
    assert (changed["came"], changed["went"]) == ([flag], ["f-gone"])
