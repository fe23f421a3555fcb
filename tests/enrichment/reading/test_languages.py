"""The languages of a text: each sentence's, the most used first; none where the text is in no known one."""

import json
from pathlib import Path

import pytest

from enrichment.languages import LANGUAGES, function_words, language_by_lingua, read_languages
from peil.records.read import AdText

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "cases" / "languages.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["why"]) for case in CASES])
def test_languages_are_those_of_the_sentences(case):
    assert list(read_languages(AdText("1", text=case["text"]))) == case["expect"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["why"]) for case in CASES if len(case["expect"]) == 1])
def test_small_words_and_lingua_say_the_same(case):
    assert language_by_lingua(case["text"].lower()) == case["expect"][0]


def test_charter_07_only_the_languages_of_readers_are_looked_for():
    assert set(LANGUAGES.values()) == {"nl", "en", "de", "fr"} == set(function_words().values())
