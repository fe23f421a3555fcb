"""What is said to the outside follows the live configuration."""

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from console.transparency.live import Live
from console.transparency.notice import notice
from console.transparency.processing import measures, processing_records
from console.transparency.register_entry import register_entry
from console.transparency.wording import Language, Wording
from peil.records.seen import Mandate
from peil.settings import Settings
from rules.catalogue import CATALOGUE
from rules.findings import Words

MANDATE = Mandate(
    controller="Gemeente Voorbeeld", legal_basis="artikel 3 Wet voorbeeld", purpose="toezicht", dpia="2026-7",
    hosts=("kade.example",), valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31),
)  # fmt: skip
PERIODS = {name: 7 for name in Settings.model_fields if name.startswith("retention_")}
LIVE = Live(date(2026, 4, 1), "0.1.0", "peil@voorbeeld.example", (MANDATE,), CATALOGUE, PERIODS)


def _all(live: Live, language: Language) -> str:
    wording = Wording(language, live)
    entry = json.dumps(register_entry(wording), ensure_ascii=False)
    return "\n".join([entry, notice(wording), processing_records(wording), measures(wording)])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_charter_25_the_texts_change_when_a_rule_or_a_period_changes(language: Language) -> None:
    title = Words("Een nieuwe regel", "A new rule")
    renamed = replace(LIVE, rules=(replace(CATALOGUE[0], title=title), *CATALOGUE[1:]))
    longer = replace(LIVE, periods=dict.fromkeys(PERIODS, 191))
    assert (title.nl if language == "nl" else title.en) in _all(renamed, language)
    assert "191 " in _all(longer, language)
    assert "191 " not in _all(LIVE, language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_charter_25_every_rule_period_host_and_way_to_object_is_named(language: Language) -> None:
    text = notice(Wording(language, LIVE))
    for rule in CATALOGUE:
        assert (rule.title.nl if language == "nl" else rule.title.en) in text
    for said in ("kade.example", "artikel 3 Wet voorbeeld", "Gemeente Voorbeeld", "peil@voorbeeld.example"):
        assert said in text
    assert text.count("7 da") >= len(PERIODS)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_left_unfilled(language: Language) -> None:
    for live in (LIVE, replace(LIVE, mandates=(), contact="")):
        assert not re.search(r"\{\w+\}", _all(live, language))


def test_every_period_that_can_be_set_has_words_in_both_languages() -> None:
    for language in ("nl", "en"):
        assert set(Wording(language, LIVE).table("periods")) == set(PERIODS)  # type: ignore[arg-type]  # a Language


def test_without_a_mandate_nothing_is_said_to_be_read() -> None:
    entry = register_entry(Wording("nl", replace(LIVE, mandates=())))
    assert entry["status"] == "In ontwikkeling"
    assert "geen site" in entry["source_data"]


def test_the_entry_keeps_to_the_fields_of_the_standard() -> None:
    entry = register_entry(Wording("en", LIVE))
    assert set(entry) <= {
        "name", "organization", "description_short", "category", "website", "status", "goal", "proportionality",
        "lawful_basis", "lawful_basis_grouping", "standard_version", "url", "contact_email", "lang", "begin_date",
        "end_date", "process_index_url", "human_intervention", "risks", "methods_and_models", "impacttoetsen",
        "impacttoetsen_grouping", "source_data", "source_data_grouping", "provider", "publiccode", "tags",
        "publication_category", "source_id",
    }  # fmt: skip
    assert all(len(entry[name]) <= 500 for name in ("description_short",))
    assert entry["lang"] == "ENG"


def test_the_records_of_processing_are_a_table() -> None:
    rows = list(csv.reader(io.StringIO(processing_records(Wording("nl", LIVE)))))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 3


def test_every_measure_of_the_annex_has_a_test_of_its_number() -> None:
    tests = "\n".join(file.read_text(encoding="utf-8") for file in Path(__file__).parents[2].rglob("test_*.py"))
    shown = {int(number) for number in re.findall(r"def test_charter_(\d\d)_", tests)}
    shown |= {int(number) for number in re.findall(r"def test_charter_\d\d_and_(\d\d)_", tests)}
    said = csv.DictReader((files("console.transparency") / "measures.csv").read_text(encoding="utf-8").splitlines())
    assert sorted(int(row["number"]) for row in said) == list(range(1, 26))
    assert set(range(1, 26)) - shown == set()


def test_the_command_writes_all_four(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "console.cli", "transparency", "--out", str(tmp_path / "out"), "--language", "en"],
        capture_output=True, text=True, check=False, cwd=tmp_path, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 4
    assert "no mandate is in force" in done.stdout
