from pathlib import Path
from typing import Any

import pytest

from index.fieldguide import field_guide
from index.mappings import DOCUMENT_KINDS
from index.mappings.body import index_body, schema_hash, unsearchable
from index.mappings.fields import Field
from index.names import KINDS, NATIONAL_KINDS

EVERY_FIELD = [(kind, field) for kind, each in DOCUMENT_KINDS.items() for field in each.fields]
DOCS = Path(__file__).parents[2] / "docs"


def test_every_kind_of_the_grammar_has_a_mapping_and_no_other() -> None:
    assert set(DOCUMENT_KINDS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_unknown_fields_are_refused_at_every_level(kind: str) -> None:
    mappings = index_body(kind)["mappings"]
    inner = [part for part in mappings["properties"].values() if "properties" in part]
    assert [part["dynamic"] for part in [mappings, *inner]] == ["strict"] * (1 + len(inner))


@pytest.mark.parametrize("kind", KINDS)
def test_time_runs_in_a_field_that_is_a_date(kind: str) -> None:
    types = {field.name: field.mapping["type"] for field in DOCUMENT_KINDS[kind].fields}
    if kind == "tallies":
        assert DOCUMENT_KINDS[kind].time_field == "", "they tell of now"
    else:
        assert types[DOCUMENT_KINDS[kind].time_field] == "date"


@pytest.mark.parametrize(("kind", "field"), EVERY_FIELD, ids=lambda each: getattr(each, "name", each))
def test_every_field_is_named_plainly_and_explained_in_both_languages(kind: str, field: Field) -> None:
    assert field.name.replace(".", "").replace("_", "").isalnum()
    assert field.name == field.name.lower()
    assert field.label
    assert field.nl
    assert field.en
    assert field.label[0].isupper()


def test_a_changed_mapping_has_another_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema_hash("runs")
    monkeypatch.setattr("index.mappings.body.unsearchable", lambda: (*unsearchable(), "woord"))
    schema_hash.cache_clear()
    after = schema_hash("runs")
    schema_hash.cache_clear()
    assert before != after


def test_charter_07_no_field_holds_origin_health_orientation_or_gender() -> None:
    barred = (
        "nationality",
        "origin",
        "ethnic",
        "race",
        "health",
        "orient",
        "gender",
        "religio",
        "language",
        "gps",
        "exif",
    )
    names = [field.name for _, field in EVERY_FIELD]
    assert [name for name in names if any(word in name for word in barred)] == []


def test_charter_08_every_number_counts_things_or_money_and_none_weighs_a_person() -> None:
    types = ("count", "share", "cents")
    numbers = {(kind, field.name) for kind, field in EVERY_FIELD if field.type in types}
    counts = {
        "profiles": ("ads", "personas", "accounts"),
        "ads": ("price_cents", "age", "images"),
        "moves": ("days",),
        "daily": ("ads", "clusters", "new", "coverage"),
        "displacement": (
            "before",
            "after",
            "effect",
            "effect_low",
            "effect_high",
            "displaced",
            "displaced_low",
            "displaced_high",
            "placebo",
            "coverage",
            "weeks",
        ),
        "runs": ("ads", "coverage", "errors"),
        "flows": ("moves", "coverage"),
        "tallies": ("number", "coverage"),
    }
    assert numbers == {(kind, name) for kind, names in counts.items() for name in names}


def test_charter_15_no_national_index_holds_a_number_a_text_of_an_ad_or_an_address() -> None:
    national = {field.name for kind in NATIONAL_KINDS for field in DOCUMENT_KINDS[kind].fields}
    assert (
        national & {"phone", "phones.e164", "phones.masked", "title", "text", "titles", "address", "cluster", "persona"}
        == set()
    )


def test_charter_22_every_count_of_supply_has_its_coverage_beside_it() -> None:
    for kind in NATIONAL_KINDS:
        assert "coverage" in {field.name for field in DOCUMENT_KINDS[kind].fields}


def test_the_field_guide_in_docs_is_the_one_the_mappings_give() -> None:
    assert (DOCS / "fields.md").read_text(encoding="utf-8") == field_guide(), "python -m index.fieldguide writes it"


def test_the_words_that_cannot_be_searched_are_lower_case_and_unaccented() -> None:
    words: tuple[Any, ...] = unsearchable()
    assert len(words) > 100
    assert all(word == word.lower() and word.isascii() for word in words)
