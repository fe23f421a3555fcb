"""A due moment is claimed once, and is free again when its worker died."""

from datetime import UTC, datetime, timedelta

from ledger.turns import claim, finish, last_turn

DUE = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)
SOON = DUE + timedelta(minutes=1)


def test_two_workers_cannot_claim_one_moment(ledger: str) -> None:
    assert claim("etalage", DUE, SOON)
    assert not claim("etalage", DUE, SOON + timedelta(seconds=1))
    assert last_turn("etalage") == DUE


def test_a_claim_of_a_dead_worker_is_free_after_a_while(ledger: str) -> None:
    claim("etalage", DUE, SOON)
    assert claim("etalage", DUE, SOON + timedelta(hours=7))


def test_a_finished_turn_is_never_claimed_again(ledger: str) -> None:
    claim("etalage", DUE, SOON)
    finish("etalage", DUE, "complete", SOON)
    assert not claim("etalage", DUE, SOON + timedelta(days=2))
