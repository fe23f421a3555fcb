"""Words that can make a label of a number, in the languages of the pages; they stand in labels.csv.

In: a word. Out: what it can do in a label. A *registration* speaks for itself, a *thing* only with a word for number
beside it ("klant nr."), and any word that ends in one ("dossiernummer") unless it begins as a telephone's does.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from enrichment.phones.folding import fold

ENDINGS = ("nummer", "nr", "number", "code", "kenmerk", "id")
PHONE_STEMS = (
    "tel", "phone", "bel", "mob", "gsm", "whats", "app", "wa", "sms", "contact", "handy", "hand", "call", "ruf",
    "viber", "signal", "prive", "werk", "zaken", "nood", "fon", "kontakt", "movil", "portabl", "festnetz", "vaste",
    "privat", "anruf", "durchwahl",
)  # fmt: skip
LONG_WORD = 7
MOST_KEPT = 65536
WORD = r"[^\W\d_]+(?:\.[^\W\d_]+)*"
WORDS = re.compile(WORD)


@cache
def kinds() -> Mapping[str, frozenset[str]]:
    """The words of each kind of the table."""
    text = files("enrichment.phones").joinpath("labels.csv").read_text(encoding="utf-8")
    found: dict[str, frozenset[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        found[row["kind"]] = found.get(row["kind"], frozenset()) | frozenset(row["words"].split())
    return found


def bare(word: str) -> str:
    """A word as it stands in the table: lower case, no full stops."""
    return word.lower().replace(".", "")


@lru_cache(maxsize=16384)
def is_label(word: str) -> bool:
    """Whether one word by itself says that the number beside it is no telephone number."""
    known, word = kinds(), bare(word)
    if word in known["registration"] or word.startswith(_stems()):
        return True
    if word.endswith(_long_registrations()) and not word.startswith(PHONE_STEMS):
        return True
    if (
        word.endswith("szam")
        and len(word) > LONG_WORD
        and not word.endswith("aszam")
        and not word.startswith(PHONE_STEMS)
    ):
        return True
    ending = next((ending for ending in ENDINGS if word.endswith(ending)), "")
    stem = word.removesuffix(ending) if ending else ""
    if stem in known["registration"] or stem in known["thing"]:
        return True
    return len(stem) > 2 and ending != "id" and not stem.startswith(PHONE_STEMS)


@lru_cache(maxsize=16384)
def may_say_otherwise(word: str) -> bool:
    """Whether a word, alone or beside a word for number ("klant nr."), could make a label."""
    return bare(word) in kinds()["thing"] or is_label(word)


@lru_cache(maxsize=16384)
def may_label(word: str) -> bool:
    """Whether a word could be part of a label: `may_say_otherwise`, or a word for number itself."""
    return bare(word) in kinds()["number"] or may_say_otherwise(word)


def may_be_labels(words: Iterable[str]) -> bool:
    """Whether one of the words could be part of a label."""
    return any(map(_LABELS.__getitem__, words))


class _Labels(dict[str, bool]):
    """Whether words could be part of a label, filled as they are asked for."""

    def __missing__(self, word: str) -> bool:
        if len(self) >= MOST_KEPT:
            self.clear()
        known = self[word] = any(map(may_label, WORDS.findall(fold(word).text)))
        return known


@cache
def _stems() -> tuple[str, ...]:
    """Beginnings of words that take many endings."""
    return tuple(kinds()["stem"])


@cache
def _long_registrations() -> tuple[str, ...]:
    """Registrations that make a label at the end of a longer word too ("bedrijfsvergunning")."""
    return (*kinds()["ending"], *(word for word in kinds()["registration"] if len(word) >= LONG_WORD))


_LABELS = _Labels()
