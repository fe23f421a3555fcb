"""Confirmed clusters as STIX 2.1: what the public validator says, and what is in it."""

import json
from datetime import UTC, date, datetime

import pytest
import stix2
from stix2validator import ValidationOptions, validate_string

from index.exports.police.stix import stix_bundle
from peil.records.exported import ExportedAd, ExportedCluster, ExportedFlag
from peil.records.published import PublishedReason

AT = datetime(2026, 4, 1, 12, tzinfo=UTC)
SEEN = {"first_seen": datetime(2026, 3, 1, tzinfo=UTC), "last_seen": datetime(2026, 3, 9, tzinfo=UTC)}


def _ad(ref: str, **said: object) -> ExportedAd:
    known = {
        "id": f"kade:{ref}", "url": f"https://kade.example/ad/{ref}", "site": "kade", "account": "kade-7",
        "persona": "", "title": "Rust", "numbers": ("+31612345678",), "municipality": "GM0344", "photos": ("ab" * 32,),
        **SEEN,
    }  # fmt: skip
    return ExportedAd(**{**known, **said})  # type: ignore[arg-type]


def _cluster(name: str, *ads: ExportedAd) -> ExportedCluster:
    reason = PublishedReason("no_licence", "Geen vergunning.", "No licence.")
    flag = ExportedFlag(
        "no_licence_matched", "Geen vergunning gevonden", "No licence found", "GM0344", date(2026, 3, 1),
        date(2026, 3, 9), (reason,), AT, "gezien",
    )  # fmt: skip
    return ExportedCluster(name, AT, "none", "", False, ads, (flag,), ())


TWO = [_cluster("c-1", _ad("1"), _ad("2", photos=())), _cluster("c-2", _ad("3", account="", numbers=()))]


@pytest.mark.parametrize("clusters", [TWO, TWO[:1], [], [_cluster("c-3")]], ids=["two", "one", "none", "without ads"])
def test_the_public_validator_finds_no_mistake(clusters: list[ExportedCluster]) -> None:
    found = validate_string(stix_bundle(clusters, AT).decode(), ValidationOptions(version="2.1"))
    assert found.is_valid, found.errors


def test_what_was_written_is_read_back_by_the_official_library() -> None:
    bundle = stix2.parse(stix_bundle(TWO, AT).decode())
    kinds = sorted(one["type"] for one in bundle.objects)
    assert kinds == sorted(
        ["identity", "marking-definition", *["url"] * 3, *["user-account"] * 2, "file"]
        + ["observed-data"] * 3 + ["grouping"] * 2 + ["note"] * 2
    )  # fmt: skip


def test_the_same_clusters_have_the_same_ids_at_another_moment() -> None:
    first, second = (json.loads(stix_bundle(TWO, AT.replace(day=day))) for day in (1, 2))
    assert {one["id"] for one in first["objects"]} == {one["id"] for one in second["objects"]}


def test_charter_08_nobody_is_called_a_threat() -> None:
    kinds = {one["type"] for one in json.loads(stix_bundle(TWO, AT))["objects"]}
    assert kinds.isdisjoint({"threat-actor", "indicator", "malware", "attack-pattern", "incident"})
    assert b"confidence" not in stix_bundle(TWO, AT)
