"""The judge agrees with a naive one, read from RULES.md a sentence at a time, on random small markets."""

import pytest
from naive_judge import judge as naive
from naive_judge.folders import write_folder
from naive_judge.random_markets import Maker

from rules.files import judge_folder

FLAG = ("cluster", "persona", "rule", "municipality", "municipalities", "since", "reasons")
SAID = {1: "holds", 0: "cannot_tell", -1: "does_not_hold"}


@pytest.mark.parametrize("first", range(0, 80, 20))
def test_flags_and_verdicts_are_those_of_the_naive_judge(first, tmp_path):
    for seed in range(first, first + 20):
        market, on = Maker(seed).market()
        lines = judge_folder(write_folder(market, tmp_path), on, every=True)
        found = {flag(line) for line in lines if line["verdict"] == "holds"}
        assert found == naive.judge(market, on), f"market {seed} on {on}"
        verdicts = naive.verdicts(market, on)
        for line in lines:
            if line["reasons"][0]["code"] != "dismissed":
                assert line["verdict"] == SAID[verdicts.pop(scope(line), -1)], f"market {seed}: {line}"


def flag(line):
    return *scope(line), tuple(line["municipalities"]), line["since"]


def scope(line):
    return line["cluster"], line["rule"], line["persona"], line["municipality"]


def test_without_every_verdict_the_flags_are_the_same(tmp_path):
    for seed in range(100, 140):
        market, on = Maker(seed).market()
        folder = write_folder(market, tmp_path)
        held = [line for line in judge_folder(folder, on, every=True) if line["verdict"] == "holds"]
        assert judge_folder(folder, on) == [{name: line[name] for name in FLAG} for line in held]
