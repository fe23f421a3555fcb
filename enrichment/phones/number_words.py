"""Number words of eight languages, plain and compound, as the digits somebody would dial.

In: a word in lower case without accents. Out: its digit readings. The words stand in number_words.csv;
a *loose* word is an ordinary word elsewhere (the Dutch article "het" is a Hungarian seven) and needs company.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

LONGEST = 120
TENS_BEFORE = {"en": ("", "and"), "fr": ("", "et"), "es": ("y", ""), "ro": ("si", ""), "pl": ("",)}


@dataclass(frozen=True, slots=True)
class WordReading:
    """The digits of a word (or of several glued together) and the languages in which it says so."""

    digits: str
    languages: frozenset[str]
    loose: bool = False


@lru_cache(maxsize=4096)
def read_word(word: str) -> WordReading | None:
    """The digits of a number word, a compound, or several glued together; None for any other word."""
    whole = _whole_words().get(word)
    if whole:
        return whole
    if not 6 <= len(word) <= LONGEST:
        return None
    return next((found for language in lexicon() if (found := _glued(word, language))), None)


@cache
def lexicon() -> Mapping[str, Mapping[str, str]]:
    """Language -> word -> digits, compounds included."""
    found: dict[str, dict[str, str]] = {}
    for row in _rows():
        found.setdefault(row["language"], {}).update(_pairs(row["words"]))
    found["nl"] |= _compounds(found["nl"], joiners=("en", "n"))
    found["de"] |= _compounds(found["de"] | {"ein": "1"}, joiners=("und",))
    for language, joiners in TENS_BEFORE.items():
        found[language] |= _tens_before(found[language], joiners)
    found["hu"] |= _hungarian(found["hu"])
    return found


def _rows() -> list[dict[str, str]]:
    text = files("enrichment.phones").joinpath("number_words.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _pairs(words: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in words.split())


@cache
def _loose() -> frozenset[tuple[str, str]]:
    return frozenset((row["language"], word) for row in _rows() if row["loose"] == "1" for word in _pairs(row["words"]))


def _compounds(words: Mapping[str, str], joiners: tuple[str, ...]) -> dict[str, str]:
    units = {word: digits for word, digits in words.items() if len(digits) == 1 and digits != "0"}
    tens = {word: digits for word, digits in words.items() if len(digits) == 2 and digits[1] == "0" and digits != "10"}
    return {
        unit + joiner + ten: digits[0] + units[unit]
        for unit in units
        for joiner in joiners
        if joiner != "n" or unit.endswith("e")
        for ten, digits in tens.items()
    }


def _tens_before(words: Mapping[str, str], joiners: tuple[str, ...]) -> dict[str, str]:
    """Compounds glued together that say the tens first: "twentyfive", "soixantedouze", "treintaycuatro"."""
    tens = {word: digits for word, digits in words.items() if len(digits) == 2 and digits[1] == "0" and digits != "10"}
    small = {word: digits for word, digits in words.items() if digits != "0" and int(digits) < 20}
    return {
        ten + joiner + one: str(int(digits) + int(unit))
        for ten, digits in tens.items()
        for joiner in joiners
        for one, unit in small.items()
        if len(unit) == 1 or digits in ("60", "80")
    }


def _hungarian(words: Mapping[str, str]) -> dict[str, str]:
    stems = {word: digits[0] for word, digits in words.items() if len(digits) == 2 and digits[1] == "0"}
    stems = {word: digit for word, digit in stems.items() if digit not in "12"} | {"huszon": "2"}
    return {stem + unit: ten + one for stem, ten in stems.items() for unit, one in words.items() if len(one) == 1}


@cache
def _whole_words() -> Mapping[str, WordReading]:
    said: dict[tuple[str, str], set[str]] = {}
    for language, words in lexicon().items():
        for word, digits in words.items():
            said.setdefault((word, digits), set()).add(language)
    return {word: _reading(word, digits, frozenset(langs)) for (word, digits), langs in said.items()}


def _reading(word: str, digits: str, languages: frozenset[str]) -> WordReading:
    return WordReading(digits, languages, all((language, word) in _loose() for language in languages))


def _glued(word: str, language: str) -> WordReading | None:
    digits = _digits(word, language)
    return WordReading(digits, frozenset({language})) if digits else None


@lru_cache(maxsize=8192)
def _digits(word: str, language: str) -> str | None:
    """The digits of a word that the lexicon covers, the longest words first, stepping back where that fails."""
    words = lexicon()[language]
    if not word:
        return ""
    for size in range(min(len(word), 20), 1, -1):
        head = words.get(word[:size])
        if head is not None and (rest := _digits(word[size:], language)) is not None:
            return head + rest
    return None
