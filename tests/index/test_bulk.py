from typing import Any

import pytest

from index.bulk import book
from index.names import Names
from index.report import PublishReport
from peil.errors import OutsideError

NAMES = Names()


def _answer(status: int, operation: str = "index", **error: str) -> dict[str, Any]:
    return {operation: {"_index": "peil-runs-v1", "_id": "r1", "status": status, **({"error": error} if error else {})}}


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (_answer(201), "written"),
        (_answer(200), "written"),
        (_answer(200, "delete"), "removed"),
        (_answer(409, type="version_conflict_engine_exception"), "unchanged"),
        (_answer(409, "delete", type="version_conflict_engine_exception"), "unchanged"),
        (_answer(404, "delete"), "unchanged"),
        (_answer(400, type="strict_dynamic_mapping_exception", reason="not allowed"), "dead"),
    ],
)
def test_every_answer_has_one_outcome(answer: dict[str, Any], outcome: str) -> None:
    report = PublishReport()
    book("runs", [answer], report, NAMES)
    assert dict(report.counts) == {("runs", outcome): 1}
    assert len(report.dead) == (outcome == "dead")


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_server_that_takes_nothing_more_stops_the_publish(status: int) -> None:
    with pytest.raises(OutsideError, match=f"takes no documents now \\({status} some_exception\\)") as told:
        book("runs", [_answer(status, type="some_exception")], PublishReport(), NAMES)
    assert "nothing is lost" in told.value.mend


def test_an_index_that_vanished_is_no_dead_letter() -> None:
    with pytest.raises(OutsideError, match="vanished"):
        book("runs", [_answer(404, type="index_not_found_exception")], PublishReport(), NAMES)
