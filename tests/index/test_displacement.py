"""What a kept measurement looks like in Elasticsearch, and that the server takes it."""

from dataclasses import replace
from datetime import date

import pytest
from elasticsearch import Elasticsearch

from index.documents import document
from index.feed import alias_for
from index.indices import create
from index.mappings import DOCUMENT_KINDS
from index.names import IndexName, Names
from peil.records.published import PublishedDisplacement

TARGET = PublishedDisplacement(
    key="GM0344|2026-03-04|8|border|target|GM0344", municipality="GM0344", change=4, enforced_on=date(2026, 3, 4),
    enforced_in="GM0344", role="target", said="displaced", measured_on=date(2026, 5, 18), weeks=8, version="0.1",
    why_nl="Er is verplaatsing naar de buren gemeten.", why_en="Displacement to the neighbours was measured.",
    coverage=0.93, before=20.0, after=14.0, effect=-6.0, effect_low=-9.0, effect_high=-3.0, displaced=0.3,
    displaced_low=0.1, displaced_high=0.5, placebo=0.02,
)  # fmt: skip
UNTOLD = replace(
    TARGET, said="cannot_tell", before=None, after=None, effect=None, effect_low=None, effect_high=None, displaced=None,
    displaced_low=None, displaced_high=None, placebo=None,
)  # fmt: skip
REST = replace(UNTOLD, key="GM0344|2026-03-04|8|border|control|", municipality="", role="control", said="displaced")


@pytest.mark.parametrize("record", [TARGET, UNTOLD, REST], ids=["target", "untold", "rest"])
def test_a_document_has_only_fields_that_are_mapped(record: PublishedDisplacement) -> None:
    mapped = {field.name for field in DOCUMENT_KINDS["displacement"].fields}
    assert set(document(record)) <= mapped


def test_charter_22_it_is_said_that_nothing_may_be_told_and_no_figure_is() -> None:
    made = document(UNTOLD)
    assert (made["told"], made["said"]) == (False, "cannot_tell")
    assert not {"effect", "displaced", "placebo", "before"} & set(made)
    assert document(TARGET)["told"] is True


def test_it_stands_in_the_national_index() -> None:
    assert alias_for("displacement", "GM0344") == IndexName("displacement")


@pytest.mark.service
def test_elasticsearch_takes_every_document(es_client: Elasticsearch, es_prefix: str) -> None:
    names = Names(es_prefix)
    create(es_client, names, IndexName("displacement", version=1), alias=True)
    alias = names.write(IndexName("displacement"))
    for record in (TARGET, UNTOLD, REST):
        made = document(record)
        done = es_client.index(index=alias, id=record.key, document=made, refresh=True)
        assert done["_index"].startswith(alias)
    asked = {"bool": {"filter": [{"term": {"enforced_in": "GM0344"}}, {"term": {"role": "control"}}]}}
    assert es_client.count(index=alias, query=asked)["count"] == 1
