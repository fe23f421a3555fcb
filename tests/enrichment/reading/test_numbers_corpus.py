"""The labelled corpus of numbers: two halves by a hash of the reason, one to work with and one only to be measured."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from enrichment.phones import read_phones
from peil.records.read import AdText

CASES = Path(__file__).parents[2] / "cases" / "numbers.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def half(row: dict[str, Any]) -> str:
    return "check" if hashlib.sha256(row["why"].encode()).digest()[0] % 2 else "tune"


def links(row: dict[str, Any]) -> set[str]:
    found = read_phones(AdText("1", row.get("country", "NL"), row.get("title", ""), row["text"]))
    return {phone.e164 for phone in found if phone.use == "links"}


def test_the_corpus_is_large_enough_and_every_line_has_its_own_reason():
    assert len(ROWS) >= 600
    assert sum(not row["expect"] for row in ROWS) >= 200
    assert len({row["why"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("part", ["tune", "check"])
def test_no_number_is_wrong_and_nearly_all_are_found(part):
    right = expected = 0
    wrong = []
    for row in (row for row in ROWS if half(row) == part):
        found, wanted = links(row), set(row["expect"])
        wrong += [(row["why"], number) for number in found - wanted]
        right, expected = right + len(found & wanted), expected + len(wanted)
    assert not wrong
    assert right / expected >= 0.97
