"""What people said at odds is shown, whoever said the last word."""

from datetime import UTC, datetime, timedelta

from ledger.contradictions import licences_at_odds, overruled
from ledger.decisions import Said, decide, withdraw

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


def say(kind: str, day: int, by: str, **about: str) -> int:
    return decide(Said(kind=kind, by=by, reason="so it is", at=AT + timedelta(days=day), **about))


def test_a_word_that_another_overruled_is_shown_with_both_names_and_days(sqlite_ledger: str) -> None:
    say("same", 0, "Sam", a="site:2", b="site:1")
    say("not the same", 1, "Kim", a="site:1", b="site:2")
    assert overruled() == [
        'ads site:1 and site:2: "same" by Sam on 2026-03-02, then "not the same" by Kim on 2026-03-03; the later holds'
    ]


def test_what_was_said_twice_or_taken_back_is_not_at_odds(sqlite_ledger: str) -> None:
    say("hub", 0, "Sam", identifier_kind="phone", value="+31612345678")
    number = say("hub", 1, "Kim", identifier_kind="phone", value="+31612345678")
    withdraw(number, "Kim", "a mistake", AT + timedelta(days=2))
    assert overruled() == []


def test_a_number_at_odds_is_named_by_its_decision_never_whole(sqlite_ledger: str) -> None:
    first = say("hub", 0, "Sam", identifier_kind="phone", value="+31612345678")
    say("not a hub", 1, "Kim", identifier_kind="phone", value="+31612345678")
    assert overruled()[0].startswith(f'phone of decision {first}: "hub" by Sam')
    assert "345678" not in overruled()[0]


def test_a_cluster_licensed_as_two_is_shown(sqlite_ledger: str) -> None:
    say("licensed-as", 0, "Sam", cluster="c-1", licence_no="V-1", municipality="GM0344")
    say("licensed-as", 1, "Kim", cluster="c-1", licence_no="V-2")
    assert licences_at_odds() == ["cluster c-1: licensed as V-1 and as V-2 was said; both count"]
