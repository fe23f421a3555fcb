"""The contract of `peil read`: lines in, lines out, in the same order, and all mistakes at once."""

import json

import pytest

from enrichment.reading_lines import read_lines
from peil.errors import SourceErrors

GOOD = '{"id": "a", "country": "NL", "title": "Breda", "text": "bel 06-23451987 of Tilburg"}'


def test_a_line_gives_numbers_with_use_kind_and_raw_and_places_with_certainty():
    (found,) = read_lines([GOOD])
    assert found["id"] == "a"
    assert {key: found["phones"][0][key] for key in ("e164", "use", "kind", "raw")} == {
        "e164": "+31623451987",
        "use": "links",
        "kind": "mobile",
        "raw": "06-23451987",
    }
    assert [(place["gm"], place["certainty"]) for place in found["places"]] == [
        ("GM0758", "likely"),
        ("GM0855", "likely"),
    ]
    assert json.loads(json.dumps(found)) == found


def test_the_order_is_the_input_s_and_empty_lines_do_not_count():
    lines = [f'{{"id": {at}, "text": "x"}}' for at in range(5)]
    assert [found["id"] for found in read_lines([*lines[:2], "\n", *lines[2:]])] == [0, 1, 2, 3, 4]


def test_labelled_fields_and_nulls_are_taken():
    (found,) = read_lines(
        ['\ufeff{"id": "a", "title": null, "text": "", "city": "Utrecht", "age": 27, "price": ["150"]}']
    )
    assert (found["places"][0]["gm"], found["age"], found["prices"][0]["cents"]) == ("GM0344", 27, 15000)


@pytest.mark.parametrize("seen_at", ["2021-12-31", "2021-12-31T22:59:59+00:00", "2021-12-31T22:59:59"])
def test_a_line_with_the_day_it_was_seen_has_the_municipality_of_that_day(seen_at):
    (found,) = read_lines([json.dumps({"id": "a", "text": "Ontvangst in Uden", "seen_at": seen_at})])
    assert found["places"][0]["gm"] == "GM0856"


def test_the_day_is_amsterdams():
    (found,) = read_lines([json.dumps({"id": "a", "text": "Ontvangst in Uden", "seen_at": "2021-12-31T23:00:00Z"})])
    assert found["places"][0]["gm"] == "GM1991"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "stdin:2: this is no JSON"),
        ("[]", "stdin:2: the line"),
        ('{"text": "x"}', "stdin:2: id: field required"),
        ('{"id": "a", "text": 5}', "stdin:2: text"),
        ('{"id": "a", "seen_at": "gisteren"}', "stdin:2: seen_at"),
        ('{"id": "a", "country": "Nederland"}', "stdin:2: country"),
    ],
)
def test_a_bad_line_says_where_and_what_would_be_right(line, says):
    with pytest.raises(SourceErrors) as error:
        list(read_lines([GOOD, line]))
    assert error.value.sentence().startswith(says)
    assert "id" in error.value.mend


def test_all_mistakes_are_told_before_anything_is_read():
    with pytest.raises(SourceErrors) as error:
        next(read_lines([GOOD, "{", GOOD, "{"], name="ads.jsonl"))
    assert [mistake.where for mistake in error.value.errors] == ["ads.jsonl:2", "ads.jsonl:4"]
