"""When a site is due: cron lines in Amsterdam's time, missed moments once, and clocks that change."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.timetable import latest_due, next_due
from peil.errors import SourceError

EVERY_MORNING = "15 4 * * *"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def test_a_quarter_past_four_in_amsterdam_is_earlier_in_utc_in_summer() -> None:
    assert next_due(EVERY_MORNING, utc(2026, 1, 5)) == utc(2026, 1, 5, 3, 15)
    assert next_due(EVERY_MORNING, utc(2026, 7, 6)) == utc(2026, 7, 6, 2, 15)


def test_moments_missed_while_the_machine_was_off_are_due_once() -> None:
    due = latest_due(EVERY_MORNING, utc(2026, 3, 10, 12), after=utc(2026, 3, 1, 3, 15))
    assert due == utc(2026, 3, 10, 3, 15)
    assert latest_due(EVERY_MORNING, utc(2026, 3, 10, 13), after=due) is None


def test_a_site_that_never_ran_is_due_at_its_latest_moment() -> None:
    assert latest_due(EVERY_MORNING, utc(2026, 3, 10, 12), after=None) == utc(2026, 3, 10, 3, 15)


@pytest.mark.parametrize(
    ("cron", "weekday"),
    [("0 12 * * 0", "Sunday"), ("0 12 * * 7", "Sunday"), ("0 12 * * 1", "Monday"), ("0 12 * * sat", "Saturday")],
)
def test_the_days_of_the_week_are_those_of_cron(cron: str, weekday: str) -> None:
    due = next_due(cron, utc(2026, 3, 3))
    assert due is not None
    assert f"{due:%A}" == weekday


def test_working_days_are_five() -> None:
    moments, at = set(), utc(2026, 3, 1)
    for _ in range(20):
        at = next_due("0 12 * * 1-5", at) or at
        moments.add(f"{at:%a}")
    assert moments == {"Mon", "Tue", "Wed", "Thu", "Fri"}


@pytest.mark.parametrize("cron", ["", "nonsense", "61 4 * * *", "15 4 * *", "15 4 * * 8"])
def test_what_is_not_a_cron_line_is_said(cron: str) -> None:
    with pytest.raises(SourceError, match="is not a cron line"):
        next_due(cron, utc(2026, 3, 1))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)), st.integers(1, 20))
def test_the_latest_due_moment_is_never_in_the_future_and_never_twice(at: datetime, days: int) -> None:
    moment = at.replace(tzinfo=UTC)
    due = latest_due(EVERY_MORNING, moment, after=moment - timedelta(days=days))
    assert due is None or moment - timedelta(days=days) < due <= moment
    assert latest_due(EVERY_MORNING, moment, after=due) is None or due is None
