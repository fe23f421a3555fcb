"""The labelled corpora of numbers: in two halves by a hash of the reason, and lines as strangers write them."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from enrichment.phones import read_phones
from peil.records.read import AdText

CASES = Path(__file__).parents[2] / "cases"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


ROWS = rows("numbers.jsonl")


def half(row: dict[str, Any]) -> str:
    return "check" if hashlib.sha256(row["why"].encode()).digest()[0] % 2 else "tune"


def links(row: dict[str, Any]) -> set[str]:
    found = read_phones(AdText("1", row.get("country", "NL"), row.get("title", ""), row["text"]))
    return {phone.e164 for phone in found if phone.use == "links"}


def test_the_corpus_is_large_enough_and_every_line_has_its_own_reason():
    assert len(ROWS) >= 600
    assert sum(not row["expect"] for row in ROWS) >= 200
    assert len({row["why"] for row in ROWS}) == len(ROWS)


PARTS = {part: [row for row in ROWS if half(row) == part] for part in ("tune", "check")}
PARTS["strangers"] = rows("numbers_by_strangers.jsonl")


@pytest.mark.parametrize("part", PARTS)
def test_no_number_is_wrong_and_nearly_all_are_found(part):
    right = expected = 0
    wrong = []
    for row in PARTS[part]:
        found, wanted = links(row), set(row["expect"])
        wrong += [(row["why"], number) for number in found - wanted]
        right, expected = right + len(found & wanted), expected + len(wanted)
    assert not wrong
    assert right / expected >= 0.97
