"""What a site carries, and where its supply stands when it closes."""

from datetime import date, timedelta

from index.exports.programme.internet import site_roles
from peil.records.counted import AdWeek
from peil.records.displaced import SeenWeek

MONDAY = date(2026, 3, 2)
K = 10


def _week(number: int) -> date:
    return MONDAY + timedelta(days=7 * number)


def _ads(site: str, clusters: range, weeks: range) -> list[AdWeek]:
    return [AdWeek(f"{site}:{n}", f"c-{n}", site, _week(week)) for n in clusters for week in weeks]


def _seen(site: str, weeks: range) -> list[SeenWeek]:
    return [SeenWeek(site, _week(week), 1.0) for week in weeks]


def test_supply_that_moves_within_a_week_of_closing_is_told_by_its_weeks() -> None:
    ads = (
        _ads("kade", range(40), range(4))
        + _ads("plein", range(20), range(4, 8))
        + _ads("plein", range(40), range(6, 8))
    )
    kade, plein = site_roles(ads, _seen("kade", range(4)) + _seen("plein", range(8)), K)
    assert (kade.closed, kade.clusters, kade.elsewhere) == (True, 40, 0.0)
    assert kade.moved == {1: 0.5, 2: 0.5, 4: 1.0}
    assert (plein.closed, plein.moved) == (False, {})


def test_who_stood_elsewhere_already_did_not_move_there() -> None:
    ads = _ads("kade", range(40), range(4)) + _ads("plein", range(20), range(8))
    kade, _ = site_roles(ads, _seen("kade", range(4)) + _seen("plein", range(8)), K)
    assert kade.elsewhere == 0.5
    assert kade.moved == {1: 0.0, 2: 0.0, 4: 0.0}


def test_charter_21_too_few_are_not_told() -> None:
    ads = _ads("kade", range(9), range(4)) + _ads("plein", range(3), range(8))
    kade, _ = site_roles(ads, _seen("kade", range(4)) + _seen("plein", range(8)), K)
    assert (kade.clusters, kade.elsewhere, kade.moved[4]) == (None, None, None)


def test_charter_22_a_week_in_which_no_site_was_seen_closes_none() -> None:
    ads = _ads("kade", range(20), range(4))
    [kade] = site_roles(ads, _seen("kade", range(4)), K)
    assert not kade.closed
