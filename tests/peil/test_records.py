"""Records go to plain JSON and back; no record has a field for what Peil never infers, or for a score."""

import dataclasses
import importlib
import json
import pkgutil
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import peil.records
from ledger import models
from peil.records.judged import Presence, Reason, SightingRef, Verdict
from peil.records.plain import from_json, to_json
from peil.records.read import Fingerprint, Reading
from peil.records.register import Closure, Licence, Policy
from peil.records.seen import Mandate, Sighting

MODULES = [
    importlib.import_module(f"peil.records.{found.name}") for found in pkgutil.iter_modules(peil.records.__path__)
]
RECORDS = {
    value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, type) and dataclasses.is_dataclass(value)
}
NEVER = (
    "origin",
    "ethnic",
    "nationalit",
    "race",
    "religio",
    "health",
    "disease",
    "orientation",
    "gender",
    "gps",
    "exif",
)
SCORES = ("score", "likelihood", "probabilit", "risk", "rank", "suspicio")


def field_names() -> set[str]:
    columns = {
        field.name for model in vars(models).values() if hasattr(model, "_meta") for field in model._meta.get_fields()
    }
    return columns | {field.name for record in RECORDS for field in dataclasses.fields(record)}


@pytest.mark.parametrize("kind", [Sighting, Mandate, Reading, Fingerprint, Presence, Verdict, Licence, Policy, Closure])
@given(data=st.data())
def test_a_record_survives_json(kind: type, data: st.DataObject) -> None:
    moments = st.datetimes(datetime(2015, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
    st.register_type_strategy(datetime, moments)
    record = data.draw(st.builds(kind))
    plain = json.loads(json.dumps(to_json(record)))
    assert from_json(kind, plain) == record


def test_times_are_utc_and_days_are_days() -> None:
    at = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)
    assert to_json(SightingRef("1", at)) == {"id": "1", "seen_at": "2026-03-02T03:15:00Z"}
    assert to_json(date(2026, 3, 2)) == "2026-03-02"


def test_a_field_that_is_missing_takes_its_default_and_an_unknown_one_is_ignored() -> None:
    plain = {"code": "staff", "text_nl": "a", "text_en": "b", "colour": "red"}
    assert from_json(Reason, plain) == Reason("staff", "a", "b")


@pytest.mark.parametrize("word", NEVER)
def test_charter_07_no_record_or_table_has_a_field_for_what_is_never_inferred(word: str) -> None:
    assert [name for name in field_names() if word in name] == []


@pytest.mark.parametrize("word", SCORES)
def test_charter_08_no_record_or_table_has_a_field_for_a_score(word: str) -> None:
    assert [name for name in field_names() if word in name] == []
