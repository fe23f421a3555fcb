"""The market as a whole: repeatable, of the promised size, and complete at every scale."""

import pytest

from crawlers.market import make_market

CASES = {
    "licensed_club",
    "unlicensed_house",
    "expired_licence",
    "home_allowed",
    "home_forbidden",
    "circulates",
    "same_template",
    "stock_photo",
    "switchboard",
    "ambiguous_belgian",
    "stated_minor",
    "enforcement",
    "unknown_policy",
    "escort_outcall",
}


def test_the_same_seed_gives_the_same_market() -> None:
    one, other = make_market(5), make_market(5)
    assert one.ads == other.ads
    assert one.truth() == other.truth()
    pages = [(site, week) for site in ("etalage", "vitrine", "prikbord") for week in (0, 6, 11)]
    assert all(one.pages(site, week) == other.pages(site, week) for site, week in pages)


def test_another_seed_gives_another_market() -> None:
    assert make_market(5).ads != make_market(6).ads


def test_there_are_about_three_hundred_ads_at_three_sites() -> None:
    market = make_market()
    counts = {site: sum(ad.site == site for ad in market.ads) for site in ("etalage", "vitrine", "prikbord")}
    assert 270 <= len(market.ads) <= 330
    assert 125 <= counts["etalage"] <= 175
    assert 15 <= counts["vitrine"] <= 25
    assert 110 <= counts["prikbord"] <= 160


@pytest.mark.parametrize("scale", [0.0, 0.25, 1.0])
def test_every_case_is_planted_at_every_scale(scale: float) -> None:
    market = make_market(2, scale)
    assert {case["id"] for case in market.truth()["cases"]} == CASES


def test_a_smaller_market_changes_no_planted_case() -> None:
    assert make_market(2, 0.25).truth()["cases"] == make_market(2, 1.0).truth()["cases"]


def test_the_browser_site_is_visited_in_three_weeks_the_last_included() -> None:
    market = make_market(scale=0)
    visited = [week for week in range(12) if "vitrine" in market.sites_on(week)]
    assert len(visited) == 3
    assert visited[-1] == 11


def test_each_week_is_crawled_on_a_monday_morning_in_amsterdam_summer_time_or_not() -> None:
    market = make_market(scale=0)
    assert market.now(0).isoformat() == "2026-03-02T03:15:00+00:00"
    assert market.now(4).isoformat() == "2026-03-30T02:15:00+00:00"


def test_a_week_outside_the_twelve_is_refused() -> None:
    with pytest.raises(ValueError, match="weeks 0 to 11"):
        make_market(scale=0).set_week(12)


@pytest.mark.parametrize("seed", range(3))
def test_no_week_falls_below_the_floor_of_a_site(seed: int) -> None:
    market = make_market(seed, 0.25)
    for week in range(12):
        for site in market.sites_on(week):
            live = sum(ad.is_live(week) for ad in market.ads if ad.site == site)
            assert live > market.floor(site)


def test_every_ad_can_be_seen_in_at_least_one_crawl() -> None:
    market = make_market()
    unseen = [
        ad.id
        for ad in market.ads
        if not any(ad.is_live(week) and ad.site in market.sites_on(week) for week in range(12))
    ]
    assert unseen == []
