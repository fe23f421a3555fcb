"""Every rule explains itself, and its page is as the catalogue says."""

import dataclasses
from pathlib import Path

import pytest

from rules.catalogue import CATALOGUE, RULE_IDS
from rules.pages import pages, write

DOCS = Path(__file__).parents[2] / "docs" / "rules"


def test_there_are_fourteen_rules_of_different_names():
    assert len(set(RULE_IDS)) == 14


@pytest.mark.parametrize("rule", CATALOGUE, ids=RULE_IDS)
def test_a_rule_has_its_words_in_two_languages_and_frozen_parameters(rule):
    for words in (rule.title, rule.ground, rule.text, rule.does_not_mean):
        assert words.nl
        assert words.en
        assert words.nl != words.en
    assert dataclasses.is_dataclass(rule.parameters)
    assert type(rule.parameters).__dataclass_params__.frozen


def test_the_pages_are_up_to_date():
    written = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    assert written == pages(), "python -m rules.pages"


def test_writing_pages_removes_those_of_rules_that_are_gone(tmp_path):
    (tmp_path / "old_rule.md").write_text("gone", encoding="utf-8")
    write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(pages())
