"""Troubles: one row for what is wrong, however often and with whatever figures it is said."""

from datetime import UTC, datetime, timedelta

import pytest

_DAY = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)


def _rows(*said: tuple[str, int]) -> list[tuple[str, int, int]]:
    """The sentences that stand after noting those said, each so many days after the first day, with their days."""
    from ledger.models import Trouble
    from ledger.troubles import note

    for sentence, days in said:
        note("proef", "warning", sentence, _DAY + timedelta(days=days))
    rows = Trouble.objects.order_by("id").values_list("sentence", "first_seen", "last_seen")
    return [(sentence, (first - _DAY).days, (last - _DAY).days) for sentence, first, last in rows]


def test_the_same_trouble_with_other_figures_is_the_same_row_with_the_latest(ledger: str) -> None:
    said = "`phone` found in {} % of ads, usually {} %"
    assert _rows((said.format(4, 91), 0), (said.format(12, 90), 2), (said.format(5, 91), 1)) == [
        (said.format(12, 90), 0, 2)
    ]


def test_a_run_taken_late_moves_the_first_day_and_says_nothing_new(ledger: str) -> None:
    assert _rows(("3 ads seen, the floor is 20", 5), ("9 ads seen, the floor is 20", 0)) == [
        ("3 ads seen, the floor is 20", 0, 5)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("proef/20260302T031500Z was not taken: x", "proef/20260309T031500Z was not taken: x"),
        ("`phone` found in 4 % of ads", "`city` found in 4 % of ads"),
        ("127.0.0.1:8080 does not answer", "127.0.0.1:8081 does not answer"),
        ("ad proef:12 is on two sides", "ad proef:13 is on two sides"),
        ("pages-00001.warc.gz is missing", "pages-00002.warc.gz is missing"),
    ],
)
def test_another_trouble_is_a_row_of_its_own(ledger: str, one: str, other: str) -> None:
    assert [sentence for sentence, _, _ in _rows((one, 0), (other, 1))] == [one, other]
