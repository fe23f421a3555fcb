"""A due moment is claimed once; what a worker left is taken over once."""

from datetime import UTC, datetime, timedelta

from ledger.turns import claim, finish, last_finished, last_turn, last_turns, release, take_over, unfinished

DUE = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)
SOON = DUE + timedelta(minutes=1)


def test_two_workers_cannot_claim_one_moment(ledger: str) -> None:
    assert claim("etalage", DUE, SOON, "a")
    assert not claim("etalage", DUE, SOON + timedelta(seconds=1), "b")
    assert last_turn("etalage") == DUE


def test_what_a_dead_worker_left_is_taken_over_by_one(ledger: str) -> None:
    claim("etalage", DUE, SOON, "a")
    [left] = unfinished("etalage")
    assert take_over(left, SOON + timedelta(hours=7), "b")
    assert not take_over(left, SOON + timedelta(hours=7), "c")
    assert unfinished("etalage")[0].worker == "b"


def test_a_released_claim_belongs_to_nobody(ledger: str) -> None:
    claim("etalage", DUE, SOON, "a")
    release("etalage", DUE)
    assert [left.worker for left in unfinished("etalage")] == [""]


def test_a_finished_turn_is_never_claimed_again(ledger: str) -> None:
    claim("etalage", DUE, SOON, "a")
    [left] = unfinished("etalage")
    finish("etalage", DUE, SOON, "complete", "12 ads")
    assert not claim("etalage", DUE, SOON + timedelta(days=2), "b")
    assert not take_over(left, SOON + timedelta(days=2), "b")
    assert (unfinished("etalage"), last_finished()) == ([], SOON)


def test_the_last_turn_of_every_site_tells_how_it_fares(ledger: str) -> None:
    for site, days in (("etalage", 2), ("prikbord", 3)):
        for day in range(days):
            claim(site, DUE + timedelta(days=day), SOON, "a")
    finish("prikbord", DUE + timedelta(days=2), SOON, "short", "9 ads")
    told = last_turns()
    assert {site: (turn.due_at, turn.state) for site, turn in told.items()} == {
        "etalage": (DUE + timedelta(days=1), ""),
        "prikbord": (DUE + timedelta(days=2), "short"),
    }
