"""The door: from a real ledger's rows to a real server, by SQLite's and the index's own ways."""

from typing import TYPE_CHECKING

import pytest
from elasticsearch import Elasticsearch

from index.feed import expected
from index.indices import document_counts
from index.names import IndexName, Names
from index.project import publish
from ledger import models, publishing
from peil.records.plain import to_json
from peil.records.published import Published, PublishedKind

if TYPE_CHECKING:
    from conftest import Invented

pytestmark = [pytest.mark.service, pytest.mark.usefixtures("sqlite_ledger")]


def _write(kind: PublishedKind, record: Published, change: int) -> None:
    place = {"kind": kind, "key": record.key, "municipality": record.municipality}
    models.Projection.objects.filter(**place).delete()
    models.Projection.objects.create(**place, owner="", digest=str(change), body=to_json(record), change=change)


def test_what_the_ledger_has_is_published_once_changed_removed_and_rebuilt(
    es_client: Elasticsearch, es_prefix: str, invented: "Invented"
) -> None:
    names = Names(es_prefix)
    _write("ads", invented.ad(1), 1)
    _write("profiles", invented.profile(1), 1)
    _write("runs", invented.run(1), 1)
    assert publish(es_client, names=names).total("written") == 3
    assert not publish(es_client, names=names).counts

    _write("ads", invented.ad(1, title="Nieuwe titel"), 2)
    models.Projection.objects.filter(kind="profiles").delete()
    models.Removal.objects.create(kind="profiles", key="c1", municipality="GM0344", change=2)
    report = publish(es_client, names=names)
    assert dict(report.counts) == {("ads", "written"): 1, ("profiles", "removed"): 1}

    assert publish(es_client, names, rebuild=True).complete
    found = {IndexName(name.kind, name.gm): count for name, count in document_counts(es_client, names).items() if count}
    assert found == expected(publishing.counts())
    alias = names.write(IndexName("ads", "GM0344"))
    assert es_client.get(index=alias, id="pleinmarkt:1")["_source"]["title"] == "Nieuwe titel"
