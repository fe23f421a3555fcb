"""Snapshots: kept, brought back, and never a way for what was erased to return."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from elasticsearch import Elasticsearch

from index.feed import expected
from index.indices import document_counts
from index.names import IndexName, Names
from index.publishing import publish_feed
from index.snapshots import REPOSITORY, forget_snapshots, restore_snapshot, take_snapshot
from peil.errors import SourceError

if TYPE_CHECKING:
    from conftest import Invented, MemoryLedger

pytestmark = pytest.mark.service


@pytest.fixture
def folder(es_client: Elasticsearch, es_home: Path, es_prefix: str) -> Iterator[str]:
    yield str(es_home / "snapshots" / es_prefix)
    list(forget_snapshots(es_client, Names(es_prefix)))
    es_client.options(ignore_status=404).snapshot.delete_repository(name=REPOSITORY)


def _ads(client: Elasticsearch, names: Names) -> set[str]:
    alias = names.write(IndexName("ads", "GM0344"))
    client.indices.refresh(index=alias)
    return {hit["_id"] for hit in client.search(index=alias)["hits"]["hits"]}


def test_what_is_brought_back_ends_as_the_ledger_has_it_now(
    es_client: Elasticsearch, folder: str, es_prefix: str, two_ads: "MemoryLedger", invented: "Invented"
) -> None:
    names = Names(es_prefix)
    two_ads.put(invented.day(1))
    publish_feed(es_client, two_ads, names)
    said = list(take_snapshot(es_client, names, folder, "een"))
    assert said == [f"snapshot een: 2 indices in {folder}"]

    two_ads.remove(invented.ad(1))
    two_ads.put(invented.ad(3))
    publish_feed(es_client, two_ads, names)
    es_client.indices.delete(index=list(es_client.indices.get(index=names.pattern, features="settings")))
    list(restore_snapshot(es_client, names, "een"))
    assert _ads(es_client, names) == {"pleinmarkt:1", "pleinmarkt:2"}, "as it was"
    assert es_client.count(index=names.write(IndexName("daily")))["count"] == 1

    assert publish_feed(es_client, two_ads, names).complete
    assert _ads(es_client, names) == {"pleinmarkt:2", "pleinmarkt:3"}, "what was erased since is gone again"


def test_bringing_back_over_what_stands_leaves_one_index_behind_each_alias(
    es_client: Elasticsearch, folder: str, es_prefix: str, two_ads: "MemoryLedger"
) -> None:
    names = Names(es_prefix)
    publish_feed(es_client, two_ads, names)
    list(take_snapshot(es_client, names, folder, "een"))
    list(restore_snapshot(es_client, names, "een"))
    assert [names.write(name) for name in document_counts(es_client, names)] == [f"{es_prefix}-ads-gm0344-v2"]
    assert publish_feed(es_client, two_ads, names).complete
    assert sum(expected(two_ads.counts()).values()) == 2


def test_charter_16_a_new_snapshot_takes_the_place_of_the_old_and_an_erasure_can_remove_all(
    es_client: Elasticsearch, folder: str, es_prefix: str, two_ads: "MemoryLedger"
) -> None:
    names = Names(es_prefix)
    publish_feed(es_client, two_ads, names)
    list(take_snapshot(es_client, names, folder, "een"))
    assert list(take_snapshot(es_client, names, folder, "twee"))[1:] == ["snapshot een removed"]
    with pytest.raises(SourceError, match="there is no snapshot 'een', there are: twee"):
        list(restore_snapshot(es_client, names, "een"))
    assert list(forget_snapshots(es_client, names)) == ["snapshot twee removed"]
    with pytest.raises(SourceError, match="take one first"):
        list(restore_snapshot(es_client, names, "twee"))
