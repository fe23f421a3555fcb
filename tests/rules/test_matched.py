"""Clusters and licences that belong together are shown pair by pair, one to many and many to one."""

from dataclasses import replace
from datetime import UTC, date, datetime

from peil.records.judged import Presence
from peil.records.read import PhoneReading
from peil.records.register import Licence, Period
from rules.case import Case
from rules.matched import matched_pairs

ON = date(2026, 5, 18)
NUMBER = PhoneReading("+31612345678", "links", "mobile", "")
FIRST = Licence(
    "U-1", "GM0344", "raam", "Huize Zonneschijn", Period(date(2025, 1, 1)), "verleend", phones=("0612345678",)
)
SECOND = replace(
    FIRST, licence_no="U-2", premises_name="", websites=("kompasroos.example",), phones=(), status="geschorst"
)


def ad(cluster, **said):
    at = datetime(2026, 5, 17, 9, tzinfo=UTC)
    return Presence(cluster, cluster, "etalage", at, municipality="GM0344", certainty="exact", **said)


def test_each_pair_tells_how_many_others_either_side_has():
    ads = (
        ad("c-1", phones=(NUMBER,), websites=("kompasroos.example",)),
        ad("c-2", trade_names=("Zonneschijn",)),
        ad("c-3"),
    )
    pairs = matched_pairs(Case(ads, (FIRST, SECOND)), ON)
    told = [
        (p.cluster, p.licence_no, p.match, p.keys, p.in_force, p.licences_of_cluster, p.clusters_of_licence)
        for p in pairs
    ]
    assert told == [
        ("c-1", "U-1", "exact", ("phone",), True, 2, 2),
        ("c-2", "U-1", "probable", ("name",), True, 1, 2),
        ("c-1", "U-2", "exact", ("website",), False, 2, 1),
    ]
    assert pairs[2].status == "geschorst"


def test_a_cluster_that_is_not_active_is_in_no_pair():
    assert matched_pairs(Case((replace(ad("c-1", phones=(NUMBER,)), certainty="likely"),), (FIRST,)), ON) == []
