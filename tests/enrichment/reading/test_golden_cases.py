"""The golden cases of reading: data that a supervisor can read and extend (tests/cases/*.jsonl)."""

import json
from pathlib import Path
from typing import Any

import pytest

from enrichment.read import read_ad
from peil.records.read import AdText, Reading

CASES = Path(__file__).parents[2] / "cases"
AD_FIELDS = ("country", "title", "text", "phone", "city", "address", "age", "price", "website", "url")


def cases(name: str) -> list[Any]:
    rows = [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [pytest.param(row, id=row["why"]) for row in rows]


def reading(case: dict[str, Any]) -> Reading:
    words = case.get("ad", case)
    fields = {field: words[field] for field in AD_FIELDS if field in words}
    return read_ad(AdText("1", **fields | {"price": tuple(fields.get("price", ()))}))


@pytest.mark.parametrize("case", cases("phones"))
def test_numbers_are_read_with_their_use(case):
    assert {phone.e164: phone.use for phone in reading(case).phones} == case["expect"]


@pytest.mark.parametrize("case", cases("places"))
def test_places_are_read_with_their_certainty(case):
    found = reading(case)
    seen = {
        "gm": found.place.gm if found.place else None,
        "certainty": found.place.certainty if found.place else None,
        "further": sorted(place.gm for place in found.places if place.gm),
    }
    assert {key: seen[key] for key in case["expect"]} == case["expect"]


@pytest.mark.parametrize("case", cases("places_in_text"))
def test_all_places_of_a_text_are_read_and_none_is_wrongly_exact(case):
    found = reading(case)
    read = [*([found.place] if found.place else []), *found.places]
    seen = {
        "gms": sorted(place.gm for place in read if place.gm),
        "exact": sorted(place.gm for place in read if place.certainty == "exact"),
        "vague": sorted({place.certainty for place in read if not place.gm}),
    }
    assert {key: seen[key] for key in case["expect"]} == case["expect"]


@pytest.mark.parametrize("case", cases("prices"))
def test_prices_are_read_in_cents_with_minutes(case):
    assert [[price.cents, price.minutes] for price in reading(case).prices] == case["expect"]


@pytest.mark.parametrize("case", cases("ages"))
def test_charter_18_a_stated_minor_is_seen_and_nobody_else_taken_for_one(case):
    found = reading(case)
    assert {"age": found.age, "minor": found.minor} == case["expect"]
    assert any(sign.kind == "minor" for sign in found.signs) == case["expect"]["minor"]


@pytest.mark.parametrize("case", cases("signs"))
def test_signs_are_quoted_by_kind(case):
    found = reading(case)
    assert [sign.kind for sign in found.signs] == case["expect"]
    assert all(sign.quote for sign in found.signs)


@pytest.mark.parametrize("case", [*cases("offers"), *cases("identifiers")])
def test_plain_values_are_read_or_left_unknown(case):
    found = reading(case)
    seen = {key: getattr(found, key) for key in case["expect"]}
    assert {key: list(value) if isinstance(value, tuple) else value for key, value in seen.items()} == case["expect"]


@pytest.mark.parametrize("case", cases("values_in_text"))
def test_values_that_a_stranger_wrote_down_are_read(case):
    found = reading(case)
    seen = {key: getattr(found, key) for key in case["expect"]} | {
        "prices": [[price.cents, price.minutes] for price in found.prices],
        "signs": sorted(sign.kind for sign in found.signs if sign.kind != "minor"),
    }
    plain = {key: list(seen[key]) if isinstance(seen[key], tuple) else seen[key] for key in case["expect"]}
    assert plain == case["expect"]


@pytest.mark.parametrize("case", cases("hours"))
def test_hours_are_read_with_their_days(case):
    assert [[list(hours.days), hours.opens, hours.closes] for hours in reading(case).hours] == case["expect"]


@pytest.mark.parametrize("case", cases("addresses"))
def test_addresses_are_read_with_suffix_and_postcode(case):
    address = reading(case).address
    assert ([address.street, address.house_number, address.postcode] if address else None) == case["expect"]


def test_no_number_of_the_corpus_is_wrong_and_nearly_all_are_found():
    found = wrong = missed = 0
    for case in cases("phones"):
        row = case.values[0]
        links = {phone.e164 for phone in reading(row).phones if phone.use == "links"}
        right = {number for number, use in row["expect"].items() if use == "links"}
        found, wrong, missed = found + len(links & right), wrong + len(links - right), missed + len(right - links)
    assert wrong == 0
    assert found / (found + missed) >= 0.97
