"""Cron lines in site files: whatever passes the check is a line that the clock takes, and that comes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.timetable import next_due
from crawlers.cron_line import check_cron

_WORDS = st.sampled_from(["mon", "sun", "sat", "jan", "dec", "feb", "xyz", "L", "", "1st", "٣"])
_NUMBER = st.integers(0, 62).map(str) | _WORDS
_PART = st.one_of(
    st.just("*"),
    _NUMBER,
    st.tuples(_NUMBER, _NUMBER).map("-".join),
    st.tuples(st.just("*") | _NUMBER, st.integers(0, 40).map(str)).map("/".join),
    st.tuples(_NUMBER, _NUMBER, st.integers(0, 40).map(str)).map(lambda said: f"{said[0]}-{said[1]}/{said[2]}"),
)
_FIELD = st.lists(_PART, min_size=1, max_size=3).map(",".join)


@given(st.tuples(_FIELD, _FIELD, _FIELD, _FIELD, _FIELD).map(" ".join) | st.text(max_size=20))
def test_a_line_that_passes_is_one_that_the_clock_takes(line: str) -> None:
    try:
        checked = check_cron(line)
    except ValueError:
        return
    next_due(checked, datetime(2026, 3, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    "line", ["15 4 * * *", "*/20 * * * *", "0 4 1,15 * *", "0 4 * * mon-fri", "5 3 * jan-mar/2 0-6/2", "0 4 29 2 *"]
)
def test_a_cron_line_passes_and_comes(line: str) -> None:
    assert check_cron(f" {line} ") == line
    assert next_due(line, datetime(2026, 3, 2, tzinfo=UTC)) is not None
