import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import (
    ad_document,
    daily_document,
    document,
    flag_document,
    move_document,
    profile_document,
    run_document,
)
from index.mappings import DOCUMENT_KINDS
from index.redaction import without_numbers
from peil.records.published import Published, PublishedPhone, PublishedReason
from peil.records.read import Address

if TYPE_CHECKING:
    from conftest import Invented

HOME = Address("Lindestraat", "12-A", "3511AB")
HOME_TEXT = "Ontvangst aan de lindestraat 12-A, 3511 ab Utrecht. Ook 3512 CD is dichtbij."


def _names(document: dict[str, Any], inside: str = "") -> set[str]:
    found = set()
    for name, value in document.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            found |= _names(value[0], f"{name}.")
        else:
            found.add(inside + name)
    return found


@pytest.fixture
def one_of_each(invented: "Invented") -> dict[str, Published]:
    return {
        "profiles": invented.profile(),
        "ads": invented.ad(address=HOME, home_work=False),
        "flags": invented.flag(persona="p1"),
        "runs": invented.run(),
        "daily": invented.day(),
        "moves": invented.move(),
        "flows": invented.flow(),
        "tallies": invented.tally(),
    }


EVERY_KIND = ["profiles", "ads", "flags", "runs", "daily", "moves", "flows", "tallies"]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_document_has_only_fields_that_are_mapped(kind: str, one_of_each: dict[str, Published]) -> None:
    mapped = {field.name for field in DOCUMENT_KINDS[kind].fields}
    assert _names(document(one_of_each[kind])) <= mapped


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_the_fixture_fills_every_field_that_is_not_conditional(kind: str, one_of_each: dict[str, Published]) -> None:
    mapped = {field.name for field in DOCUMENT_KINDS[kind].fields}
    conditional = {"phone", "licence_no"}  # one is copied to by Elasticsearch, one is set only when a licence matches
    assert mapped - _names(document(one_of_each[kind])) <= conditional


def test_the_same_record_gives_the_same_bytes(one_of_each: dict[str, Published]) -> None:
    for record in one_of_each.values():
        assert json.dumps(document(record)) == json.dumps(document(record))


def test_a_day_is_the_day_in_the_netherlands(invented: "Invented") -> None:
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert ad_document(invented.ad(last_seen=late))["last_day"] == "2026-07-02"


def test_an_unknown_place_has_no_municipality_and_a_foreign_one_no_centre(invented: "Invented") -> None:
    assert not {"municipality", "municipality_name", "location"} & daily_document(invented.day(municipality="")).keys()
    foreign = daily_document(invented.day(municipality="BE:Antwerpen"))
    assert (foreign["municipality"], foreign.get("location")) == ("BE:Antwerpen", None)


def test_a_move_has_a_direction_by_the_end_that_sees_it_and_both_centres(invented: "Invented") -> None:
    came, went = move_document(invented.move()), move_document(invented.move(municipality="GM0363"))
    assert (came["direction"], went["direction"]) == ("in", "out")
    assert came["route"] == "Amsterdam → Utrecht"
    abroad = move_document(invented.move(from_gm="BE:Antwerpen"))
    assert ("from_location" in abroad, "to_location" in abroad) == (False, True)


def test_charter_18_a_profile_that_may_show_a_minor_tells_no_channel(invented: "Invented") -> None:
    assert "channels" not in profile_document(invented.profile(possible_minor=True))


def test_zero_and_no_are_told_and_nothing_is_not(invented: "Invented") -> None:
    made = run_document(invented.run(errors=0, coverage=None))
    assert made["errors"] == 0
    assert "coverage" not in made
    assert profile_document(invented.profile(active=False))["active"] is False


def test_a_flag_concerns_its_own_municipality_where_no_others_are_named(invented: "Invented") -> None:
    assert flag_document(invented.flag())["municipalities"] == ("GM0344",)


@pytest.mark.parametrize("home_work", [True, None], ids=["home work", "not known"])
def test_charter_10_of_home_work_no_more_than_the_pc4_is_published(
    home_work: bool | None, invented: "Invented"
) -> None:
    ad = invented.ad(address=HOME, home_work=home_work, title="Thuis op 3511AB", text=HOME_TEXT)
    made = ad_document(ad)
    assert made["postcode4"] == "3511"
    assert "address" not in made
    whole = json.dumps(made).lower().replace(" ", "")
    assert [part for part in ("3511ab", "3512cd", "lindestraat12", "12-a") if part in whole] == []


def test_charter_10_an_address_known_to_be_a_businesss_is_published(invented: "Invented") -> None:
    made = ad_document(invented.ad(address=HOME, home_work=False, text=HOME_TEXT))
    assert made["address"] == "Lindestraat 12-A 3511AB"


def test_charter_10_the_reasons_of_a_home_work_flag_and_the_titles_of_a_profile_name_no_postcode(
    invented: "Invented",
) -> None:
    reason = PublishedReason("home", "Ontvangt op 3511 AB.", "Receives at 3511 AB.")
    flag = flag_document(invented.flag(rule="home_work_not_allowed", reasons=(reason,)))
    assert (flag["reasons_nl"], flag["reasons_en"]) == (["Ontvangt op 3511."], ["Receives at 3511."])
    assert profile_document(invented.profile(titles=("Thuis 3511AB",)))["titles"] == ["Thuis 3511"]


@given(st.sampled_from(["06", "+316", "00316"]), st.lists(st.sampled_from(["", " ", "-", "."]), min_size=8, max_size=8))
def test_charter_14_no_whole_number_stands_in_a_published_text(start: str, gaps: list[str]) -> None:
    written = start + "".join(gap + digit for gap, digit in zip(gaps, "12345678", strict=True))
    text = without_numbers(f"Bel {written} na tien uur", [PublishedPhone("+31612345678", "links", written)])
    assert text == "Bel 06-12••••78 na tien uur"
    assert without_numbers(f"Bel {written} na tien uur") == "Bel [nummer] na tien uur"


def test_charter_14_prices_and_hours_are_left_as_they_are(invented: "Invented") -> None:
    text = "Van 10:00 tot 22:00, 100 150 200 euro, sinds 2019."
    assert ad_document(invented.ad(text=text, phones=()))["text"] == text


def test_charter_18_of_an_ad_that_may_show_a_minor_no_content_is_published(invented: "Invented") -> None:
    ad = invented.ad(possible_minor=True, age=17, title="De titel", text="De tekst", address=HOME, home_work=False)
    made = ad_document(ad)
    kept = {
        "ad", "site", "ref", "cluster", "persona", "municipality", "municipality_name", "location", "certainty",
        "first_seen", "last_seen", "first_day", "last_day", "status", "possible_minor",
    }  # fmt: skip
    assert set(made) == kept
    assert made["possible_minor"] is True


def test_charter_18_the_flag_goes_out_urgent_and_quotes_nothing(invented: "Invented") -> None:
    reason = PublishedReason("stated_age", "De tekst zegt: «woorden».", "The text says: «words».")
    made = flag_document(invented.flag(rule="possible_minor", reasons=(reason,)))
    assert made["urgent"] is True
    assert made["reason_codes"] == ["stated_age"]
    assert "woorden" not in json.dumps(made)
    assert "words" not in json.dumps(made)


def test_charter_18_no_flag_or_title_of_that_cluster_quotes_anything_either(invented: "Invented") -> None:
    assert "personeel" not in json.dumps(flag_document(invented.flag(possible_minor=True)))
    made = profile_document(invented.profile(possible_minor=True))
    assert not {"titles", "phones"} & made.keys()
