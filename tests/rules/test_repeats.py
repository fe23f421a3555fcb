"""Lines that differ in their moment alone are read as each by itself would be."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rules.lines import AdLine
from rules.repeats import AdReader

AD = {"id": "a", "cluster": "c1", "site": "alpha.example", "seen_at": "2026-11-20T12:00:00Z"}
MOMENTS = ["2026-11-20T12:00:00Z", "2026-11-20T23:30:00+02:00", "2026-11-21 08:00", "yesterday", "", "2026-11-20"]
QUOTES = ["team", '"seen_at": "2020-01-01T00:00:00Z"', 'seen_at", "x', "seen_at"]
lines = st.builds(
    lambda moment, persona, quote, front: json.dumps(
        {"persona": persona, **AD, "signs": [{"kind": "staff", "quote": quote}], "seen_at": moment}
        if front
        else {"seen_at": moment, **{k: v for k, v in AD.items() if k != "seen_at"}, "persona": persona, "posted": quote}
    ),
    st.sampled_from(MOMENTS),
    st.sampled_from([None, "p1"]),
    st.sampled_from(QUOTES),
    st.booleans(),
)


def read(reader, text):
    try:
        return reader(text)
    except ValidationError as error:
        return [(one["loc"], one["msg"]) for one in error.errors()]


@given(st.lists(lines, max_size=12))
def test_a_reader_that_remembers_gives_what_each_line_gives_by_itself(texts):
    reader = AdReader()
    assert [read(reader.read, text) for text in texts] == [
        read(lambda line: AdLine.model_validate_json(line).record(), text) for text in texts
    ]


@pytest.mark.parametrize("name", ["seen", "moment"])
def test_a_line_without_a_moment_is_not_taken_for_one_that_has_it(name):
    reader = AdReader()
    reader.read(json.dumps(AD))
    with pytest.raises(ValidationError):
        reader.read(json.dumps({**{k: v for k, v in AD.items() if k != "seen_at"}, name: AD["seen_at"]}))
