"""Small markets with the truth, one phenomenon each: tests/cases/linking/*.json."""

import json
import random
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from enrichment.linking import link
from enrichment.websites import shared_domains
from peil.records.joined import ImagePrint, LinkAd, LinkDecision, Linked
from peil.records.plain import from_json

CASES = [json.loads(file.read_text()) for file in sorted((Path(__file__).parents[2] / "cases/linking").glob("*.json"))]
AT = datetime(2026, 1, 1, tzinfo=UTC)

Case = Mapping[str, Any]
MakeAd = Callable[[Case], LinkAd]

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])


def run(case: Case, make_ad: MakeAd, shuffle: int = 0) -> Linked:
    ads = [make_ad(cell) for cell in case["ads"]]
    decisions = [from_json(LinkDecision, said) for said in case.get("decisions", [])]
    random.Random(shuffle).shuffle(ads)
    random.Random(shuffle).shuffle(decisions)
    return link(ads, {}, decisions, AT)


def groups(labels: Mapping[str, str]) -> list[list[str]]:
    """Ads by label, those without a label left out."""
    found: dict[str, list[str]] = {}
    for ad, label in labels.items():
        found.setdefault(label, []).append(ad)
    return sorted(sorted(ads) for label, ads in found.items() if label)


@every_case
def test_the_clusters_are_the_truth(case: Case, make_ad: MakeAd) -> None:
    assert groups(run(case, make_ad).clusters) == sorted(sorted(ads) for ads in case["clusters"])


@every_case
def test_the_order_of_the_input_changes_nothing(case: Case, make_ad: MakeAd) -> None:
    assert run(case, make_ad, shuffle=1) == run(case, make_ad, shuffle=2)


def test_all_phenomena_in_one_market_leave_each_as_it_is(make_ad: MakeAd) -> None:
    together: dict[str, list] = {"ads": [], "decisions": [], "clusters": []}
    for number, case in enumerate(CASES):
        for part, things in set_apart(case, number).items():
            together[part] += things
    assert groups(run(together, make_ad).clusters) == sorted(sorted(ads) for ads in together["clusters"])


def set_apart(case: Case, number: int) -> dict[str, list]:
    """A case in which everything by which ads are joined, but public domains, is named otherwise than in all others."""

    def own(value: str) -> str:
        if re.fullmatch(r"\+31\d{9}", value):
            return f"+31{number + 10}{value[-7:]}"
        scheme, rest = re.fullmatch(r"((?:https?://)?(?:www\.)?)(.*)", value).groups()
        return value if not rest or rest.partition("/")[0] in shared_domains() else f"{scheme}n{number}{rest}"

    def renamed(thing: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: [own(each) for each in value]
            if isinstance(value, list)
            else own(value)
            if name in ("id", "account", "a", "b", "value")
            else value
            for name, value in thing.items()
        }

    return {
        "ads": [renamed(ad) for ad in case["ads"]],
        "decisions": [renamed(said) for said in case.get("decisions", [])],
        "clusters": [[own(ad) for ad in ads] for ads in case["clusters"]],
    }


@pytest.mark.parametrize("case", [case for case in CASES if "personas" in case], ids=lambda case: case["why"])
def test_the_personas_are_the_truth(case: Case, make_ad: MakeAd) -> None:
    assert groups(run(case, make_ad).personas) == sorted(sorted(ads) for ads in case["personas"])


@pytest.mark.parametrize("case", [case for case in CASES if "hubs" in case], ids=lambda case: case["why"])
def test_the_hubs_are_the_truth(case: Case, make_ad: MakeAd, make_photo: Callable[[str], ImagePrint]) -> None:
    hubs = run(case, make_ad).hubs
    wanted = [(hub["kind"], hub.get("value") or make_photo(hub["photo"]).pdq) for hub in case["hubs"]]
    assert [(hub.kind, hub.value) for hub in hubs] == wanted
    assert all(hub.reason and hub.ads > 1 for hub in hubs)
