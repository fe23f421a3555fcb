"""The market's registers: in form, complete for every planted case, and silent where nothing is to be known."""

import csv
from datetime import date
from pathlib import Path

import phonenumbers
import pytest

from crawlers.market import Market, make_market
from peil.municipalities import is_known

WITHOUT_POLICY = {"GM0402"}


@pytest.fixture(scope="module")
def market() -> Market:
    return make_market(seed=8, scale=0.3)


@pytest.fixture(scope="module")
def rows(market: Market, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    paths = market.write_registers(tmp_path_factory.mktemp("registers"))
    return {name: _rows(path) for name, path in paths.items()}


def test_every_town_is_a_municipality(market: Market) -> None:
    codes = {ad.place.municipality for ad in market.ads}
    assert {code for code in codes if not is_known(code)} == {"BE:Antwerpen"}


def test_every_planted_case_stands_where_policy_is_known_but_for_one(market: Market, rows: dict) -> None:
    covered = {row["municipality"] for row in rows["policies"]}
    planted = {case["expect"]["municipality"] for case in market.truth()["cases"]} - {None}
    assert planted - covered == WITHOUT_POLICY


def test_home_work_is_forbidden_in_one_town_where_only_the_planted_case_is(market: Market, rows: dict) -> None:
    forbidden = {row["municipality"] for row in rows["policies"] if row["home_work"] == "forbidden"}
    there = {ad.case for ad in market.ads if ad.place.municipality in forbidden}
    assert there == {"home_forbidden"}


def test_a_licensed_number_stands_in_the_ads_of_its_case(market: Market, rows: dict) -> None:
    shown = {number.e164: ad.case for ad in market.ads for number in ad.written}
    licensed = {row["licence_no"]: row["phones"] for row in rows["licences"] if row["phones"]}
    cases = {number: shown[_e164(phone)] for number, phone in licensed.items()}
    assert cases == {
        "UTR-2024-0117": "licensed_club",
        "ZWO-2021-0032": "expired_licence",
        "GRO-2023-0008": "escort_outcall",
    }


def test_the_expiring_licence_ends_between_two_crawls(market: Market, rows: dict) -> None:
    row = next(row for row in rows["licences"] if row["licence_no"] == "ZWO-2021-0032")
    ends = date.fromisoformat(row["valid_to"])
    assert market.now(5).date() < ends < market.now(6).date()


def test_a_house_without_a_licence_has_none_in_any_register(market: Market, rows: dict) -> None:
    house = {ad.address for ad in market.ads if ad.case == "unlicensed_house"}
    streets = {f"{row['street']} {row['house_number']}, {row['postcode']}" for row in rows["licences"]}
    assert not any(address.startswith(street) for address in house for street in streets if street.strip(" ,"))
    assert len({row["licence_no"] for row in rows["licences"]}) == len(rows["licences"])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _e164(phone: str) -> str:
    return phonenumbers.format_number(phonenumbers.parse(phone, "NL"), phonenumbers.PhoneNumberFormat.E164)
