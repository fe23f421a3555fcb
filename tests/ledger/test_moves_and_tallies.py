"""What leaves a municipality as counts, and the moves that both ends of them see."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ledger import models
from ledger.projection import put_moves, refresh
from ledger.publishing import changed, removed
from ledger.readings import put_readings, versions_to_read
from ledger.runs import take_run
from peil.records.moved import Move
from peil.records.published import PublishedAd, PublishedFlow, PublishedMove, PublishedTally
from peil.records.read import PhoneReading, PlaceReading, Reading
from peil.records.seen import RecordRef, Run, SeenImage, Sighting

START = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("ledger")


def a_move(key: str = "m1", **fields: object) -> Move:
    values = {
        "cluster": "c1",
        "persona": "p1",
        "from_gm": "GM0344",
        "to_gm": "GM0363",
        "left": date(2026, 3, 4),
        "came": date(2026, 3, 11),
        "days": 3,
    }
    return Move(key=key, **{**values, **fields})  # type: ignore[arg-type]


def moves() -> list[PublishedMove]:
    return [record for record in changed("moves", 0) if isinstance(record, PublishedMove)]


def flows() -> list[PublishedFlow]:
    return [record for record in changed("flows", 0) if isinstance(record, PublishedFlow)]


def tallies() -> dict[tuple[str, str], int]:
    found = [record for record in changed("tallies", 0) if isinstance(record, PublishedTally)]
    return {(record.what, record.value): record.number for record in found}


def take(*refs: str, minor: bool = False) -> None:
    photo = SeenImage("http://127.0.0.1/1.jpg", "ab" * 32, RecordRef("pages-1.warc.gz", 0))
    said = {"images": (photo,)}
    seen = [
        Sighting("etalage", ref, f"http://127.0.0.1/{ref}", START, "present", ref, content_sha256=ref * 64, **said)
        for ref in refs
    ]  # fmt: skip
    take_run(Run("etalage", START, START, "complete", "etalage/1", "0" * 64, len(refs), 0, 1, 0.8, 0), seen)
    for version in versions_to_read("r1"):
        phone = PhoneReading("+31612345678", "links", "mobile", "06 12345678")
        place = PlaceReading("GM0344", "exact", "Utrecht")
        handles = ("telegram:linde",)
        put_readings([Reading(version.id, phones=(phone,), place=place, handles=handles, minor=minor)], "r1")


def cluster_all(name: str = "c1") -> None:
    models.Cluster.objects.create(id=name, born_at=START, change=1)
    models.Ad.objects.update(cluster=name)


def test_a_move_is_shown_to_both_ends_that_are_dutch() -> None:
    put_moves([a_move(), a_move("m2", to_gm="BE:11002")])
    assert sorted((move.key, move.municipality) for move in moves()) == [
        ("m1", "GM0344"), ("m1", "GM0363"), ("m2", "GM0344"),
    ]  # fmt: skip


def test_flows_are_counts_by_week_with_the_coverage_of_that_week() -> None:
    models.Site.objects.create(name="etalage")
    for share, day in ((0.5, 9), (0.9, 12)):
        models.Run.objects.create(
            id=f"etalage/{day}", site_id="etalage", started_at=START + timedelta(days=day - 2), finished_at=START,
            state="complete", ads_present=1, ads_gone=0, floor=1, coverage=share, errors=0, change=1,
        )  # fmt: skip
    put_moves([a_move(), a_move("m2"), a_move("m3", came=date(2026, 3, 16))])
    assert [(flow.week, flow.moves, flow.coverage) for flow in flows()] == [
        (date(2026, 3, 9), 2, 0.7),
        (date(2026, 3, 16), 1, None),
    ]


def test_moves_that_no_longer_stand_are_removed_and_the_same_again_changes_nothing() -> None:
    put_moves([a_move(), a_move("m2")])
    before = moves()
    put_moves([a_move(), a_move("m2")])
    assert moves() == before
    put_moves([a_move()])
    assert {move.key for move in moves()} == {"m1"}
    assert {(gone.kind, gone.key) for gone in removed("moves", 0)} == {("moves", "m2")}


def test_charter_18_no_move_of_a_cluster_that_states_a_minor_goes_out() -> None:
    take("a", minor=True)
    cluster_all()
    put_moves([a_move()])
    assert (moves(), flows()) == ([], [])


def test_what_stands_is_counted_by_what_it_is() -> None:
    take("a", "b")
    cluster_all()
    refresh(START.date(), {})
    assert tallies() == {
        ("ads_by_status", "present"): 2,
        ("ads_by_channel", "phone"): 2,
        ("ads_by_channel", "telegram"): 2,
        ("profiles_by_licence", "unknown"): 1,
        ("profiles_by_site", "etalage"): 1,
    }
    change = max(record.change for record in changed("tallies", 0))
    refresh(START.date(), {})
    assert max(record.change for record in changed("tallies", 0)) == change


def test_an_ad_tells_its_channels_and_the_files_of_its_photos_and_of_their_copies() -> None:
    take("a")
    cluster_all()
    copy = models.Image.objects.create(sha256="cd" * 32, file="x", offset=0, first_seen=START)
    models.PhotoPair.objects.create(a_id="ab" * 32, b=copy, stamp="s", how="pdq", distance=3, evidence={})
    refresh(START.date(), {})
    [ad] = [record for record in changed("ads", 0) if isinstance(record, PublishedAd)]
    assert (ad.channels, ad.photos) == (("phone", "telegram"), ("ab" * 8, "cd" * 8))


def test_charter_18_an_ad_that_states_a_minor_tells_neither_channel_nor_photo() -> None:
    take("a", minor=True)
    cluster_all()
    refresh(START.date(), {})
    [ad] = [record for record in changed("ads", 0) if isinstance(record, PublishedAd)]
    assert (ad.channels, ad.photos) == ((), ())
