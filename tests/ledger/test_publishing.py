"""The documents follow the ledger: numbered by change, removed when gone, and silent about a possible minor."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from ledger import models
from ledger.decisions import Said, decide
from ledger.documents.form import RuleTitle
from ledger.joined import put_linked
from ledger.joining import ads_to_link, previous_clusters
from ledger.judging import put_verdicts
from ledger.projection import refresh
from ledger.publishing import (
    changed,
    counts,
    cursor,
    dead,
    forget_dead,
    keep_dead,
    removed,
    set_cursor,
    those,
)
from ledger.readings import put_readings, versions_to_read
from ledger.runs import take_run, version_id
from peil.records.joined import Link, Linked
from peil.records.judged import Verdict
from peil.records.published import DeadLetter, PublishedAd, PublishedFlag, PublishedProfile
from peil.records.read import Address, AdText, PhoneReading, PlaceReading, Reading
from peil.records.seen import Run, Sighting

START = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)
DAY = date(2026, 3, 2)
TITLES = {"unlicensed_business": RuleTitle("Bedrijf zonder vergunning", "Business without a licence")}


def take(week: int, *refs: str) -> None:
    at = START + timedelta(weeks=week)
    run = Run("etalage", at, at, "complete", f"etalage/{week}", "0" * 64, len(refs), 0, 1, 1.0, 0)
    take_run(run, [a_sighting(week, ref) for ref in refs])


def a_sighting(week: int, ref: str) -> Sighting:
    at = START + timedelta(weeks=week, seconds=5)
    return Sighting("etalage", ref, f"http://127.0.0.1/{ref}", at, "present", f"Titel {ref}", content_sha256=ref * 64)


def read(gm: str = "GM0344", minor: bool = False) -> None:
    for version in versions_to_read("r1"):
        put_readings([a_reading(version, gm, minor)], "r1")


def a_reading(version: AdText, gm: str, minor: bool) -> Reading:
    phone = PhoneReading("+31612345678", "links", "mobile", "06 12345678")
    address = Address("Dorpsstraat", "1", "3511AB")
    return Reading(
        version.id, phones=(phone,), place=PlaceReading(gm, "exact", gm), address=address, minor=minor, home=None
    )


def link(cluster: str = "c-1") -> None:
    ads = ads_to_link()
    clusters = {ad.id: cluster for ad in ads}
    links = tuple(Link(ads[0].id, ad.id, "phone", "+31612345678", "both show it") for ad in ads[1:])
    put_linked(ads, Linked(clusters, {}, links, (), ()), START, "link-1")


def test_documents_are_counted_by_kind_and_municipality(ledger: str) -> None:
    take(0, "1", "2")
    read()
    link()
    refresh(DAY, TITLES)
    assert counts() == {
        "profiles": {"GM0344": 1},
        "ads": {"GM0344": 2},
        "flags": {},
        "runs": {"": 1},
        "days": {"GM0344": 1},
        "moves": {},
        "flows": {},
        "tallies": {"GM0344": 4},
        "displacement": {},
    }


def test_refreshing_twice_changes_nothing(ledger: str) -> None:
    take(0, "1")
    read()
    link()
    assert refresh(DAY, TITLES) > 0
    before = list(models.Projection.objects.order_by("pk").values())
    assert refresh(DAY, TITLES) == 0
    assert list(models.Projection.objects.order_by("pk").values()) == before


def test_linking_twice_changes_nothing(ledger: str) -> None:
    take(0, "1", "2")
    read()
    link()
    before = list(models.Ad.objects.order_by("pk").values()), list(models.Link.objects.order_by("pk").values())
    link()
    assert (
        list(models.Ad.objects.order_by("pk").values()),
        list(models.Link.objects.order_by("pk").values()),
    ) == before
    assert set(previous_clusters().values()) == {"c-1"}


def test_only_what_differs_gets_a_higher_number(ledger: str) -> None:
    take(0, "1", "2")
    read()
    link()
    refresh(DAY, TITLES)
    seen = max(document.change for document in changed("ads", 0))
    take(1, "2")
    refresh(DAY + timedelta(weeks=1), TITLES)
    assert [document.key for document in changed("ads", seen)] == ["etalage:2"]


def test_a_cluster_that_ended_is_removed(ledger: str) -> None:
    take(0, "1")
    read()
    link("c-1")
    refresh(DAY, TITLES)
    link("c-2")
    refresh(DAY, TITLES)
    profiles = [document for document in changed("profiles", 0) if isinstance(document, PublishedProfile)]
    assert [profile.cluster for profile in profiles] == ["c-2"]
    assert [(gone.key, gone.municipality) for gone in removed("profiles", 0)] == [("c-1", "GM0344")]


def test_an_ad_that_moved_is_removed_where_it_was(ledger: str) -> None:
    take(0, "1")
    read("GM0344")
    link()
    refresh(DAY, TITLES)
    put_readings([a_reading(AdText(version_id(a_sighting(0, "1"))), "GM0307", minor=False)], "r2")
    refresh(DAY, TITLES)
    assert counts()["ads"] == {"GM0307": 1}
    assert [gone.municipality for gone in removed("ads", 0)] == ["GM0344"]


def test_a_profile_stops_being_active_without_any_new_fact(ledger: str) -> None:
    take(0, "1")
    read()
    link()
    refresh(DAY, TITLES)
    assert [profile.active for profile in changed("profiles", 0)] == [True]  # type: ignore[union-attr]
    refresh(DAY + timedelta(days=30), TITLES)
    assert [profile.active for profile in changed("profiles", 0)] == [False]  # type: ignore[union-attr]


def test_charter_18_nothing_is_said_of_a_record_that_states_a_minor(ledger: str) -> None:
    take(0, "1")
    read(minor=True)
    link()
    refresh(DAY, TITLES)
    (ad,) = (document for document in changed("ads", 0) if isinstance(document, PublishedAd))
    assert (ad.title, ad.text, ad.possible_minor) == ("", "", True)
    (profile,) = (document for document in changed("profiles", 0) if isinstance(document, PublishedProfile))
    assert profile.titles == ()


def test_a_foreign_or_unknown_place_has_no_municipal_documents(ledger: str) -> None:
    take(0, "1")
    read("BE:Antwerpen")
    link()
    refresh(DAY, TITLES)
    assert counts()["ads"] == counts()["profiles"] == {}
    assert counts()["days"] == {"BE:Antwerpen": 1}


def test_a_cursor_is_kept_by_name(ledger: str) -> None:
    assert cursor("elasticsearch") == 0
    set_cursor("elasticsearch", 7)
    set_cursor("elasticsearch", 9)
    assert (cursor("elasticsearch"), cursor("other")) == (9, 0)


def test_a_newer_reading_stamp_reads_again(ledger: str) -> None:
    take(0, "1")
    read()
    assert versions_to_read("r1") == []
    (version,) = versions_to_read("r2")
    put_readings([replace(a_reading(version, "GM0344", minor=False), age=30)], "r2")
    assert models.Reading.objects.get().body["age"] == 30


def test_a_dismissed_flag_that_is_back_on_new_facts_is_published_open(ledger: str) -> None:
    take(0, "1")
    read()
    link()
    verdict = Verdict("c-1", "unlicensed_business", "holds", "GM0344", since=DAY.isoformat())
    put_verdicts([verdict], DAY, "rules-1")
    where = {"cluster": "c-1", "rule": "unlicensed_business", "municipality": "GM0344"}
    decide(Said(kind="dismiss", by="t.toezicht", reason="known at the counter", at=START, **where))
    put_verdicts([], DAY, "rules-1")
    assert flag_states() == ["dismissed"]
    put_verdicts([verdict], DAY + timedelta(days=1), "rules-1")
    assert flag_states() == ["open"]


def flag_states() -> list[str]:
    refresh(DAY, TITLES)
    return [flag.state for flag in changed("flags", 0) if isinstance(flag, PublishedFlag)]


def test_charter_18_a_record_that_once_stated_a_minor_stays_closed(ledger: str) -> None:
    take(0, "1")
    read(minor=True)
    later = replace(a_sighting(1, "1"), title="Nieuwe titel", content_sha256="f" * 64)
    take_run(Run("etalage", later.seen_at, later.seen_at, "complete", "etalage/1", "0" * 64, 1, 0, 1, 1.0, 0), [later])
    read(minor=False)
    link()
    refresh(DAY, TITLES)
    (ad,) = (document for document in changed("ads", 0) if isinstance(document, PublishedAd))
    assert (ad.title, ad.possible_minor) == ("", True)


def test_decisions_that_contradict_each_other_become_a_trouble(ledger: str) -> None:
    take(0, "1")
    read()
    ads = ads_to_link()
    said = "1 and 2 were said to be the same and not the same"
    put_linked(ads, Linked({ads[0].id: "c-1"}, {}, (), (), (), (said,)), START, "link-1")
    assert list(models.Trouble.objects.values_list("sentence", flat=True)) == [said]
    assert models.Step.objects.get(name="link").stamp == "link-1"


def test_a_dead_letter_names_its_document_until_it_is_forgotten_or_gone(ledger: str) -> None:
    take(0, "1", "2")
    read()
    link()
    refresh(DAY, TITLES)
    ads = list(changed("ads", 0))
    letters = [DeadLetter("ads", ad.key, ad.municipality, "400 no") for ad in ads]
    run = next(changed("runs", 0))
    keep_dead([*letters, DeadLetter("runs", run.key, "", "400 no")])
    keep_dead([replace(letters[0], reason="400 still not")])
    assert [letter.reason for letter in dead()] == ["400 still not", "400 no", "400 no"]
    assert list(those(dead())) == [*ads, run]
    forget_dead(letters[:1])
    models.Projection.objects.filter(key=ads[1].key).delete()
    assert [letter.kind for letter in dead()] == ["runs"]
