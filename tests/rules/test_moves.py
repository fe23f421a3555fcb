"""Moves, one by one: what two stays in different places give."""

from datetime import UTC, date, datetime, timedelta

from peil.records.judged import Presence
from rules.case import Case
from rules.moves import moves_on

ON = date(2026, 11, 24)


def ad(back: int, place: str, persona: str = "p1") -> Presence:
    seen_at = datetime(2026, 11, 24, 12, tzinfo=UTC) - timedelta(days=back)
    return Presence(
        id="a",
        cluster="c1",
        site="alpha.example",
        seen_at=seen_at,
        municipality=place,
        certainty="exact",
        setting="incall",
        persona=persona,
    )


def test_two_stays_in_different_places_are_a_move_with_both_its_days() -> None:
    case = Case((ad(20, "GM0344"), ad(18, "GM0344"), ad(9, "GM0363"), ad(8, "GM0363"), ad(3, "BE:11002")))
    there, abroad = sorted(moves_on(case, ON), key=lambda move: move.came)
    assert (there.from_gm, there.to_gm, there.left, there.came, there.days) == (
        "GM0344",
        "GM0363",
        date(2026, 11, 6),
        date(2026, 11, 15),
        2,
    )
    assert (abroad.from_gm, abroad.to_gm, abroad.persona) == ("GM0363", "BE:11002", "p1")


def test_a_move_keeps_its_key_when_another_follows_it() -> None:
    first = Case((ad(20, "GM0344"), ad(9, "GM0363")))
    later = Case((*first.presences, ad(2, "GM0344")))
    assert {move.key for move in moves_on(first, ON)} < {move.key for move in moves_on(later, ON)}


def test_who_stays_in_one_place_has_no_moves() -> None:
    assert moves_on(Case((ad(20, "GM0344"), ad(2, "GM0344"))), ON) == []
