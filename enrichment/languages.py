"""The languages in which an ad's text is written, for aggregates: Dutch, English, German, French.

In: an AdText. Out: language codes, the most used first. Says nothing about a person: what an ad says that somebody
speaks, or is, is not read, and no language is looked for that would tell more about a writer than about readers. A text
in none of these languages has none (charter 7).
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from peil.records.read import AdText

LANGUAGES = {Language.DUTCH: "nl", Language.ENGLISH: "en", Language.GERMAN: "de", Language.FRENCH: "fr"}
PART = re.compile(r"[^\n.!?•|]+")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
FEWEST_WORDS = 5
CLEAR = 2
LEAST_SHARE = 0.15


def read_languages(ad: AdText) -> tuple[str, ...]:
    """The codes of the languages that a sixth of the ad's sentences' words are in, the most used first."""
    words: Counter[str] = Counter()
    for part in _parts(f"{ad.title}\n{ad.text}"):
        language = _language_of(part)
        if language:
            words[language] += len(part.split())
    enough = LEAST_SHARE * sum(words.values())
    return tuple(
        code for code, number in sorted(words.items(), key=lambda each: (-each[1], each[0])) if number >= enough
    )


def _parts(text: str) -> Iterator[str]:
    """Sentences and lines with enough words, as lower-case words."""
    for part in PART.finditer(text):
        words = WORD.findall(part.group().lower().replace("’", "'"))
        if len(words) >= FEWEST_WORDS:
            yield " ".join(words)


@lru_cache(maxsize=8192)
def _language_of(part: str) -> str | None:
    """The language of a sentence: plain from its small words, else lingua's where small words bear it out."""
    small = Counter(code for word in part.split() if (code := function_words().get(word)))
    ranked = small.most_common(2)
    if not ranked:
        return None
    if ranked[0][1] >= CLEAR and len(ranked) == 1:
        return ranked[0][0]
    code = language_by_lingua(part)
    return code if code and small[code] else None


def language_by_lingua(part: str) -> str | None:
    """What lingua says of a sentence."""
    found = _detector().detect_language_of(part)
    return LANGUAGES[found] if found else None


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*LANGUAGES).with_low_accuracy_mode().build()


@cache
def function_words() -> Mapping[str, str]:
    """Small words that one of the languages alone has, and the language."""
    text = files("enrichment").joinpath("function_words.csv").read_text(encoding="utf-8")
    pairs = [(word, row["language"]) for row in csv.DictReader(text.splitlines()) for word in row["words"].split()]
    languages = Counter(word for word, _ in pairs)
    return {word: language for word, language in pairs if languages[word] == 1}
