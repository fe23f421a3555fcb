"""The door: what the ledger holds is judged, and the flags stand in the ledger."""

from datetime import UTC, date, datetime

from ledger import models
from ledger.decisions import Said, decide
from peil.records.plain import to_json
from peil.records.read import PlaceReading, Reading, Sign
from peil.records.register import Period, Policy
from rules.step import JudgedCounts, judge_ledger

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
