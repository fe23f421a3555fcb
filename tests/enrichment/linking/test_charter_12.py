"""Charter 12: corrections stick. What a person said survives every later run, new ads and another order."""

from datetime import UTC, datetime

import pytest

from enrichment.linking import link
from peil.records.joined import LinkAd, LinkDecision

DAYS = [datetime(2026, 1, day, tzinfo=UTC) for day in range(1, 6)]
NUMBER = "+31612345678"
LINE = "+31201112233"


def ads_of_day(day: int) -> list[LinkAd]:
    """Every day another ad of each of two accounts on one number."""
    return [LinkAd(f"{who}{n}", "alfa", who, phones=(NUMBER,)) for who in ("anna", "bea") for n in range(day + 1)]


def test_charter_12_not_the_same_survives_later_runs_and_new_ads() -> None:
    said = [LinkDecision("not the same", "anna0", "bea0", at=DAYS[0])]
    clusters: dict[str, str] = {}
    for day, at in enumerate(DAYS):
        clusters = link(ads_of_day(day), clusters, said if day else [], at).clusters
        apart = clusters["anna0"] != clusters["bea0"]
        assert apart == bool(day)
    assert {clusters[f"anna{n}"] for n in range(5)} == {clusters["anna0"]}
    assert {clusters[f"bea{n}"] for n in range(5)} == {clusters["bea0"]}


def test_charter_12_same_survives_later_runs_and_new_ads() -> None:
    said = [LinkDecision("same", "a", "b", at=DAYS[0])]
    clusters: dict[str, str] = {}
    for day, at in enumerate(DAYS):
        further = [LinkAd(f"b{n}", "beta", "b") for n in range(day)]
        clusters = link([LinkAd("a", "alfa"), LinkAd("b", "beta", "b"), *further], clusters, said, at).clusters
        assert len(set(clusters.values())) == 1


@pytest.mark.parametrize(("kind", "joined"), [("hub", False), ("not a hub", True)])
def test_charter_12_a_switchboard_stays_one_or_stays_none_whatever_the_count_says(kind: str, joined: bool) -> None:
    said = [LinkDecision(kind, identifier_kind="phone", value=LINE, at=DAYS[0])]  # type: ignore[arg-type]
    for count in (2, 3, 10, 40):
        ads = [LinkAd(f"ad{n}", "alfa", f"u{n}", phones=(f"+3161{n:07d}", LINE)) for n in range(count)]
        clusters = link(ads, {}, said, DAYS[0]).clusters
        assert (len(set(clusters.values())) == 1) is joined


def test_charter_12_contradicting_corrections_are_shown_and_the_later_holds() -> None:
    ads = [LinkAd("a", "alfa"), LinkAd("b", "beta")]
    said = [LinkDecision("not the same", "a", "b", at=DAYS[0]), LinkDecision("same", "b", "a", at=DAYS[1])]
    linked = link(ads, {}, said, DAYS[2])
    assert linked.clusters["a"] == linked.clusters["b"]
    assert linked.contradictions == ('ads a and b: "not the same" and then "same" was said; the later holds',)


def test_charter_12_a_circle_of_corrections_keeps_apart_and_says_which_same_had_to_yield() -> None:
    ads = [LinkAd(name, "alfa") for name in "abc"]
    said = [
        LinkDecision("same", "a", "b", at=DAYS[0]),
        LinkDecision("same", "b", "c", at=DAYS[1]),
        LinkDecision("not the same", "a", "c", at=DAYS[2]),
    ]
    linked = link(ads, {}, said, DAYS[3])
    assert linked.clusters["b"] == linked.clusters["c"] != linked.clusters["a"]
    assert linked.contradictions == ('ads a and b: "same" was said, but "not the same" keeps them apart',)
