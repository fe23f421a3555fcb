"""The texts of one language, filled from the live configuration.

In: a language, what is live. Out: sentences. Whatever is not set is said to be so.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from console.transparency.live import Live
from rules.findings import Words

Language = Literal["nl", "en"]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a language about what is live."""

    language: Language
    live: Live

    def say(self, *keys: str) -> str:
        """The text under the keys, filled in."""
        return str(self.table(*keys)).format_map(self._facts())

    def table(self, *keys: str) -> Any:
        """What stands under the keys, as it stands."""
        found: Any = _texts()[self.language]
        for key in keys:
            found = found[key]
        return found

    def of(self, words: Words) -> str:
        """The words in this language."""
        return words.nl if self.language == "nl" else words.en

    def fill(self, text: str) -> str:
        """A text with its places filled in."""
        return text.format_map(self._facts())

    def periods(self) -> list[tuple[str, str]]:
        """What is kept, and for how long; a class without words of its own under its setting's name."""
        known = self.table("periods")
        return [(known.get(name, name), self._days(days)) for name, days in self.live.periods.items()]

    def _facts(self) -> dict[str, str]:
        none = str(self.table("none"))
        periods = {name: self._days(days) for name, days in self.live.periods.items()}
        return {
            **periods,
            "periods": "; ".join(f"{what}: {days}" for what, days in self.periods()),
            "rules": ", ".join(self.of(rule.title) for rule in self.live.rules),
            "hosts": ", ".join(self.live.hosts) or str(self.table("no_hosts")),
            "grounds": "; ".join(self.live.grounds) or none,
            "controllers": self.live.controllers or none,
            "contact": self.live.contact or str(self.table("no_contact")),
        }

    def _days(self, days: int) -> str:
        return str(self.table("days")).format(days=days)


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "texts.toml").read_text(encoding="utf-8"))
