"""What was found, held against what the market knows: each planted case, the numbers, the clusters.

In: the market's truth and the ledger. Out: per case found or missed, with each difference in words; and counts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from ledger import models
from ledger.readings import reading_of


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One planted case: what was expected, what was found, and where the two differ (nothing: found)."""

    case: str
    title_nl: str
    title_en: str
    expected: str
    got: str
    differences: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether everything that the case expects is so."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class Score:
    """How many were right, missed and wrong."""

    right: int
    missed: int
    wrong: int


class Findings:
    """What stands in the ledger, in the words of the market's truth."""

    @cached_property
    def clusters(self) -> dict[str, str]:
        """Ad -> cluster."""
        return {ad: cluster or ad for ad, cluster in models.Ad.objects.values_list("id", "cluster_id")}

    @cached_property
    def flags(self) -> dict[str, set[str]]:
        """Cluster -> the rules of its open flags."""
        found: dict[str, set[str]] = {}
        for cluster, rule in models.Flag.objects.filter(state="open").values_list("cluster_id", "rule"):
            found.setdefault(cluster, set()).add(rule)
        return found

    @cached_property
    def hubs(self) -> list[models.Hub]:
        """What is in quarantine."""
        return list(models.Hub.objects.filter(until=None))

    @cached_property
    def numbers(self) -> dict[str, dict[str, str]]:
        """Ad -> number -> its use, over all versions."""
        found: dict[str, dict[str, str]] = {}
        for row in models.Reading.objects.select_related("version"):
            numbers = found.setdefault(row.version.ad_id, {})
            numbers.update({phone.e164: phone.use for phone in reading_of(row).phones})
        return found

    def flags_of(self, ads: Iterable[str]) -> set[str]:
        """The rules flagged on the clusters of these ads."""
        return set().union(*(self.flags.get(self.clusters[ad], set()) for ad in ads if ad in self.clusters))


def compare_cases(truth: Mapping[str, Any], findings: Findings) -> list[CaseResult]:
    """Every planted case held against the ledger; ads that no crawl saw are left out of it."""
    return [_case_result(case, findings) for case in truth["cases"]]


def compare_numbers(truth: Mapping[str, Any], findings: Findings) -> Score:
    """Numbers that may join, by ad: right, missed, and wrong (read where the ad shows no such number)."""
    shared = {hub["value"] for case in truth["cases"] for hub in case["expect"]["hubs"] if hub["kind"] == "phone"}
    score: Counter[str] = Counter()
    for ad in truth["ads"]:
        if ad["id"] in findings.clusters:
            read = {number for number, use in findings.numbers.get(ad["id"], {}).items() if use == "links"}
            own = {ad["phone"]} - {None}
            score.update(right=len(read & own), missed=len(own - read), wrong=len(read - own - shared))
    return Score(score["right"], score["missed"], score["wrong"])


def compare_clusters(truth: Mapping[str, Any], findings: Findings) -> Score:
    """Pairs of ads: joined rightly, left apart, and joined wrongly."""
    true = _pairs(truth["clusters"].items(), findings)
    found: dict[str, list[str]] = {}
    for ad, cluster in findings.clusters.items():
        found.setdefault(cluster, []).append(ad)
    made = _pairs(found.items(), findings)
    return Score(len(true & made), len(true - made), len(made - true))


def _pairs(groups: Iterable[tuple[str, list[str]]], findings: Findings) -> set[tuple[str, str]]:
    return {pair for _, ads in groups for pair in combinations(sorted(ad for ad in ads if ad in findings.clusters), 2)}


def _case_result(case: Mapping[str, Any], findings: Findings) -> CaseResult:
    expect = case["expect"]
    got = findings.flags_of(case["ads"])
    differences = [
        *(f"{rule} is not flagged" for rule in expect["flags"] if rule not in got),
        *(f"{rule} is flagged" for rule in sorted(got - {*expect["flags"], *expect["may_flag"]})),
        *_pair_differences(expect, findings),
        *_hub_differences(expect, findings),
    ]
    return CaseResult(
        case=case["id"],
        title_nl=case["title_nl"],
        title_en=case["title_en"],
        expected=_expected(expect),
        got=", ".join(sorted(got)) or "no flag",
        differences=tuple(differences),
    )


def _expected(expect: Mapping[str, Any]) -> str:
    apart = ", people apart" if expect["separate"] else ""
    hubs = ", hub" if expect["hubs"] else ""
    return (", ".join(expect["flags"]) or "no flag") + apart + hubs


def _pair_differences(expect: Mapping[str, Any], findings: Findings) -> Iterator[str]:
    clusters = findings.clusters
    for kind, wanted in (("together", True), ("separate", False)):
        for a, b in expect[kind]:
            if a in clusters and b in clusters and (clusters[a] == clusters[b]) is not wanted:
                yield f"{a} and {b} are {'apart' if wanted else 'joined'}"


def _hub_differences(expect: Mapping[str, Any], findings: Findings) -> Iterator[str]:
    for hub in expect["hubs"]:
        alike = [row for row in findings.hubs if row.kind == hub["kind"] and hub.get("value", row.value) == row.value]
        if not any(row.ads * 2 >= hub["ads"] for row in alike):
            yield f"the shared {hub['kind']} is not in quarantine"
