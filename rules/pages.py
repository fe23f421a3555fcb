"""The rules' pages, `docs/rules/<id>.md`, made from the catalogue.

In: the catalogue. Out: pages in Dutch and English, and an index. `python -m rules.pages` writes them; a test holds
them against the catalogue.
"""

from dataclasses import fields, is_dataclass
from pathlib import Path

from rules.catalogue import CATALOGUE
from rules.findings import Words
from rules.rule import Rule
from rules.shared import SHARED

FOLDER = Path("docs/rules")
_SHARED = (
    "A policy sets them under the name `all`, such as `all.counted_days=21`, for its municipality and period. "
    "`possible_minor` keeps to its own."
)
_MADE = "<!-- Made from rules/catalogue.py by `python -m rules.pages`. -->"


def pages() -> dict[str, str]:
    """File name -> text, for every rule and the index."""
    return {"index.md": _index(), **{f"{rule.id}.md": _page(rule) for rule in CATALOGUE}}


def _index() -> str:
    lines = [f"| [`{rule.id}`]({rule.id}.md) | {rule.title.nl} | {rule.title.en} |" for rule in CATALOGUE]
    said = (
        "A flag is a named rule that was true, with its reasons: a lead for a person. "
        "Where something is not known, no flag is raised."
    )
    table = ["| rule | Nederlands | English |", "|---|---|---|", *lines]
    shared = ["## Parameters that rules share", "", _SHARED, "", _parameters(SHARED)]
    return "\n".join([_MADE, "# Rules", "", said, "", *table, "", *shared, ""])


def _page(rule: Rule) -> str:
    scope = "each persona" if rule.by_persona else "the cluster"
    where = "in one municipality" if rule.local else "over several places"
    urgent = " Urgent: on the police liaison's list within a day." if rule.urgent else ""
    parts = [
        f"{_MADE}\n# {rule.title.nl} / {rule.title.en}",
        f"`{rule.id}`: a flag on {scope}, {where}.{urgent}",
        _both("Wat het zegt / What it says", rule.text),
        _both("Wat het niet betekent / What it does not mean", rule.does_not_mean),
        _both("Grondslag / Legal ground", rule.ground),
        f"## Parameters\n\n{_parameters(rule.parameters)}",
    ]
    return "\n\n".join(parts) + "\n"


def _both(title: str, words: Words) -> str:
    return f"## {title}\n\n{words.nl}\n\n*{words.en}*"


def _parameters(parameters: object) -> str:
    assert is_dataclass(parameters)
    rows = [f"| `{field.name}` | {_shown(getattr(parameters, field.name))} |" for field in fields(parameters)]
    return "\n".join(["| name | default |", "|---|---|", *rows]) if rows else "None."


def _shown(value: object) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, tuple) else str(value)


def write(folder: Path) -> None:
    """Write every page; pages of rules that are gone go too."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(FOLDER)
