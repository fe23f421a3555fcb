"""Scenarios as data: a folder as a supervisor has it, and the flags that must, and must not, come of it."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from rules.files import judge_folder
from rules.register import CLOSURE_COLUMNS, LICENCE_COLUMNS, POLICY_COLUMNS

CASES = sorted((Path(__file__).parents[1] / "cases" / "judge").glob("*.json"))

AD = {
    "cluster": "c1", "persona": None, "site": "alpha.example", "country": "NL", "run_short": False,
    "municipality": "GM0344", "certainty": "exact", "places": [], "address": None, "phones": [], "websites": [],
    "account": "", "trade_names": [], "licence_numbers": [], "age": None, "persons": None, "setting": "incall",
    "home": None, "signs": [], "posted": "",
}  # fmt: skip
LICENCE = {
    "licence_no": "UTR-2019-001",
    "municipality": "GM0344",
    "kind": "club_privehuis",
    "valid_from": "2021-01-01",
    "status": "verleend",
}
POLICY = {"valid_from": "2020-01-01", "source": "Nota 2020"}


def days(seen):
    """A list of moments, one day, or first..last: each day once, at noon UTC."""
    if isinstance(seen, list):
        return seen
    first, _, last = seen.partition("..")
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return [f"{start + timedelta(days=step)}T12:00:00Z" for step in range((end - start).days + 1)]


def sightings(ad):
    signs = [{"kind": kind, "quote": "…"} for kind in ad.get("signs", [])]
    said = {name: value for name, value in ad.items() if name != "seen"}
    return [{**AD, **said, "signs": signs, "seen_at": moment} for moment in days(ad["seen"])]


def table(path, columns, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def folder_of(case, folder):
    ads = [line for ad in case["ads"] for line in sightings(ad)]
    (folder / "ads.jsonl").write_text("".join(json.dumps(line) + "\n" for line in ads), encoding="utf-8")
    table(folder / "licences.csv", LICENCE_COLUMNS, [{**LICENCE, **row} for row in case.get("licences", [])])
    table(folder / "policies.csv", POLICY_COLUMNS, [{**POLICY, **row} for row in case.get("policies", [])])
    if "closures" in case:
        table(folder / "closures.csv", CLOSURE_COLUMNS, case["closures"])
    if "decisions" in case:
        text = "".join(json.dumps(line) + "\n" for line in case["decisions"])
        (folder / "decisions.jsonl").write_text(text, encoding="utf-8")
    return folder


def key(line):
    return line["rule"], line["municipality"], line.get("persona")


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_a_scenario_gives_these_flags_and_no_others(path, tmp_path):
    case = json.loads(path.read_text(encoding="utf-8"))
    on = date.fromisoformat(case["on"])
    lines = judge_folder(folder_of(case, tmp_path), on)
    assert sorted(map(key, lines), key=str) == sorted(map(key, case["expect"]), key=str), case["why"]
    found = {key(line): line for line in lines}
    for expected in case["expect"]:
        line = found[key(expected)]
        codes = [why["code"] for why in line["reasons"]]
        assert set(expected.get("codes", [])) <= set(codes), case["why"]
        assert line["since"] == expected.get("since", line["since"]), case["why"]
        assert line["municipalities"] == expected.get("municipalities", line["municipalities"]), case["why"]
    every = {key(line): line["verdict"] for line in judge_folder(tmp_path, on, every=True)}
    assert {key(other): every[key(other)] for other in case.get("other", [])} == {
        key(other): other["verdict"] for other in case.get("other", [])
    }, case["why"]


def test_at_least_half_of_the_scenarios_end_in_no_flag():
    silent = [path for path in CASES if not json.loads(path.read_text(encoding="utf-8"))["expect"]]
    assert len(CASES) >= 200
    assert 2 * len(silent) >= len(CASES)


def test_every_rule_has_a_scenario_with_a_flag_and_names_its_sightings(tmp_path):
    from rules.catalogue import RULE_IDS

    flagged = {one["rule"] for path in CASES for one in json.loads(path.read_text(encoding="utf-8"))["expect"]}
    assert flagged == set(RULE_IDS)
