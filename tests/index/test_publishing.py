import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from elasticsearch import Elasticsearch

import index.bulk
import index.client
import index.rebuild
from index.client import Access, connect
from index.feed import expected
from index.indices import document_counts
from index.mappings.body import schema_hash
from index.names import IndexName, Names
from index.publishing import publish_feed
from index.rebuild import rebuild_feed
from peil.errors import OutsideError
from peil.records.published import Published, PublishedKind, PublishedPhone

if TYPE_CHECKING:
    from conftest import Invented, MemoryLedger

pytestmark = pytest.mark.service


@dataclass
class Place:
    """One deployment in the shared Elasticsearch: its client and its names."""

    client: Elasticsearch
    names: Names

    def found(self) -> dict[IndexName, int]:
        """Documents by alias."""
        counted = document_counts(self.client, self.names)
        return {IndexName(name.kind, name.gm): number for name, number in counted.items() if number}

    def documents(self, kind: str, gm: str = "") -> dict[str, dict[str, Any]]:
        """Documents by id, with version and sequence number, by which a rewrite would show."""
        alias = self.names.write(IndexName(kind, gm))
        self.client.indices.refresh(index=alias)
        hits = self.client.search(index=alias, size=1000, version=True, seq_no_primary_term=True)["hits"]["hits"]
        return {hit["_id"]: hit for hit in hits}

    def wipe(self, pattern: str = "*") -> None:
        names = list(self.client.indices.get(index=f"{self.names.prefix}-{pattern}"))
        self.client.indices.delete(index=names)


@pytest.fixture
def place(es_client: Elasticsearch, es_prefix: str) -> Place:
    return Place(es_client, Names(es_prefix))


def test_elasticsearch_holds_what_the_ledger_counts(place: Place, full_ledger: "MemoryLedger") -> None:
    report = publish_feed(place.client, full_ledger, place.names)
    assert place.found() == expected(full_ledger.counts())
    assert (report.total("written"), report.complete) == (13, True)


def test_publishing_twice_changes_nothing(place: Place, two_ads: "MemoryLedger") -> None:
    publish_feed(place.client, two_ads, place.names)
    before = place.documents("ads", "GM0344")
    report = publish_feed(place.client, two_ads, place.names)
    assert not report.counts
    two_ads.cursors.clear()
    again = publish_feed(place.client, two_ads, place.names)
    assert (again.total("unchanged"), again.total("written")) == (2, 0)
    assert place.documents("ads", "GM0344") == before


def test_only_what_changed_is_sent(place: Place, two_ads: "MemoryLedger", invented: "Invented") -> None:
    publish_feed(place.client, two_ads, place.names)
    two_ads.put(invented.ad(2, title="Nieuwe titel"))
    report = publish_feed(place.client, two_ads, place.names)
    assert dict(report.counts) == {("ads", "written"): 1}
    assert place.documents("ads", "GM0344")["pleinmarkt:2"]["_source"]["title"] == "Nieuwe titel"


def test_what_went_from_the_ledger_goes_from_the_index(
    place: Place, two_ads: "MemoryLedger", invented: "Invented"
) -> None:
    publish_feed(place.client, two_ads, place.names)
    two_ads.remove(invented.ad(1))
    report = publish_feed(place.client, two_ads, place.names)
    assert dict(report.counts) == {("ads", "removed"): 1}
    assert set(place.documents("ads", "GM0344")) == {"pleinmarkt:2"}


def test_a_publisher_that_was_held_up_brings_nothing_old_back(
    place: Place, two_ads: "MemoryLedger", invented: "Invented"
) -> None:
    publish_feed(place.client, two_ads, place.names)
    old = dict(two_ads.records)
    two_ads.put(invented.ad(2, title="Nieuwe titel"))
    two_ads.remove(invented.ad(1))
    publish_feed(place.client, two_ads, place.names)
    now, two_ads.records = two_ads.records, old
    two_ads.cursors.clear()
    two_ads.removals, kept = [], two_ads.removals
    publish_feed(place.client, two_ads, place.names)
    two_ads.records, two_ads.removals = now, kept
    ads = place.documents("ads", "GM0344")
    assert {key: ad["_source"]["title"] for key, ad in ads.items()} == {"pleinmarkt:2": "Nieuwe titel"}


def test_a_record_without_a_dutch_municipality_is_published_nowhere_but_in_the_days(
    place: Place, full_ledger: "MemoryLedger", invented: "Invented"
) -> None:
    for gm in ("BE:Antwerpen", ""):
        full_ledger.put(invented.ad(7, municipality=gm))
        full_ledger.put(invented.day(7, municipality=gm, key=f"2026-03-09|{gm}"))
    report = publish_feed(place.client, full_ledger, place.names)
    assert report.counts["ads", "placeless"] == 2
    assert report.complete
    assert len(place.documents("daily")) == 5


def test_what_elasticsearch_refuses_is_listed_and_the_rest_is_there(
    place: Place, two_ads: "MemoryLedger", invented: "Invented", monkeypatch: pytest.MonkeyPatch
) -> None:
    real = index.bulk.document
    monkeypatch.setattr("index.bulk.document", lambda record: {**real(record), **_extra(record)})
    report = publish_feed(place.client, two_ads, place.names)
    assert [(letter.key, "strict" in letter.reason) for letter in report.dead] == [("pleinmarkt:2", True)]
    assert set(place.documents("ads", "GM0344")) == {"pleinmarkt:1"}
    assert not report.complete
    assert any("pleinmarkt:2 was refused" in line for line in report.lines())


def _refusing(patch: pytest.MonkeyPatch) -> None:
    real = index.bulk.document
    patch.setattr("index.bulk.document", lambda record: {**real(record), **_extra(record)})


@pytest.fixture
def refused(place: Place, two_ads: "MemoryLedger", monkeypatch: pytest.MonkeyPatch) -> "MemoryLedger":
    """Two ads, one of which Elasticsearch would not take."""
    with monkeypatch.context() as patch:
        _refusing(patch)
        publish_feed(place.client, two_ads, place.names)
    return two_ads


def test_a_dead_letter_waits_and_nothing_else_is_sent_again_for_it(place: Place, refused: "MemoryLedger") -> None:
    report = publish_feed(place.client, refused, place.names)
    assert (dict(report.counts), report.replayed, report.differences) == ({}, [], [])
    assert (report.waiting, report.complete) == (1, False)
    assert any("--retry-dead" in line for line in report.lines())


def test_retrying_empties_the_dead_letters_once_they_are_taken(
    place: Place, refused: "MemoryLedger", monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        _refusing(patch)
        again = publish_feed(place.client, refused, place.names, retry_dead=True)
    assert ([letter.key for letter in again.dead], again.waiting) == (["pleinmarkt:2"], 1)
    report = publish_feed(place.client, refused, place.names, retry_dead=True)
    assert (dict(report.counts), report.complete) == ({("ads", "written"): 1}, True)
    assert refused.letters == {}


def test_a_newer_version_that_is_taken_ends_the_dead_letter(
    place: Place, refused: "MemoryLedger", invented: "Invented"
) -> None:
    refused.put(invented.ad(2, title="Nieuwe titel"))
    assert publish_feed(place.client, refused, place.names).complete
    assert refused.letters == {}


def test_a_dead_letter_of_what_went_counts_no_more(place: Place, refused: "MemoryLedger", invented: "Invented") -> None:
    refused.remove(invented.ad(2))
    report = publish_feed(place.client, refused, place.names)
    assert (report.complete, report.waiting, refused.dead()) == (True, 0, [])


def test_a_rebuild_offers_dead_letters_again(
    place: Place, refused: "MemoryLedger", monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        _refusing(patch)
        assert rebuild_feed(place.client, refused, place.names).waiting == 1
    assert rebuild_feed(place.client, refused, place.names).complete
    assert set(place.documents("ads", "GM0344")) == {"pleinmarkt:1", "pleinmarkt:2"}


def _extra(record: Published) -> dict[str, str]:
    return {"mood": "?"} if record.key == "pleinmarkt:2" else {}


def test_the_reason_of_a_dead_letter_quotes_no_value(
    place: Place, two_ads: "MemoryLedger", monkeypatch: pytest.MonkeyPatch
) -> None:
    real = index.bulk.document
    monkeypatch.setattr("index.bulk.document", lambda record: {**real(record), "first_seen": "geheim"})
    report = publish_feed(place.client, two_ads, place.names)
    assert report.dead
    assert [letter.reason for letter in report.dead if "geheim" in letter.reason] == []


def test_what_is_broken_off_half_way_is_finished_by_the_next(
    place: Place, two_ads: "MemoryLedger", invented: "Invented", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.bulk, "BATCH", 7)
    for number in range(20):
        two_ads.put(invented.ad(100 + number))
    whole = two_ads.changed
    monkeypatch.setattr(two_ads, "changed", lambda kind, after: _breaking_off(whole(kind, after)))
    with pytest.raises(KeyboardInterrupt):
        publish_feed(place.client, two_ads, place.names)
    monkeypatch.setattr(two_ads, "changed", whole)
    report = publish_feed(place.client, two_ads, place.names)
    assert report.complete
    assert place.found() == expected(two_ads.counts())


def _breaking_off(records: Iterator[Published]) -> Iterator[Published]:
    for number, record in enumerate(records):
        if number == 10:
            raise KeyboardInterrupt
        yield record


def test_records_that_share_a_change_number_are_not_lost_at_the_edge_of_a_batch(
    place: Place, two_ads: "MemoryLedger", invented: "Invented", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.bulk, "BATCH", 7)
    for number in range(20):
        record = invented.ad(100 + number, change=50)
        two_ads.records["ads", record.municipality, record.key] = record
    whole = two_ads.changed
    monkeypatch.setattr(two_ads, "changed", lambda kind, after: _breaking_off(whole(kind, after)))
    with pytest.raises(KeyboardInterrupt):
        publish_feed(place.client, two_ads, place.names)
    monkeypatch.setattr(two_ads, "changed", whole)
    report = publish_feed(place.client, two_ads, place.names)
    assert (report.complete, report.replayed) == (True, [])


def test_an_elasticsearch_that_is_down_leaves_one_clear_sentence_and_the_next_publish_catches_up(
    place: Place, two_ads: "MemoryLedger", invented: "Invented"
) -> None:
    publish_feed(place.client, two_ads, place.names)
    two_ads.put(invented.ad(9))
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        down = connect(Access(f"http://127.0.0.1:{nobody.getsockname()[1]}"))
        with pytest.raises(OutsideError) as told:
            publish_feed(down, two_ads, place.names)
    assert told.value.exit_code == 3
    assert told.value.sentence().startswith("elasticsearch: Elasticsearch does not answer, start it")
    assert "nothing is lost" in told.value.mend
    report = publish_feed(place.client, two_ads, place.names)
    assert (dict(report.counts), report.complete) == ({("ads", "written"): 1}, True)


@pytest.mark.parametrize("block", ["write", "read_only_allow_delete"], ids=["blocked", "disk is full"])
def test_an_elasticsearch_that_takes_nothing_stops_the_publish_and_loses_nothing(
    block: str, place: Place, two_ads: "MemoryLedger", invented: "Invented", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.bulk, "_RETRIES", 0)
    publish_feed(place.client, two_ads, place.names)
    two_ads.put(invented.ad(9))
    alias = place.names.write(IndexName("ads", "GM0344"))
    place.client.indices.put_settings(index=alias, settings={f"index.blocks.{block}": True})
    with pytest.raises(OutsideError, match="takes no documents now"):
        publish_feed(place.client, two_ads, place.names)
    place.client.indices.put_settings(index=alias, settings={f"index.blocks.{block}": None})
    assert publish_feed(place.client, two_ads, place.names).total("written") == 1


def test_an_elasticsearch_that_takes_half_of_a_batch_has_that_half_and_gets_the_rest_later(
    place: Place, two_ads: "MemoryLedger", invented: "Invented", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.bulk, "_RETRIES", 0)
    two_ads.put(invented.ad(3, municipality="GM0363"))
    publish_feed(place.client, two_ads, place.names)
    full = place.names.write(IndexName("ads", "GM0363"))
    place.client.indices.put_settings(index=full, settings={"index.blocks.read_only_allow_delete": True})
    for number, gm in ((4, "GM0344"), (5, "GM0363"), (6, "GM0344")):
        two_ads.put(invented.ad(number, municipality=gm))
    with pytest.raises(OutsideError, match="takes no documents now"):
        publish_feed(place.client, two_ads, place.names)
    assert {"pleinmarkt:4", "pleinmarkt:6"} < set(place.documents("ads", "GM0344"))
    place.client.indices.put_settings(index=full, settings={"index.blocks.read_only_allow_delete": None})
    report = publish_feed(place.client, two_ads, place.names)
    assert (report.counts["ads", "written"], report.complete) == (1, True)
    assert place.found() == expected(two_ads.counts())


def test_an_elasticsearch_that_accepts_and_says_nothing_is_given_up_within_seconds(
    two_ads: "MemoryLedger", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.client, "_QUICK_S", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        client = connect(Access(f"http://127.0.0.1:{silent.getsockname()[1]}"))
        with pytest.raises(OutsideError, match="does not answer"):
            publish_feed(client, two_ads)


def test_a_server_that_cannot_read_an_index_yet_is_waited_for_and_nothing_is_sent_anew(
    place: Place, two_ads: "MemoryLedger", monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_feed(place.client, two_ads, place.names)
    away = f"{place.names.prefix}-runs-2026-v1"
    nowhere = {"index.routing.allocation.require._name": "nowhere"}
    place.client.indices.create(index=away, settings=nowhere, wait_for_active_shards=0, timeout="1s")
    monkeypatch.setattr("index.indices._OPENING", "200ms")
    with pytest.raises(OutsideError, match="cannot read all its indices, wait until it has started"):
        publish_feed(place.client, two_ads, place.names)
    place.client.indices.delete(index=away)
    assert not publish_feed(place.client, two_ads, place.names).counts


def test_a_wrong_password_is_said_to_be_wrong_and_not_repeated(place: Place, two_ads: "MemoryLedger") -> None:
    node = next(iter(place.client.transport.node_pool.all())).base_url
    with pytest.raises(OutsideError) as told:
        publish_feed(connect(Access(node, "peil", "wrong-secret")), two_ads, place.names)
    assert told.value.permanent
    assert "refuses this user (401)" in told.value.sentence()
    assert "wrong-secret" not in told.value.sentence()


@pytest.mark.parametrize("pattern", ["*", "ads-gm0344*", "runs*"])
def test_a_wiped_elasticsearch_is_filled_by_the_next_publish(
    pattern: str, place: Place, two_ads: "MemoryLedger", invented: "Invented"
) -> None:
    two_ads.put(invented.run())
    publish_feed(place.client, two_ads, place.names)
    place.wipe(pattern)
    report = publish_feed(place.client, two_ads, place.names)
    assert report.complete
    assert place.found() == expected(two_ads.counts())


def test_documents_that_went_missing_are_noticed_by_their_number_and_sent_again(
    place: Place, two_ads: "MemoryLedger", invented: "Invented"
) -> None:
    publish_feed(place.client, two_ads, place.names)
    two_ads.cursors = dict.fromkeys(two_ads.cursors, two_ads.change + 1)
    two_ads.put(invented.ad(9))
    report = publish_feed(place.client, two_ads, place.names)
    assert (report.replayed, report.complete) == (["ads"], True)


def test_documents_too_many_are_reported_with_the_mend(
    place: Place, two_ads: "MemoryLedger", invented: "Invented"
) -> None:
    two_ads.put(invented.run())
    two_ads.put(invented.ad(3, municipality="GM0363"))
    publish_feed(place.client, two_ads, place.names)
    place.client.index(index=place.names.write(IndexName("runs")), id="stray", document={"site": "pleinmarkt"})
    report = publish_feed(place.client, two_ads, place.names)
    assert [(each.found, each.expected) for each in report.differences] == [(2, 1)]
    assert any("peil publish --rebuild" in line for line in report.lines())
    assert rebuild_feed(place.client, two_ads, place.names).complete


def test_an_index_that_is_newer_than_the_ledger_is_noticed_and_rebuilt(
    place: Place, two_ads: "MemoryLedger", invented: "Invented"
) -> None:
    publish_feed(place.client, two_ads, place.names)
    backup = (dict(two_ads.records), dict(two_ads.cursors), two_ads.change)
    two_ads.change += 10
    two_ads.put(invented.ad(1, title="Na de reservekopie"))
    assert publish_feed(place.client, two_ads, place.names).complete
    two_ads.records, two_ads.cursors, two_ads.change = backup
    two_ads.put(invented.ad(1, title="Na het terugzetten"))
    report = publish_feed(place.client, two_ads, place.names)
    assert (report.ahead, report.complete) == (["ads"], False)
    assert any("newer than the ledger" in line for line in report.lines())
    assert rebuild_feed(place.client, two_ads, place.names).complete
    assert place.documents("ads", "GM0344")["pleinmarkt:1"]["_source"]["title"] == "Na het terugzetten"


def test_a_document_that_another_publisher_brought_first_is_no_reason_for_alarm(
    place: Place, two_ads: "MemoryLedger", invented: "Invented", monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = list(two_ads.changed("ads", 0))
    two_ads.put(invented.ad(1, title="Nieuwe titel"))
    publish_feed(place.client, two_ads, place.names)
    two_ads.cursors.clear()
    whole = two_ads.changed
    monkeypatch.setattr(
        two_ads, "changed", lambda kind, after: iter(stale) if (kind, after) == ("ads", 0) else whole(kind, after)
    )
    assert publish_feed(place.client, two_ads, place.names).ahead == []


def test_two_publishers_at_once_end_in_the_same_documents(
    place: Place, two_ads: "MemoryLedger", invented: "Invented"
) -> None:
    two_ads.put(invented.run())
    two_ads.put(invented.ad(3, municipality="GM0363"))
    outcomes: list[bool] = []
    start = threading.Barrier(2)

    def run() -> None:
        start.wait()
        outcomes.append(bool(publish_feed(place.client, two_ads, place.names)))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [True, True]
    assert place.found() == expected(two_ads.counts())
    assert publish_feed(place.client, two_ads, place.names).complete


def test_an_index_with_another_mapping_is_noticed_and_rebuilt(
    place: Place, two_ads: "MemoryLedger", monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("index.mappings.body.unsearchable", lambda: ("woord",))
        schema_hash.cache_clear()
        publish_feed(place.client, two_ads, place.names)
    schema_hash.cache_clear()
    with pytest.raises(OutsideError, match="another mapping") as told:
        publish_feed(place.client, two_ads, place.names)
    assert "peil publish --rebuild" in told.value.mend
    assert rebuild_feed(place.client, two_ads, place.names).complete
    assert publish_feed(place.client, two_ads, place.names).complete


def test_a_rebuild_puts_one_new_version_behind_every_alias_and_leaves_no_old(
    place: Place, two_ads: "MemoryLedger", invented: "Invented"
) -> None:
    two_ads.put(invented.run())
    two_ads.put(invented.ad(3, municipality="GM0363"))
    publish_feed(place.client, two_ads, place.names)
    report = rebuild_feed(place.client, two_ads, place.names)
    assert report.complete
    found = place.client.indices.get_alias(index=place.names.pattern)
    assert len(found) == len(expected(two_ads.counts()))
    for name, told in found.items():
        assert name.endswith("-v2")
        mine = name.removesuffix("-v2")
        assert set(told["aliases"]) == {mine, mine.removesuffix("-2026")}
    assert place.found() == expected(two_ads.counts())
    assert not publish_feed(place.client, two_ads, place.names).counts


def test_what_grows_has_an_index_a_year_that_are_read_as_one(
    place: Place, two_ads: "MemoryLedger", invented: "Invented"
) -> None:
    for number, year in enumerate((2025, 2026, 2026)):
        two_ads.put(
            invented.day(number, key=f"{year}-03-0{number + 1}|pleinmarkt|GM0344", day=date(year, 3, number + 1))
        )
    publish_feed(place.client, two_ads, place.names)
    counted = {place.names.write(name): count for name, count in document_counts(place.client, place.names).items()}
    prefix = place.names.prefix
    assert counted == {f"{prefix}-ads-gm0344-v1": 2, f"{prefix}-daily-2025-v1": 1, f"{prefix}-daily-2026-v1": 2}
    assert place.client.count(index=place.names.write(IndexName("daily")))["count"] == 3
    two_ads.remove(invented.day(0, key="2025-03-01|pleinmarkt|GM0344"))
    assert publish_feed(place.client, two_ads, place.names).complete
    assert rebuild_feed(place.client, two_ads, place.names).complete
    names = {place.names.write(name) for name in document_counts(place.client, place.names)}
    assert names == {f"{prefix}-ads-gm0344-v2", f"{prefix}-daily-2026-v2"}, "a year that is empty goes"


def test_readers_see_the_old_documents_until_the_new_are_whole(
    place: Place, two_ads: "MemoryLedger", monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_feed(place.client, two_ads, place.names)
    alias = place.names.write(IndexName("ads", "GM0344"))
    seen: list[int] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.append(place.client.count(index=alias)["count"])

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(2):
        rebuild_feed(place.client, two_ads, place.names)
    stop.set()
    reader.join()
    assert len(seen) > 5
    assert set(seen) == {2}


def test_a_rebuild_that_does_not_count_out_swaps_nothing(
    place: Place, two_ads: "MemoryLedger", monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_feed(place.client, two_ads, place.names)
    before = place.documents("ads", "GM0344")
    counts = {**two_ads.counts(), "ads": {"GM0344": 99}}
    with monkeypatch.context() as wrong:
        wrong.setattr(two_ads, "counts", lambda: counts)
        with pytest.raises(OutsideError, match="nothing was swapped"):
            rebuild_feed(place.client, two_ads, place.names)
    assert place.documents("ads", "GM0344") == before
    assert all(name.endswith("-v1") for name in place.client.indices.get(index=place.names.pattern))


def test_a_rebuild_that_was_broken_off_does_no_harm_and_is_cleared_by_the_next(
    place: Place, two_ads: "MemoryLedger", monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_feed(place.client, two_ads, place.names)
    with monkeypatch.context() as broken:
        broken.setattr("index.rebuild.Rebuild.compare", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            rebuild_feed(place.client, two_ads, place.names)
    assert publish_feed(place.client, two_ads, place.names).complete
    assert rebuild_feed(place.client, two_ads, place.names).complete
    assert len(place.client.indices.get(index=place.names.pattern)) == len(expected(two_ads.counts()))


def test_what_changed_during_a_rebuild_is_there_after_it(
    place: Place, two_ads: "MemoryLedger", invented: "Invented", monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_feed(place.client, two_ads, place.names)
    whole = two_ads.changed

    def moving(kind: PublishedKind, after: int) -> Iterator[Published]:
        yield from whole(kind, after)
        if kind == "ads" and "pleinmarkt:50" not in {key for _, _, key in two_ads.records}:
            yield from ()
            two_ads.put(invented.ad(50, municipality="BE:Gent"))
            two_ads.put(invented.ad(1, title="Nieuwe titel"))

    monkeypatch.setattr(two_ads, "changed", moving)
    assert rebuild_feed(place.client, two_ads, place.names).complete
    assert place.documents("ads", "GM0344")["pleinmarkt:1"]["_source"]["title"] == "Nieuwe titel"


def test_a_number_is_found_however_it_is_written(place: Place, two_ads: "MemoryLedger", invented: "Invented") -> None:
    two_ads.put(invented.ad(8, phones=(PublishedPhone("+31201234567", "links"),)))
    publish_feed(place.client, two_ads, place.names)
    for written in ("06-12345678", "0612345678", "+31 6 1234 5678", "0031612345678", "(06) 1234.5678", "5678"):
        assert _found(place, {"kql": {"query": f'phone: "{written}"'}}) == {"pleinmarkt:1", "pleinmarkt:2"}, written
    assert _found(place, {"kql": {"query": "phone: *5678"}}) == {"pleinmarkt:1", "pleinmarkt:2"}
    assert _found(place, {"kql": {"query": "phone: *5679"}}) == set()


def test_charter_07_a_text_is_found_by_its_words_and_not_by_origin_health_or_orientation(
    place: Place, two_ads: "MemoryLedger", invented: "Invented"
) -> None:
    two_ads.put(invented.ad(8, title="Een Poolse dame", text="Zij ontvangt gasten, getest en biseksueel, in de tuin."))
    publish_feed(place.client, two_ads, place.names)
    for query in ("text: gast", "text: tuin", "title: dame"):
        assert _found(place, {"kql": {"query": query}}) == {"pleinmarkt:8"}
    for query in ("title: Poolse", "title: pools*", "text: getest", "text: biseksueel", "Poolse"):
        assert _found(place, {"kql": {"query": query}}) == set()


def _found(place: Place, query: dict[str, Any]) -> set[str]:
    alias = place.names.write(IndexName("ads", "GM0344"))
    place.client.indices.refresh(index=alias)
    return {hit["_id"] for hit in place.client.search(index=alias, query=query)["hits"]["hits"]}


def test_charter_13_a_role_for_one_municipality_reads_that_one_alone(
    place: Place, full_ledger: "MemoryLedger", es_prefix: str
) -> None:
    publish_feed(place.client, full_ledger, place.names)
    for name, told in place.client.indices.get_alias(index=place.names.pattern).items():
        read = place.names.read(name)
        assert read is not None
        assert read.read_by in {place.names.read(alias) for alias in told["aliases"]}
        assert {place.names.read(alias).gm for alias in told["aliases"]} == {read.gm}
    mine = [{"names": [f"{es_prefix}-*-gm0344*"], "privileges": ["read"]}]
    place.client.security.put_role(name=es_prefix, indices=mine)
    place.client.security.put_user(username=es_prefix, password="an-invented-password", roles=[es_prefix])
    supervisor = place.client.options(basic_auth=(es_prefix, "an-invented-password"))
    hits = supervisor.search(index=place.names.pattern, size=100)["hits"]["hits"]
    assert {hit["_source"]["municipality"] for hit in hits} == {"GM0344"}
    place.client.security.delete_user(username=es_prefix)
    place.client.security.delete_role(name=es_prefix)


def test_a_rebuild_whose_documents_stand_otherwise_is_not_swapped_in(
    place: Place, two_ads: "MemoryLedger", invented: "Invented", monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_feed(place.client, two_ads, place.names)
    before = place.documents("ads", "GM0344")
    real = index.rebuild.action_for

    def twice(record: Published, index_name: str) -> dict[str, Any]:
        action = real(record, index_name)
        place.client.index(
            index=index_name, id=record.key, document={"title": "x"}, version=99, version_type="external"
        )
        return action

    monkeypatch.setattr(index.rebuild, "action_for", twice)
    with pytest.raises(OutsideError, match="does not stand as it was sent; nothing was swapped"):
        rebuild_feed(place.client, two_ads, place.names)
    assert place.documents("ads", "GM0344") == before
    assert {name.version for name in document_counts(place.client, place.names)} == {1}
