"""Site files: what loads, and how mistakes are said."""

import json
from pathlib import Path

import pytest

from crawlers.site_file import load_site
from peil.errors import SourceErrors

_CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases/crawlers/site_files.jsonl").open()]


@pytest.mark.parametrize("case", _CASES, ids=[case["why"] for case in _CASES])
def test_a_bad_site_file_says_every_mistake_with_its_line(case: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text(case["text"], encoding="utf-8")
    with pytest.raises(SourceErrors) as errors:
        load_site(file)
    assert errors.value.sentence().splitlines() == [f"{file}:{line}" for line in case["expect"]]
    assert errors.value.exit_code == 2


def test_a_file_that_is_not_there_is_one_mistake(tmp_path: Path) -> None:
    with pytest.raises(SourceErrors, match="cannot be read"):
        load_site(tmp_path / "site.toml")


def test_a_file_that_is_not_text_is_one_mistake(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_bytes(b"[site]\nname = \xff\n")
    with pytest.raises(SourceErrors, match="is not UTF-8"):
        load_site(file)
