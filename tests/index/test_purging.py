"""What was erased is gone from answers at once, and from the disk after a purge."""

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from elasticsearch import Elasticsearch

from index.names import IndexName, Names
from index.publishing import publish_feed
from index.purging import purge
from peil.errors import OutsideError
from peil.records.published import PublishedPhone

if TYPE_CHECKING:
    from conftest import Invented, MemoryLedger

pytestmark = pytest.mark.service

ERASED = "+31697531864"
WORD = "kwartelbloesemplein"


def _files_with(home: Path, *needles: str) -> list[str]:
    command = ["grep", "-rlaF", *(part for needle in needles for part in ("-e", needle)), str(home / "data")]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()


def test_charter_16_an_erased_number_is_in_no_answer_and_after_a_purge_in_no_file(
    es_client: Elasticsearch, es_home: Path, es_prefix: str, two_ads: "MemoryLedger", invented: "Invented"
) -> None:
    names = Names(es_prefix)
    erased = invented.ad(9, text=f"Aan het {WORD}.", phones=(PublishedPhone(ERASED, "links"),))
    two_ads.put(erased)
    publish_feed(es_client, two_ads, names)
    es_client.indices.flush(index=names.pattern)
    needles = (ERASED[-8:], WORD)
    assert _files_with(es_home, *needles), "else the search of files proves nothing"

    two_ads.remove(erased)
    publish_feed(es_client, two_ads, names)
    alias = names.write(IndexName("ads", "GM0344"))
    assert es_client.count(index=alias, query={"term": {"phone": ERASED}})["count"] == 0
    with pytest.raises(OutsideError, match="still keeps removed documents"):
        list(purge(es_client, names, patience_s=0))
    assert _files_with(es_home, *needles), "a merge at once does not take them, which is why it waits"

    [said] = purge(es_client, names)
    assert said.endswith("what was removed is off the disk")
    assert _files_with(es_home, *needles) == []
    assert es_client.count(index=alias)["count"] == 2
    assert list(purge(es_client, names)) == []
