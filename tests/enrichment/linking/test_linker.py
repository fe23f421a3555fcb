"""What holds in every market: order, repetition, growth and corrections never shake what did not change."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrichment.linking import LinkOptions, link
from peil.errors import PeilBug
from peil.records.joined import ImagePrint, LinkAd, LinkDecision, Linked

AT = datetime(2026, 1, 1, tzinfo=UTC)
START = datetime(2025, 1, 1, tzinfo=UTC)
PHOTOS = [
    f"{sum(1 << (bit * 37 + 11 * photo) % 256 for bit in range(128)) ^ photo * 2**200:064x}" for photo in range(4)
]


def few(values: list[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


@st.composite
def markets(draw: st.DrawFn) -> list[LinkAd]:
    """Up to 14 ads that share a handful of numbers, accounts, photos and names."""
    ads = []
    for number in range(draw(st.integers(1, 14))):
        day = draw(st.none() | st.integers(0, 700))
        seen = None if day is None else START + timedelta(days=day)
        images = tuple(ImagePrint(pdq) for pdq in draw(few(PHOTOS)))
        ads.append(
            LinkAd(
                f"ad{number}",
                draw(st.sampled_from(["alfa", "beta"])),
                draw(st.sampled_from(["", "", "u1", "u2", "u3"])),
                seen,
                seen,
                phones=draw(few([f"+3161234567{digit}" for digit in range(5)])),
                images=images,
                websites=draw(few(["huis.example"], 1)),
                name=draw(st.sampled_from(["", "Roos", "Iris"])),
            )
        )
    return ads


@st.composite
def sayings(draw: st.DrawFn) -> list[LinkDecision]:
    said = []
    for _ in range(draw(st.integers(0, 6))):
        a, b = draw(st.tuples(st.integers(0, 13), st.integers(0, 13)))
        at = START + timedelta(days=draw(st.integers(0, 3)))
        said.append(LinkDecision(draw(st.sampled_from(["same", "not the same"])), f"ad{a}", f"ad{b}", at=at))
    return said


def partition(linked: Linked) -> set[frozenset[str]]:
    found = defaultdict(set)
    for ad, cluster in linked.clusters.items():
        found[cluster].add(ad)
    return {frozenset(ads) for ads in found.values()}


@settings(max_examples=50, deadline=None)
@given(markets(), sayings(), st.randoms(use_true_random=False))
def test_order_of_arrival_changes_nothing(ads: list[LinkAd], said: list[LinkDecision], chance: object) -> None:
    shuffled, said_otherwise = chance.sample(ads, len(ads)), chance.sample(said, len(said))
    assert link(ads, {}, said, AT) == link(shuffled, {}, said_otherwise, AT)


@settings(max_examples=50, deadline=None)
@given(markets(), sayings())
def test_linking_again_changes_nothing_and_tells_nothing(ads: list[LinkAd], said: list[LinkDecision]) -> None:
    first = link(ads, {}, said, AT)
    again = link(ads, first.clusters, said, AT)
    assert (again.clusters, again.personas, again.links, again.hubs) == (
        first.clusters,
        first.personas,
        first.links,
        first.hubs,
    )
    assert again.events == ()


@settings(max_examples=50, deadline=None)
@given(markets(), st.integers(0, 14))
def test_growing_by_parts_ends_in_the_same_clusters_as_all_at_once(ads: list[LinkAd], cut: int) -> None:
    before = link(ads[:cut], {}, [], AT)
    grown, anew = link(ads, before.clusters, [], AT), link(ads, {}, [], AT)
    assert partition(grown) == partition(anew)
    untouched = partition(before) & partition(grown)
    assert all(before.clusters[ad] == grown.clusters[ad] for ads_of_one in untouched for ad in ads_of_one)


@settings(max_examples=100, deadline=None)
@given(markets(), sayings())
def test_decisions_win_over_all_evidence(ads: list[LinkAd], said: list[LinkDecision]) -> None:
    linked = link(ads, {}, said, AT)
    last = {}
    for decision in sorted(said, key=lambda decision: (decision.at, decision.kind != "same")):
        if {decision.a, decision.b} <= set(linked.clusters) and decision.a != decision.b:
            last[frozenset((decision.a, decision.b))] = decision.kind
    for pair, kind in last.items():
        a, b = sorted(pair)
        together = linked.clusters[a] == linked.clusters[b]
        contradicted = any(
            f"{one} and {other}:" in sentence for sentence in linked.contradictions for one, other in [(a, b), (b, a)]
        )
        assert not together if kind == "not the same" else together or contradicted


@settings(max_examples=50, deadline=None)
@given(markets())
def test_every_ad_has_one_cluster_and_evidence_for_it(ads: list[LinkAd]) -> None:
    linked = link(ads, {}, [], AT)
    assert set(linked.clusters) == set(linked.personas) == {ad.id for ad in ads}
    joined = {ad: {ad} for ad in linked.clusters}
    for found in linked.links:
        assert found.a < found.b
        assert found.evidence
        both = joined[found.a] | joined[found.b]
        joined.update(dict.fromkeys(both, both))
    assert {frozenset(ads_of_one) for ads_of_one in joined.values()} == partition(linked)


@settings(max_examples=50, deadline=None)
@given(markets())
def test_ads_of_one_persona_are_in_one_cluster(ads: list[LinkAd]) -> None:
    linked = link(ads, {}, [], AT)
    holders = defaultdict(set)
    for ad, persona in linked.personas.items():
        if persona:
            holders[persona].add(linked.clusters[ad])
    assert all(len(clusters) == 1 for clusters in holders.values())


@settings(max_examples=20, deadline=None)
@given(st.integers(5, 60))
def test_a_help_line_beside_own_numbers_welds_nobody_however_many_show_it(count: int) -> None:
    line = "+31201112233"
    ads = [LinkAd(f"ad{n}", "alfa", f"u{n}", phones=(f"+3161{n:07d}", line)) for n in range(count)]
    linked = link(ads, {}, [], AT)
    assert len(partition(linked)) == count
    assert [(hub.value, hub.ads) for hub in linked.hubs] == [(line, count)]


def test_a_hub_with_several_periods_is_told_once_with_all_its_ads() -> None:
    line = "+31201112233"
    years = [START + timedelta(days=365 * (n % 2)) for n in range(12)]
    ads = [LinkAd(f"ad{n}", "alfa", "", day, day, phones=(f"+3161{n:07d}", line)) for n, day in enumerate(years)]
    assert [(hub.value, hub.ads) for hub in link(ads, {}, [], AT).hubs] == [(line, 12)]


def test_a_help_line_alone_in_thousands_of_accounts_is_a_hub() -> None:
    ads = [LinkAd(f"ad{n}", "alfa", f"u{n}", phones=("+31201112233",)) for n in range(1000)]
    assert len(partition(link(ads, {}, [], AT))) == 1000


def test_links_of_an_identifier_are_a_star_to_its_earliest_ad() -> None:
    ads = [
        LinkAd(f"ad{n:02d}", "alfa", first_seen=START + timedelta(days=n), phones=("+31612345678",)) for n in range(50)
    ]
    links = link(ads, {}, [], AT).links
    assert len(links) == 49
    assert {found.a for found in links} == {"ad00"}
    assert links[0].evidence == "both show the number +3161••••78"


def test_evidence_can_be_left_out_without_changing_the_clusters(make_photo: Callable[[str], ImagePrint]) -> None:
    ads = [LinkAd(f"ad{n}", "alfa", images=(make_photo("lamp"),)) for n in range(3)]
    bare = link(ads, {}, [], AT, LinkOptions(evidence=False))
    assert bare.links == ()
    assert bare.clusters == link(ads, {}, [], AT).clusters


def test_two_ads_with_one_id_are_a_bug_of_the_caller() -> None:
    with pytest.raises(PeilBug, match="one id"):
        link([LinkAd("ad", "alfa"), LinkAd("ad", "beta")], {}, [], AT)


def test_what_is_empty_joins_nothing() -> None:
    ads = [LinkAd(f"ad{n}", "alfa", phones=("",), websites=("", " "), handles=("",), account=" ") for n in range(2)]
    assert len(partition(link(ads, {}, [], AT))) == 2


def test_no_ads_make_no_clusters() -> None:
    assert link([], {}, [], AT) == Linked({}, {}, (), (), ())
