"""The waterbed effect on small markets whose truth is counted out: what is planted comes back; gaps are said."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from peil.municipalities import municipalities
from peil.records.displaced import ActiveWeek, Displacement, SeenWeek
from rules.displacement.following import newcombe
from rules.displacement.measure import Activity, Question, first_week, measure
from rules.displacement.places import ring
from rules.displacement.weeks import WEEK, last_week_before, week_of, window

FIRST = date(2025, 9, 1)
WEEKS, DAY = 20, 10
TARGET = "GM0344"
ON = FIRST + DAY * WEEK + timedelta(days=2)
QUESTION = Question(TARGET, ON, FIRST + (WEEKS - 1) * WEEK)
TODAY = [gm for gm, one in municipalities().items() if one.valid_to is None]


def _levels(week: int) -> dict[str, int]:
    """How many stand where: twelve in the target, three elsewhere, one more or less from week to week."""
    drawn = Random(week)
    tide = {gm: drawn.choice((-1, 0, 0, 1)) for gm in TODAY}
    return {gm: 12 if gm == TARGET else 3 + tide[gm] for gm in TODAY}


def _rows(levels: dict[str, int], week: int, site: str = "kade") -> Iterable[ActiveWeek]:
    return (
        ActiveWeek(f"{gm}-{number}", gm, site, FIRST + week * WEEK) for gm, n in levels.items() for number in range(n)
    )


def _market(planted: int = 0) -> list[ActiveWeek]:
    """Every week of it; from the day on `planted` of the target's twelve stand with its first neighbour."""
    rows = [row for week in range(WEEKS) for row in _rows(_levels(week), week)]
    gone = {f"{TARGET}-{number}" for number in range(planted)}
    new = ring(TARGET)[0]
    day = FIRST + DAY * WEEK
    return [replace(row, municipality=new) if row.cluster in gone and row.week >= day else row for row in rows]


def _seen(site: str = "kade", weeks: Iterable[int] = range(WEEKS), coverage: float = 1.0) -> list[SeenWeek]:
    return [SeenWeek(site, FIRST + week * WEEK, coverage) for week in weeks]


def _measured(active: list[ActiveWeek], seen: list[SeenWeek]) -> Displacement:
    return measure(QUESTION, Activity(active, seen))


def test_what_moved_to_the_neighbours_comes_back_with_its_share() -> None:
    found, still = _measured(_market(planted=9), _seen()), _measured(_market(), _seen())
    assert found.said == "displaced", found.why_en
    assert found.displaced is not None
    assert still.displaced is not None
    assert found.displaced.value - still.displaced.value == pytest.approx(0.75, abs=0.01)
    assert found.displaced.low <= 0.75 <= found.displaced.high
    assert found.here is not None
    assert found.here.after == pytest.approx(3)
    assert found.following is not None
    assert (found.following.before, found.following.followed, found.following.to_ring) == (12, 9, 9)


def test_where_nothing_moved_nothing_is_said_to_have() -> None:
    found = _measured(_market(), _seen())
    assert found.said == "not_seen"
    assert found.displaced is not None
    assert found.displaced.low <= 0 <= found.displaced.high
    assert found.following is not None
    assert found.following.followed == 0


def test_the_order_of_the_rows_and_the_names_of_clusters_say_nothing() -> None:
    rows = _market(planted=5)
    renamed = [replace(row, cluster=f"x{row.cluster}") for row in reversed(rows)]
    assert _measured(renamed, list(reversed(_seen()))) == _measured(rows, _seen())


def test_a_site_seen_for_less_is_brought_to_what_it_would_be() -> None:
    whole = _measured(_market(planted=6), _seen())
    other = ActiveWeek("z", "GM0014", "plein", FIRST)
    part = _measured([*_market(planted=6), other], [*_seen(coverage=0.8), *_seen("plein")])
    assert part.there is not None
    assert whole.there is not None
    assert part.there.before == pytest.approx(whole.there.before / 0.8)
    assert part.coverage == pytest.approx(0.8)


@pytest.mark.parametrize("week", [3, 14])
def test_charter_22_displacement_is_not_told_across_a_gap(week: int) -> None:
    found = _measured(_market(planted=9), _seen(weeks=[one for one in range(WEEKS) if one != week]))
    assert found.said == "cannot_tell"
    assert found.displaced is None
    assert any("site" in sentence for sentence in found.why_en)


def test_charter_22_a_site_that_begins_after_the_day_is_no_displacement() -> None:
    late = [row for week in range(DAY, WEEKS) for row in _rows(dict.fromkeys(ring(TARGET), 9), week, "nieuw")]
    found = _measured([*_market(), *late], [*_seen(), *_seen("nieuw", range(DAY, WEEKS))])
    assert found.said == "not_seen"
    assert found.left_out == ("nieuw",)


def test_charter_22_most_supply_on_a_site_with_a_short_week_cannot_be_told() -> None:
    found = _measured(
        [*_market(), *(replace(row, site="gat", cluster=f"g{row.cluster}") for row in _market() for _ in range(2)),
         *(replace(row, site="gat", cluster=f"h{row.cluster}") for row in _market())],
        [*_seen(), *_seen("gat", range(12)), *_seen("gat", range(13, WEEKS)), *_seen("gat", [12], 0.5)],
    )  # fmt: skip
    assert found.said == "cannot_tell"
    assert "gat" in found.why_en[0]
    assert "gat" in found.why_nl[0]


def test_too_few_weeks_after_the_day_cannot_be_told() -> None:
    found = measure(replace(QUESTION, last=FIRST + (DAY + 3) * WEEK), Activity(_market(9), _seen()))
    assert found.said == "cannot_tell"
    assert found.why_en == ("3 whole weeks after the enforcement are over; 4 are needed.",)


def test_too_small_a_place_cannot_be_told() -> None:
    rows = [row for row in _market() if not row.cluster.startswith(TARGET) or row.cluster[-1] in "012"]
    found = _measured(rows, _seen())
    assert found.said == "cannot_tell"
    assert "Utrecht" in found.why_en[0]


def test_a_place_that_departed_before_the_day_cannot_be_told() -> None:
    fall = {week: 12 - week for week in range(DAY + 1)}
    gone = [
        row
        for row in _market()
        if not row.cluster.startswith(TARGET)
        or int(row.cluster.split("-")[1]) < fall.get((row.week - FIRST) // WEEK, 2) * 3
    ]
    more = [
        ActiveWeek(f"{TARGET}-x{number}", TARGET, "kade", FIRST + week * WEEK)
        for week, level in fall.items()
        for number in range(4 * level)
    ]
    found = _measured([*gone, *more], _seen())
    assert found.said == "cannot_tell"
    assert any("already departed" in sentence for sentence in found.why_en)


def test_an_empty_ledger_and_a_place_without_neighbours_cannot_be_told() -> None:
    assert _measured([], []).said == "cannot_tell"
    island = replace(QUESTION, municipality="GM0448")
    assert measure(island, Activity(_market(), _seen())).said == "cannot_tell"


def test_neighbours_may_be_those_within_a_distance() -> None:
    assert ring(TARGET, 5) != ring(TARGET)
    assert set(ring(TARGET, 10)) < set(ring(TARGET, 25))
    assert TARGET not in ring(TARGET, 25)


def test_the_week_of_the_day_is_neither_before_nor_after() -> None:
    span = window(ON, 8, QUESTION.last)
    assert span.before[-1] == week_of(ON) - WEEK
    assert span.after[0] == week_of(ON) + WEEK
    assert (len(span.before), len(span.after)) == (8, 8)
    assert first_week(QUESTION) < span.before[0]


def test_a_week_is_over_when_its_sunday_is() -> None:
    assert last_week_before(date(2026, 5, 17)) == date(2026, 5, 4)
    assert last_week_before(date(2026, 5, 18)) == date(2026, 5, 11)


def test_the_difference_of_two_shares_has_the_published_interval() -> None:
    found = newcombe(56, 70, 48, 80)
    assert found.value == pytest.approx(0.2)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)
