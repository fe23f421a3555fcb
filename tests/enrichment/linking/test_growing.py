"""Ads taken into a standing market give what linking all anew gives, whatever came before."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrichment.linking import LinkOptions, link
from enrichment.linking.growing import Standing
from enrichment.linking.options import HUB_LIMITS
from peil.errors import PeilBug
from peil.records.joined import ImagePrint, LinkAd, LinkDecision

START = datetime(2025, 1, 1, tzinfo=UTC)
TIGHT = LinkOptions(photo_distance=0, hub_limits={**HUB_LIMITS, "phone": 2, "image": 2, "website": 2}, lone_limit=5)
PHOTOS = [f"{sum(1 << (bit * 37 + 11 * n) % 256 for bit in range(128)) ^ n * 2**200:064x}" for n in range(5)]
TEXTS = ["", "Every day from ten until ten, in a quiet street, call or send a message first please."]


def few(values: list[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


@st.composite
def an_ad(draw: st.DrawFn) -> LinkAd:
    day = START + timedelta(days=draw(st.integers(0, 500)))
    return LinkAd(
        f"ad{draw(st.integers(0, 24))}",
        draw(st.sampled_from(["alfa", "beta"])),
        draw(st.sampled_from(["", "", "u1", "u2", "u3", "u4", "u5"])),
        day,
        day,
        phones=draw(few([f"+3161234567{digit}" for digit in range(8)])),
        images=tuple(ImagePrint(pdq) for pdq in draw(few(PHOTOS))),
        websites=draw(few(["huis.example", "instagram.com"], 1)),
        text=draw(st.sampled_from(TEXTS)),
    )


@st.composite
def sayings(draw: st.DrawFn) -> LinkDecision:
    at = START + timedelta(days=draw(st.integers(0, 3)))
    if draw(st.booleans()):
        kind = draw(st.sampled_from(["hub", "not a hub"]))
        return LinkDecision(kind, identifier_kind="phone", value=f"+3161234567{draw(st.integers(0, 7))}", at=at)
    a, b = draw(st.tuples(st.integers(0, 24), st.integers(0, 24)))
    return LinkDecision(draw(st.sampled_from(["same", "not the same"])), f"ad{a}", f"ad{b}", at=at)


DAY = st.tuples(
    st.lists(an_ad(), max_size=12, unique_by=lambda ad: ad.id), st.lists(sayings(), max_size=1), few(["ad1", "ad7"], 1)
)


def partition(clusters: Mapping[str, str]) -> set[frozenset[str]]:
    found = defaultdict(set)
    for ad, cluster in clusters.items():
        found[cluster].add(ad)
    return {frozenset(ads) for ads in found.values()}


@settings(max_examples=60, deadline=None)
@given(st.lists(DAY, min_size=1, max_size=4))
def test_growing_day_by_day_gives_what_linking_all_anew_gives(days: list) -> None:
    standing, ads, said, before = Standing(TIGHT), {}, [], {}
    for number, (come, sayings_, gone) in enumerate(days):
        at = START + timedelta(days=1000 + number)
        said += sayings_
        left = set(gone) - {ad.id for ad in come}
        ads = {name: ad for name, ad in ads.items() if name not in left} | {ad.id: ad for ad in come}
        told = standing.grow(come, said, at, left)
        anew = link(list(ads.values()), before, said, at, TIGHT)
        assert standing.clusters == anew.clusters
        assert set(told.events) == set(anew.events)
        assert {ad: told.personas[ad] for ad in told.personas} == {ad: anew.personas[ad] for ad in told.personas}
        before = anew.clusters


def test_a_hub_that_others_make_one_is_not_gone_through() -> None:
    line = "+31201112233"
    crowd = [LinkAd(f"ad{n}", "alfa", f"u{n}", START, START, phones=(f"+3161{n:07d}", line)) for n in range(30)]
    standing = Standing(replace(TIGHT, hub_limits=HUB_LIMITS))
    standing.grow(crowd, [], START)
    told = standing.grow([LinkAd("new", "alfa", "u0", START, START, phones=(line,))], [], START)
    assert set(told.clusters) == {"new", "ad0"}
    assert len(set(standing.clusters.values())) == 30


def test_new_ads_change_no_id_of_a_cluster_that_got_none() -> None:
    crowd = [LinkAd(f"ad{n}", "alfa", f"u{n % 10}", START, START) for n in range(30)]
    standing = Standing(TIGHT)
    standing.grow(crowd, [], START)
    before = dict(standing.clusters)
    told = standing.grow([LinkAd("0", "alfa", "u3")], [], START)
    assert set(told.clusters) == {"0", "ad3", "ad13", "ad23"}
    assert {ad: cluster for ad, cluster in standing.clusters.items() if ad != "0"} == before


def test_photos_that_are_only_alike_are_for_the_whole_linking() -> None:
    with pytest.raises(PeilBug, match="prints alone"):
        Standing(LinkOptions()).grow([], [], START)
