"""What a site writes into ads by itself changes no ad: cases as data, and a property over any text."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.counters import without_counters

_ROWS = [json.loads(row) for row in (Path(__file__).parents[1] / "cases/crawlers/counters.jsonl").open()]


@pytest.mark.parametrize("case", _ROWS, ids=[row["why"] for row in _ROWS])
def test_what_the_site_wrote_is_left_out(case: dict[str, Any]) -> None:
    assert without_counters(case["line"]) == case["expect"]


@given(st.text(max_size=80), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_counter_behind_a_sentence_changes_nothing(line: str, one: int, other: int) -> None:
    assert without_counters(f"{line} | {one} keer bekeken") == without_counters(f"{line} | {other} keer bekeken")


@pytest.mark.parametrize(
    "part", ["1 ", "laatst ", "geplaatst 1", "(", "deze advertentie is ", "1.1", "12 views ", " - "]
)
def test_a_long_line_is_read_in_no_time(part: str) -> None:
    began = time.process_time()
    without_counters(part * (100_000 // len(part)))
    assert time.process_time() - began < 2.0
