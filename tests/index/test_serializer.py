"""The fast JSON says what the client's own says."""

from datetime import UTC, datetime
from typing import Any

import pytest
from elastic_transport import SerializationError
from elasticsearch.serializer import JsonSerializer
from hypothesis import given, settings
from hypothesis import strategies as st

from index.serializer import FastJsonSerializer

OWN, FAST = JsonSerializer(), FastJsonSerializer()
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@settings(deadline=None)
@given(PLAIN)
def test_any_plain_value_comes_back_as_it_went(value: Any) -> None:
    value = {"value": value}  # a text alone is taken for JSON by either
    assert FAST.loads(FAST.dumps(value)) == value
    assert OWN.loads(FAST.dumps(value)) == OWN.loads(OWN.dumps(value))


def test_a_moment_a_tuple_and_a_lone_surrogate_are_written_too() -> None:
    moment = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert datetime.fromisoformat(FAST.loads(FAST.dumps(moment))) == moment
    assert FAST.loads(FAST.dumps((1, "twee"))) == [1, "twee"]
    assert FAST.dumps({"é": "\ud800"}) == OWN.dumps({"é": "\ud800"})


def test_what_nobody_can_write_is_refused() -> None:
    with pytest.raises(SerializationError):
        FAST.dumps({"x": object()})
