"""Ids through merges and splits, and what is told about them."""

from datetime import UTC, datetime, timedelta

from enrichment.linking import link
from enrichment.linking.identity import cluster_id
from peil.records.joined import ClusterEvent, LinkAd, LinkDecision

AT = datetime(2026, 1, 1, tzinfo=UTC)


def on_number(number: int, *names: str) -> list[LinkAd]:
    """Ads that show one number, a day apart."""
    return [
        LinkAd(name, "alfa", first_seen=AT + timedelta(days=day), phones=(f"+3161234567{number}",))
        for day, name in enumerate(names)
    ]


def test_a_new_cluster_is_named_after_its_earliest_ad_and_born() -> None:
    linked = link(on_number(1, "z", "a"), {}, [], AT)
    assert set(linked.clusters.values()) == {cluster_id("z")}
    assert linked.events == (ClusterEvent(cluster_id("z"), "born", AT, (), "new ads"),)


def test_a_merge_keeps_the_id_of_the_larger_part_and_says_what_joined() -> None:
    small, large = on_number(1, "a1"), on_number(2, "b1", "b2")
    before = link([*small, *large], {}, [], AT).clusters
    bridge = LinkAd("new", "alfa", phones=(*small[0].phones, *large[0].phones))
    linked = link([*small, *large, bridge], before, [], AT)
    assert set(linked.clusters.values()) == {before["b1"]}
    assert [(event.cluster, event.cause, event.others) for event in linked.events] == sorted(
        [(before["a1"], "gone", (before["b1"],)), (before["b1"], "merge", (before["a1"],))]
    )
    why = next(event.why for event in linked.events if event.cause == "merge")
    assert why == "both show the number +3161••••71; both show the number +3161••••72"


def test_a_merge_of_equals_keeps_the_older_id() -> None:
    older, newer = LinkAd("z", "alfa", first_seen=AT), LinkAd("a", "alfa", first_seen=AT + timedelta(days=1))
    before = link([older, newer], {}, [], AT).clusters
    linked = link([older, newer], before, [LinkDecision("same", "a", "z")], AT)
    assert set(linked.clusters.values()) == {before["z"]}


def test_a_split_keeps_the_id_on_the_larger_part_even_when_the_founder_leaves() -> None:
    ads = [LinkAd("a", "alfa", "u", first_seen=AT), *(LinkAd(f"b{n}", "alfa", "u") for n in range(3))]
    before = link(ads, {}, [], AT).clusters
    moved = [LinkAd("a", "alfa", "v", first_seen=AT), *ads[1:]]
    linked = link(moved, before, [], AT)
    assert linked.clusters["b0"] == before["a"] == cluster_id("a")
    assert linked.clusters["a"] == cluster_id("a", {cluster_id("a")}) != cluster_id("a")
    assert {event.cause for event in linked.events} == {"split", "born"}


def test_a_split_by_decision_says_so() -> None:
    ads = on_number(1, "a", "b")
    before = link(ads, {}, [], AT).clusters
    linked = link(ads, before, [LinkDecision("not the same", "a", "b")], AT)
    why = next(event.why for event in linked.events if event.cause == "split")
    assert why == 'a person said "not the same" of a and b'


def test_a_split_by_quarantine_says_so() -> None:
    ads = on_number(1, "a", "b")
    before = link(ads, {}, [], AT).clusters
    said = LinkDecision("hub", identifier_kind="phone", value=ads[0].phones[0])
    why = next(event.why for event in link(ads, before, [said], AT).events if event.cause == "split")
    assert why == "phone in quarantine: a person said that it is a hub"


def test_a_cluster_whose_ads_are_erased_is_gone() -> None:
    before = link(on_number(1, "a"), {}, [], AT).clusters
    assert link([], before, [], AT).events == (ClusterEvent(before["a"], "gone", AT, (), "its ads are no longer kept"),)


def test_new_ads_change_no_id_of_a_cluster_that_got_none() -> None:
    ads = [ad for number in range(9) for ad in on_number(number, f"a{number}", f"b{number}")]
    before = link(ads, {}, [], AT).clusters
    earlier = LinkAd("0", "alfa", first_seen=AT - timedelta(days=9), phones=ads[0].phones)
    linked = link([earlier, *ads], before, [], AT)
    assert {ad: cluster for ad, cluster in linked.clusters.items() if ad != "0"} == before
    assert linked.clusters["0"] == before["a0"]
    assert linked.events == ()
