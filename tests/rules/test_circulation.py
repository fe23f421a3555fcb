"""Stays and flows: what moves, and what does not."""

from datetime import UTC, date, datetime, timedelta

from peil.records.judged import Presence
from rules.case import Case
from rules.circulation import Flow, flows, persona_itineraries
from rules.circulation_plot import draw_flows, point_of

ON = date(2026, 11, 24)


def ad(back, place="GM0344", persona="p1", **said):
    seen_at = datetime(2026, 11, 24, 12, tzinfo=UTC) - timedelta(days=back)
    values = {"id": "a", "cluster": "c1", "site": "alpha.example", "certainty": "exact", "setting": "incall"}
    return Presence(**{**values, "seen_at": seen_at, "municipality": place, "persona": persona, **said})


def found(*ads, weeks=8):
    return list(persona_itineraries(Case(ads), ON, weeks))


def test_a_stay_is_a_run_of_days_in_one_place_and_a_flow_counts_whoever_moved():
    moved = [ad(20), ad(18), ad(9, "GM0363"), ad(3, "BE:11002")]
    (one,) = found(*moved, ad(4, persona="p2"))
    assert [(stay.municipality, stay.country, stay.days) for stay in one.stays] == [
        ("GM0344", "NL", 2), ("GM0363", "NL", 1), ("BE:11002", "BE", 1),
    ]  # fmt: skip
    other = [ad(20, persona="p3"), ad(8, "GM0363", persona="p3")]
    assert flows(found(*moved, *other)) == [
        Flow(date(2026, 11, 9), "GM0344", "GM0363", 1),
        Flow(date(2026, 11, 16), "GM0344", "GM0363", 1),
        Flow(date(2026, 11, 16), "GM0363", "BE:11002", 1),
    ]


def test_ads_that_list_towns_copies_in_several_towns_and_outcall_move_nobody():
    assert found(ad(5, places=("GM0363",)), ad(3, "GM0363", places=("GM0344",))) == []
    assert found(ad(5), ad(5, "GM0363", id="b"), ad(3), ad(3, "GM0363", id="b")) == []
    assert found(ad(5, setting="outcall"), ad(3, "GM0363", setting="outcall")) == []


def test_what_lies_before_the_weeks_or_after_the_day_is_not_there():
    assert found(ad(14), ad(2, "GM0363"), weeks=2) == []
    assert len(found(ad(13), ad(2, "GM0363"), weeks=2)) == 1
    assert found(ad(5), ad(-1, "GM0363")) == []


def test_the_picture_is_the_same_twice_and_names_places_not_people(tmp_path):
    flowing = [Flow(ON, "GM0344", "GM0363", 3), Flow(ON, "GM0363", "DE:05315", 1), Flow(ON, "GM0344", "XX:1", 1)]
    draw_flows(flowing, tmp_path / "one.svg", "Verplaatsingen")
    draw_flows(flowing, tmp_path / "two.svg", "Verplaatsingen")
    first = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert first == (tmp_path / "two.svg").read_text(encoding="utf-8")
    assert ("Utrecht" in first, "Amsterdam" in first, "p1" in first) == (True, True, False)
    assert point_of("XX:1") is None
