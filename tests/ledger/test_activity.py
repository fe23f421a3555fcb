"""Weekly activity out of the ledger: complete runs and exact places, in weeks of Amsterdam."""

from datetime import UTC, date, datetime

from ledger import models
from ledger.activity import active_weeks, seen_weeks
from peil.records.displaced import ActiveWeek, SeenWeek

MONDAY = date(2026, 3, 2)
SUNDAY = date(2026, 3, 8)


def _run(at: datetime, state: str = "complete", coverage: float | None = None) -> models.Run:
    models.Site.objects.get_or_create(name="kade")
    counts = {"ads_present": 1, "ads_gone": 0, "floor": 1, "errors": 0, "change": 0}
    when = {"started_at": at, "finished_at": at}
    return models.Run.objects.create(
        id=f"kade/{at:%d%H%M}", site_id="kade", state=state, folder="", coverage=coverage, **when, **counts
    )


def _sighting(run: models.Run, ref: str, gm: str, certainty: str = "exact", cluster: str | None = "c-1") -> None:
    at = run.started_at
    if cluster:
        models.Cluster.objects.get_or_create(id=cluster, defaults={"born_at": at, "change": 0})
    seen = {"first_seen": at, "last_seen": at}
    ad, _ = models.Ad.objects.get_or_create(
        id=f"kade:{ref}", defaults={"site_id": "kade", "ref": ref, "cluster_id": cluster, "change": 0, **seen}
    )
    version, _ = models.Version.objects.get_or_create(id=f"kade:{ref}@{gm}", defaults={"ad": ad, **seen})
    read = {"stamp": "1", "municipality": gm, "certainty": certainty, "body": {}}
    models.Reading.objects.get_or_create(version=version, defaults=read)
    models.Sighting.objects.create(ad=ad, run=run, version=version, seen_at=at, status="present")


def _at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def test_a_cluster_counts_once_a_week_and_place(ledger: str) -> None:
    for day in (2, 4):
        run = _run(_at(day))
        _sighting(run, "1", "GM0344")
        _sighting(run, "2", "GM0344")
    assert active_weeks(MONDAY, SUNDAY) == [ActiveWeek("c-1", "GM0344", "kade", MONDAY)]


def test_charter_22_a_short_run_counts_for_nothing(ledger: str) -> None:
    _sighting(_run(_at(3), state="short", coverage=0.9), "1", "GM0344")
    assert active_weeks(MONDAY, SUNDAY) == []
    assert seen_weeks(MONDAY, SUNDAY) == []


def test_a_likely_place_and_an_ad_of_no_cluster_are_left_out(ledger: str) -> None:
    run = _run(_at(3))
    _sighting(run, "1", "GM0344", "likely")
    _sighting(run, "2", "GM0344", cluster=None)
    assert active_weeks(MONDAY, SUNDAY) == []


def test_a_late_sunday_in_utc_is_the_next_week_in_amsterdam(ledger: str) -> None:
    _sighting(_run(_at(8, 23)), "1", "GM0344")
    assert active_weeks(MONDAY, SUNDAY) == []
    assert active_weeks(MONDAY, date(2026, 3, 9)) == [ActiveWeek("c-1", "GM0344", "kade", date(2026, 3, 9))]


def test_the_best_complete_run_of_a_week_says_its_coverage(ledger: str) -> None:
    for day, share in ((2, 0.6), (5, 0.9), (6, 0.8)):
        _run(_at(day), coverage=share)
    _run(_at(10))
    assert seen_weeks(MONDAY, date(2026, 3, 15)) == [
        SeenWeek("kade", MONDAY, 0.9),
        SeenWeek("kade", date(2026, 3, 9), 1.0),
    ]


def test_a_merged_municipality_is_read_as_what_it_became(ledger: str) -> None:
    _sighting(_run(_at(3)), "1", "GM0009")
    assert [row.municipality for row in active_weeks(MONDAY, SUNDAY)] == ["GM0014"]
