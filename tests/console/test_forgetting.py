"""What was wiped is in no segment of Elasticsearch, whatever else is in it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from console.forgetting import forget_by, forget_documents
from index.names import IndexName, Names
from index.project import publish
from ledger import models
from ledger.doomed import doom_ads
from ledger.wiping import forget_removals, wipe_ledger
from peil.records.plain import to_json
from peil.records.published import PublishedAd
from peil.settings import Settings

AT = datetime(2026, 3, 2, tzinfo=UTC)
GONE = "verdwenenwoord"


def an_ad(number: int, word: str) -> None:
    """An ad with its document."""
    models.Site.objects.get_or_create(name="proef")
    ad = models.Ad.objects.create(
        id=f"proef:{number}",
        site_id="proef",
        ref=str(number),
        url="",
        status="present",
        first_seen=AT,
        last_seen=AT,
        change=number,
    )
    record = PublishedAd(
        key=ad.id,
        municipality="GM0344",
        change=number,
        id=ad.id,
        site="proef",
        ref=ad.ref,
        url="http://127.0.0.1/",
        cluster="c",
        persona="",
        title=word,
        text=f"{word} en meer",
        price_cents=None,
        age=None,
        place="Utrecht",
        certainty="exact",
        address=None,
        home_work=None,
        phones=(),
        images=0,
        first_seen=AT,
        last_seen=AT,
        status="present",
        possible_minor=False,
    )
    models.Projection.objects.create(
        kind="ads", key=ad.id, municipality="GM0344", owner=ad.id, digest="", body=to_json(record), change=number
    )


def files_with(folder: Path, word: str) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and word.encode() in file.read_bytes()]


@pytest.mark.service
@pytest.mark.usefixtures("sqlite_ledger")
def test_charter_17_after_a_forced_merge_no_file_of_elasticsearch_has_what_was_erased(
    es_client: Elasticsearch, es_prefix: str, es_home: Path
) -> None:
    names = Names(es_prefix)
    models.Counter.objects.create(name="changes", value=100)
    for number in range(1, 40):
        an_ad(number, GONE if number == 7 else f"blijft{number}")
    publish(es_client, names)
    es_client.indices.flush(index=names.pattern)
    assert files_with(es_home, GONE)
    wipe_ledger(doom_ads({"proef:7"}))
    said = forget_by(es_client, names)
    assert said == "1 documents taken out of Elasticsearch and off its disk"
    assert files_with(es_home, GONE) == []
    assert es_client.get(index=names.write(IndexName("ads", "GM0344")), id="proef:8")["_source"]["title"] == "blijft8"
    assert es_client.count(index=names.pattern)["count"] == 38
    forget_removals()
    assert not models.Removal.objects.exists()


@pytest.mark.usefixtures("sqlite_ledger")
def test_without_elasticsearch_it_is_said_and_nothing_waits_to_be_removed(tmp_path: Path) -> None:
    an_ad(1, "woord")
    wipe_ledger(doom_ads({"proef:1"}))
    assert models.Removal.objects.count() == 1
    assert forget_documents(Settings(data=tmp_path)) == "no Elasticsearch is set and none runs here"
    forget_removals()
    assert not models.Removal.objects.exists()
