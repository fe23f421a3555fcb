"""Why ads are joined, and what was not used and why."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from enrichment.linking.explaining import Explainer
from enrichment.linking.linker import DEFAULTS, join
from enrichment.linking.mentions import mentions_of
from peil.records.joined import LinkAd, LinkDecision

OWN, OTHER, LINE = "+31612345678", "+31687654321", "+31201112233"
ADS = [
    {"id": "a1", "site": "alfa", "account": "u1", "phones": [OWN, LINE], "photos": ["p1", "p2"], "from": "2025-01-01"},
    {"id": "a2", "site": "alfa", "account": "u1", "phones": [OTHER], "photos": ["p1"], "from": "2025-01-05"},
    {"id": "a3", "site": "beta", "phones": [OTHER, LINE], "from": "2025-01-09"},
    {"id": "b1", "site": "beta", "account": "u9", "phones": [OWN], "photos": ["q1"], "from": "2025-12-01"},
    {"id": "c1", "site": "gamma", "account": "u5", "phones": ["+31600000009"], "photos": ["p1", "r1"]},
]


@pytest.fixture
def explainer(make_ad: Callable[[Mapping[str, Any]], LinkAd]) -> Explainer:
    said = [LinkDecision("hub", identifier_kind="phone", value=LINE)]
    return Explainer(join(mentions_of([make_ad(cell) for cell in ADS], DEFAULTS), said, DEFAULTS))


def test_the_shortest_chain_between_two_ads_is_told_step_by_step(explainer: Explainer) -> None:
    told = explainer.pair("a1", "a3")
    assert [(link.a, link.b, link.evidence) for link in told.links] == [
        ("a1", "a2", "both were placed by the account alfa/u1"),
        ("a2", "a3", "both show the number +3168••••21"),
    ]
    assert [unused.sentence() for unused in told.unused] == [
        "the number +3120••••33 (ads a1, a3): in quarantine: a person said that it is a hub"
    ]


def test_two_ads_with_one_number_at_other_times_are_told_apart_with_the_reason(explainer: Explainer) -> None:
    told = explainer.pair("a1", "b1")
    assert told.apart
    assert told.links == ()
    assert [unused.why for unused in told.unused] == [
        "silent for long, then back with other photos and other accounts or texts: another's since"
    ]


def test_a_whole_cluster_tells_its_links_and_the_photo_that_others_show_too(explainer: Explainer) -> None:
    told = explainer.whole("a2")
    assert told.ads == ("a1", "a2", "a3")
    assert {link.kind for link in told.links} == {"account", "phone", "image"}
    by_kind = {(unused.kind, unused.elsewhere): unused.why for unused in told.unused}
    assert by_kind["image", 1].startswith("one photo of several")
    assert by_kind["phone", 1].startswith("silent for long")


def test_a_slip_is_told_as_one() -> None:
    own, strange = "+31610001234", "+31610001235"
    numbers = [own, strange, own]
    ads = [LinkAd(f"a{n}", "alfa", "u1", phones=(number,)) for n, number in enumerate(numbers)]
    ads += [LinkAd(f"b{n}", "beta", f"v{n}", phones=(strange,)) for n in range(2)]
    told = Explainer(join(mentions_of(ads, DEFAULTS), [], DEFAULTS)).whole("a0")
    assert [(unused.ads, unused.elsewhere) for unused in told.unused] == [(("a1",), 2)]
    assert "a slip of the pen" in told.unused[0].sentence()


def test_what_a_person_said_is_a_step_of_the_chain() -> None:
    ads = [LinkAd(name, "alfa") for name in "abc"]
    said = [LinkDecision("same", "a", "b"), LinkDecision("same", "b", "c")]
    told = Explainer(join(mentions_of(ads, DEFAULTS), said, DEFAULTS)).pair("a", "c")
    assert [(link.a, link.b, link.kind) for link in told.links] == [("a", "b", "same"), ("b", "c", "same")]


def test_what_a_person_said_against_joining_is_told_of_the_pair_and_of_both_clusters() -> None:
    ads = [LinkAd(name, "alfa", "u1") for name in "ab"]
    said = [LinkDecision("not the same", "a", "b")]
    explainer = Explainer(join(mentions_of(ads, DEFAULTS), said, DEFAULTS))
    sentence = 'a person said "not the same" of a and b'
    assert explainer.pair("a", "b").said == explainer.whole("a").said == explainer.whole("b").said == (sentence,)
    assert [unused.why for unused in explainer.pair("a", "b").unused] == ['a person said "not the same"']


def test_every_slip_is_told_with_where_else_the_number_stands() -> None:
    own, strange = "+31610001234", "+31610001235"
    ads = [LinkAd(f"a{n}", "alfa", "u1", phones=(number,)) for n, number in enumerate([own, strange, own])]
    ads += [LinkAd(f"b{n}", "beta", f"v{n}", phones=(strange,)) for n in range(2)]
    slips = Explainer(join(mentions_of(ads, DEFAULTS), [], DEFAULTS)).slips()
    assert [(slip.ads, slip.value, slip.elsewhere) for slip in slips] == [(("a1",), strange, 2)]


def test_each_link_says_how_strong_it_is(explainer: Explainer) -> None:
    strengths = {link.kind: link.strength for link in explainer.whole("a2").links}
    assert strengths == {"account": "strong", "phone": "fair", "image": "weak"}
