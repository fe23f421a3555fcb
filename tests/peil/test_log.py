"""No number, name or secret reaches the log."""

import io
import json

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from peil.log import configure_log, redact


@given(st.integers(610_000_000, 658_999_999), st.sampled_from(["+31{}", "0{}", "0031{}", "+31 {}", "call 0{} now"]))
def test_a_number_is_never_logged_under_any_key(number: int, form: str) -> None:
    event = redact(None, "info", {"event": "read", "note": form.format(number)})
    assert str(number) not in json.dumps(event)


@pytest.mark.parametrize("key", ["password", "token", "authorization", "title", "text", "phone", "e164"])
def test_what_stands_under_a_telling_key_is_never_logged(key: str) -> None:
    assert redact(None, "info", {"event": "x", key: "geheim"})[key] == "[redacted]"


def test_a_line_of_the_log_is_an_event_with_its_facts(capsys: pytest.CaptureFixture[str]) -> None:
    configure_log(debug=True)
    structlog.get_logger().info("run committed", site="etalage", ads=12)
    line = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (line["event"], line["site"], line["ads"], line["level"]) == ("run committed", "etalage", 12, "info")


def test_a_line_goes_where_standard_error_is_by_then(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = io.StringIO(), io.StringIO()
    monkeypatch.setattr("sys.stderr", first)
    configure_log()
    first.close()
    monkeypatch.setattr("sys.stderr", second)
    structlog.get_logger("peil").error("page failed")
    assert "page failed" in second.getvalue()
