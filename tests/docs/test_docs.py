"""Documents that break the build: what they say of commands, settings and the tree is so."""

import re
from pathlib import Path

import pytest
import typer

from console.cli import app
from peil.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def commands() -> set[str]:
    """Every command as it is typed after `peil`."""
    group = typer.main.get_command(app)
    found = set()
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found |= {f"{name} {each}" for each in inner} if inner else {name}
    return found


def test_every_command_is_documented_and_every_documented_command_exists() -> None:
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `peil ([a-z-]+(?: [a-z-]+)?)", text, re.MULTILINE)) == commands()


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `PEIL_([A-Z_]+)`", text, re.MULTILINE))
    assert named - {"CACHE"} == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_paths_named_in_pages_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    rooms = "peil|ledger|crawlers|enrichment|rules|index|console|tests|docs|benchmarks"
    for path in re.findall(rf"`((?:{rooms})/[\w./-]*)`", text):
        assert (ROOT / path).exists(), f"{page.name} names {path}"
