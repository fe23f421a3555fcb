"""The truth: it can be found by whoever reads the market, and it says nothing that the rules would not."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

import phonenumbers
import pytest

from crawlers.market import Market, make_market
from crawlers.market.ads import Ad
from crawlers.market.answers import Answer

LAST = 11


@pytest.fixture(scope="module", params=[1, 2])
def market(request: pytest.FixtureRequest) -> Market:
    return make_market(seed=request.param)


@pytest.fixture(scope="module")
def truth(market: Market) -> dict:
    return market.truth()


def test_the_truth_is_plain_data(truth: dict) -> None:
    assert json.loads(json.dumps(truth)) == truth


def test_the_truth_names_every_photo_by_the_path_at_which_it_is_served(market: Market, truth: dict) -> None:
    for ad, said in zip(market.ads, truth["ads"], strict=True):
        pages = "".join(answer.body.decode("latin-1") for answer in _pages_of(market, ad))
        assert len(said["photos"]) == len(ad.photos) > 0
        assert all(path in pages for path in said["photos"])


def test_every_ad_is_in_one_cluster(market: Market, truth: dict) -> None:
    clustered = [ad for ads in truth["clusters"].values() for ad in ads]
    assert sorted(clustered) == sorted({ad.id for ad in market.ads})


def test_the_ads_of_an_operator_hang_together_by_what_they_share(market: Market) -> None:
    for ads in _by_operator(market).values():
        assert _component(ads) == {ad.id for ad in ads}


def test_ads_of_different_operators_share_nothing_but_hubs(market: Market, truth: dict) -> None:
    hubs = {hub.get("value") or hub["scene"] for case in truth["cases"] for hub in case["expect"]["hubs"]}
    owners = defaultdict(set)
    for ad in market.ads:
        for key in _keys(ad):
            owners[key].add(ad.operator)
    assert {key for key, operators in owners.items() if len(operators) > 1} == hubs
    assert all(len(owners[hub]) >= 12 for hub in hubs)


def test_pairs_that_belong_together_have_one_operator_and_others_two(market: Market, truth: dict) -> None:
    operator = {ad.id: ad.operator for ad in market.ads}
    for case in truth["cases"]:
        assert all(operator[one] == operator[other] for one, other in case["expect"]["together"])
        assert all(operator[one] != operator[other] for one, other in case["expect"]["separate"])


def test_a_number_stands_on_its_page_as_it_was_written(market: Market, truth: dict) -> None:
    for ad, said in zip(market.ads, truth["ads"], strict=True):
        if said["phone_as_written"]:
            shown = "\n".join((ad.shown_title, *ad.shown_lines, ad.shown_number))
            assert said["phone_as_written"] in shown
            assert said["phone"] is None or phonenumbers.is_valid_number(phonenumbers.parse(said["phone"]))


def test_the_belgian_number_has_two_defensible_readings(market: Market) -> None:
    written = {number.text for ad in market.ads for number in ad.written if ad.case == "ambiguous_belgian"}
    assert len(written) == 1
    number = written.pop()
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(number, country)) for country in ("NL", "BE"))


def test_every_flag_has_its_ads_in_the_last_fourteen_days(market: Market, truth: dict) -> None:
    for case in truth["cases"]:
        if case["expect"]["flags"] or case["id"] in ("licensed_club", "home_allowed", "unknown_policy"):
            assert [ad for ad in _of_case(market, case["id"]) if ad.last == LAST]


def test_the_circulating_profile_has_three_places_within_28_days_of_the_end(market: Market) -> None:
    on = market.now(LAST)
    stays = {ad.place.municipality for ad in _of_case(market, "circulates") if on - market.now(ad.last) < timedelta(28)}
    assert len(stays) >= 3
    assert "BE:Antwerpen" in stays
    assert len({ad.place.municipality for ad in _of_case(market, "circulates")}) == 5


def test_the_circulating_profile_is_in_one_place_a_week(market: Market) -> None:
    ads = _of_case(market, "circulates")
    assert all(ad.first == ad.last for ad in ads)
    assert len({ad.first for ad in ads}) == len(ads)


def test_nobody_else_is_seen_in_three_places(market: Market) -> None:
    places = {name: {ad.place.name for ad in ads} for name, ads in _by_operator(market).items()}
    assert {name for name, towns in places.items() if len(towns) > 2} == {"circulates"}


def test_one_ad_states_an_age_under_18_and_says_next_to_nothing_else(market: Market) -> None:
    young = [ad for ad in market.ads if ad.age is not None and ad.age < 21]
    assert [(ad.case, ad.age) for ad in young] == [("stated_minor", 17)]
    assert not young[0].prices


def test_supply_drops_where_is_enforced_and_rises_next_door(market: Market, truth: dict) -> None:
    enforced = truth["enforcement"]
    here, week = {enforced["municipality"]}, enforced["week"]
    assert _supply(market, here, week + 1) < _supply(market, here, week) / 2
    assert _supply(market, set(enforced["neighbours"]), week + 1) > 2 * _supply(
        market, set(enforced["neighbours"]), week
    )


def test_the_two_with_one_template_have_the_same_words_and_nothing_else(market: Market) -> None:
    one, other = _of_case(market, "same_template")
    assert one.lines == other.lines
    assert one.place == other.place
    assert not _keys(one) & _keys(other)


def test_the_ads_of_a_house_have_one_number_and_several_personas(market: Market) -> None:
    ads = _of_case(market, "unlicensed_house")
    assert len({number.e164 for ad in ads for number in ad.written}) == 1
    assert len({ad.persona for ad in ads}) >= 3


def _pages_of(market: Market, ad: Ad) -> list[Answer]:
    return [answer for path, answer in market.pages(ad.site, ad.first).items() if ad.ref in path]


def _of_case(market: Market, case: str) -> list[Ad]:
    return [ad for ad in market.ads if ad.case == case]


def _by_operator(market: Market) -> dict[str, list[Ad]]:
    found = defaultdict(list)
    for ad in market.ads:
        found[ad.operator].append(ad)
    return found


def _keys(ad: Ad) -> set[object]:
    """What may join the ad with others: numbers, scenes, its account at its site."""
    numbers = {number.e164 for number in (*ad.written, *ad.also) if number.style != "belgian"}
    return numbers | {photo.scene for photo in ad.photos} | {(ad.site, ad.account)}


def _component(ads: Iterable[Ad]) -> set[str]:
    """The ids that hang together with the first ad."""
    waiting = list(ads)
    reached = [waiting.pop(0)]
    for ad in reached:
        joined = [other for other in waiting if _keys(ad) & _keys(other)]
        reached += joined
        waiting = [other for other in waiting if other not in joined]
    return {ad.id for ad in reached}


def _supply(market: Market, municipalities: set[str], week: int) -> int:
    return sum(ad.is_live(week) for ad in market.ads if ad.place.municipality in municipalities)
