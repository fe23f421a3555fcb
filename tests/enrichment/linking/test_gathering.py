"""The quick way into an ads file and the thorough one say the same."""

import json
from pathlib import Path

from enrichment.linking.gathering import gather
from enrichment.linking.looks import Looks
from enrichment.linking.rows import AdRow, read_rows

LINES = [
    {"id": "a", "site": "alfa", "account": " u1 ", "seen_at": "2025-01-01T10:00:00Z", "phones": ["+31612345678"]},
    {"id": "b", "seen_at": "2025-01-01T11:00:00.250000+01:00", "images": [{"pdq": "0f" * 32, "quality": 70}]},
    {"id": "a", "site": "alfa", "seen_at": "2025-02-01", "phones": [{"e164": "+3120111", "use": "shown"}], "more": 1},
    {"id": "c", "account": None, "images": [{"pdq": None}], "websites": ["https://www.huis.example/x"], "text": "Dag"},
]


def write(tmp_path: Path, lines: list[object]) -> Path:
    path = tmp_path / "ads.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_the_quick_way_and_the_thorough_one_gather_the_same(tmp_path: Path) -> None:
    path = write(tmp_path, LINES)
    thorough = Looks()
    thorough.add_lines([row.to_line() for row in read_rows(path, AdRow, [])])
    assert gather(path) == thorough


def test_anything_amiss_is_left_to_the_thorough_way(tmp_path: Path) -> None:
    for wrong in ({"id": ""}, {"id": "a", "phones": ["0612"]}, {"id": "a", "seen_at": "gisteren"}, {"id": 1}, []):
        assert gather(write(tmp_path, [*LINES, wrong])) is None


def test_a_file_may_end_without_a_line_end_and_hold_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "ads.jsonl"
    path.write_text('{"id": "a"}\n\n{"id": "b"}')
    read = gather(path)
    assert read is None or read.ids == ["a", "b"]
