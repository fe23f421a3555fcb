"""The guide to site files: every example in it is run, and every key of a site file stands in its table."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from crawlers.ad_page import read_ad
from crawlers.page import Page
from crawlers.site_file import Browser, SiteFile, load_site
from peil.records.plain import to_json

_TEXT = (Path(__file__).parents[2] / "docs/site-files.md").read_text(encoding="utf-8")
_BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w+)\n(.*?)^```$", _TEXT, re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"(?:# |<!-- )([\w.]+)(, the part that differs)?")
_COMMANDS = [body for kind, body in _BLOCKS if kind == "console"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every file of the guide; a part of a site file stands over the same tables of `site.toml`."""
    folder: Path = tmp_path_factory.mktemp("guide")
    for kind, body in _BLOCKS:
        if kind in ("toml", "html", "python"):
            name = _NAME.match(body)
            assert name, f"an example without the name of its file: {body[:40]}"
            (folder / name[1]).write_text(_over(folder / "site.toml", body) if name[2] else body, encoding="utf-8")
    return folder


def _over(whole: Path, part: str) -> str:
    """The text of a site file in which the tables of `part` stand in the place of its own."""
    tables = re.split(r"^(?=\[)", whole.read_text(encoding="utf-8"), flags=re.MULTILINE)
    said = tomllib.loads(part)
    return "".join(table for table in tables if not table.startswith(tuple(f"[{name}]" for name in said))) + part


@pytest.mark.parametrize("name", ["site.toml", "product.toml", "own.toml"])
def test_a_site_file_of_the_guide_loads(folder: Path, name: str) -> None:
    assert load_site(folder / name).site.name == "plein"


@pytest.mark.parametrize("said", _COMMANDS, ids=lambda said: said.partition("\n")[0])
def test_a_command_of_the_guide_says_what_stands_there(folder: Path, said: str) -> None:
    line, _, expected = said.partition("\n")
    done = subprocess.run(
        [sys.executable, "-m", "console.cli", *line.removeprefix("$ peil ").split()],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", "PEIL_DATA": str(folder / "data"), "PEIL_DATABASE": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    shown = "".join(f"{row.rstrip()}\n" for row in (done.stdout + done.stderr).splitlines())
    assert shown == expected


def test_the_golden_record_is_what_its_page_gives(folder: Path) -> None:
    [told] = [json.loads(body) for kind, body in _BLOCKS if kind == "json"]
    page = Page(told["url"], 200, {}, (folder / "ad.html").read_bytes())
    assert to_json(read_ad(load_site(folder / "site.toml").ad, page)) == told["expect"]


def _keys(kind: type[BaseModel]) -> set[str]:
    """`table.key` for every key of a site file."""
    found = set()
    for table, field in kind.model_fields.items():
        inner: Any = field.annotation
        found |= {f"{table}.{one.alias or name}" for name, one in inner.model_fields.items()}
    return found


def test_every_key_of_a_site_file_stands_in_the_guide() -> None:
    rows = "\n".join(row for row in _TEXT.splitlines() if row.startswith("| `"))
    assert set(re.findall(r"`([a-z]+\.[a-z_]+)`", rows)) == _keys(SiteFile)
    steps = set(Browser.model_fields["ad"].annotation.model_fields)  # type: ignore[union-attr]
    assert all(f"`{step}`" in rows for step in steps)
