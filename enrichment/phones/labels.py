"""Labels that say what a number is: "ordernummer", "KvK", "licence no.", "ad id".

In: folded text. Out: the spans of labelled numbers that are no telephone numbers. The words stand in labels.csv: a
*registration* speaks for itself, a *thing* only with a word for number behind it ("klant nr."), and any word that
ends in one ("dossiernummer") unless it begins as a telephone's does ("belnummer").
"""

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files

WORD = r"[^\W\d_]+(?:\.[^\W\d_]+)*"
BEFORE_DIGITS = re.compile(
    rf"(?<![^\W_])(?:(?P<third>{WORD})[ .&-]{{1,3}})??(?:(?P<second>{WORD})[ .-]{{1,2}})??(?P<first>{WORD})"
    r"(?P<signs>[\s:.=#(\"'-]{0,4})(?=\d)"
    r"|(?P<hash>#)(?=\d)"
)
LED = re.compile(r"[^\W\d_][\s:.=#(\"'-]{0,4}(?=\d)|#(?=\d)")
LONGEST = 90
_WORDS = re.compile(WORD)
BLOCK = re.compile(r"\d[\d.\-/]*[A-Za-z]?\d*")
NEXT_BLOCK = re.compile(r" (?=\d)(0?)[\d.\-/]+")
NUMBER_WORDS = frozenset({"nummer", "nummers", "nr", "no", "num", "numero", "number", "id", "code", "kenmerk"})
CONNECTING = frozenset({"is", "van", "of", "was", "under", "onder"})
POINTING = frozenset({"deze", "dit", "mijn", "onze", "this", "my", "our", "diese", "meine"})
ENDINGS = ("nummer", "nr", "number", "code", "kenmerk", "id")
PHONE_STEMS = (
    "tel", "phone", "bel", "mob", "gsm", "whats", "app", "wa", "sms", "contact", "handy", "hand", "call", "ruf",
    "viber", "signal", "prive", "werk", "zaken", "nood", "fon",
)  # fmt: skip
ENOUGH = 5
LONG_WORD = 7


def labelled(text: str) -> list[tuple[int, int]]:
    """The spans of numbers that a label in front calls something else."""
    found = []
    for led in LED.finditer(text):
        front = _front(text, led)
        block = BLOCK.match(text, led.end()) if front else None
        if front and block and (front["hash"] or _says_otherwise(front)):
            found.append((block.start(), _block_end(text, block)))
    return found


def _front(text: str, led: re.Match[str]) -> re.Match[str] | None:
    """The words in front of digits, where one of them could make a label."""
    words = list(_WORDS.finditer(text, max(0, led.start() - LONGEST), led.end()))[-3:]
    if "#" not in led.group() and not any(may_say_otherwise(word.group()) for word in words):
        return None
    starts = [*(word.start() for word in words), led.start()]
    fronts = (BEFORE_DIGITS.match(text, start, led.end() + 1) for start in starts)
    return next((front for front in fronts if front and front.end() == led.end()), None)


def is_label(word: str) -> bool:
    """Whether one word by itself says that the number beside it is no telephone number."""
    bare = word.lower().strip(".").replace(".", "")
    if bare in _words("registration"):
        return True
    if bare.endswith(_long_registrations()):
        return True
    ending = next((ending for ending in ENDINGS if bare.endswith(ending)), "")
    stem = bare.removesuffix(ending) if ending else ""
    if stem in _words("registration") or stem in _words("thing"):
        return True
    return len(stem) > 2 and ending != "id" and not stem.startswith(PHONE_STEMS)


@lru_cache(maxsize=16384)
def may_say_otherwise(word: str) -> bool:
    """Whether a word, alone or before a word for number ("klant nr."), could make a label."""
    bare = word.lower().replace(".", "")
    return bare in _words("registration") or bare in _words("thing") or is_label(bare)


def _says_otherwise(front: re.Match[str]) -> bool:
    words = [word for word in front.group("third", "second", "first") if word]
    if len(words) > 1 and words[-1].isupper() and len(words[-1]) <= 4 and not is_label(words[-1]):
        words.pop()
    lowered = [word.lower().replace(".", "") for word in words]
    while len(lowered) > 1 and lowered[-1] in CONNECTING:
        lowered.pop()
    return _names_a_registration(lowered, "#" in front["signs"])


def _names_a_registration(words: list[str], hashed: bool) -> bool:
    *before, last = words
    if last in NUMBER_WORDS and before:
        return before[-1] in _words("thing") or is_label(before[-1]) or is_label(last)
    if hashed and last in _words("thing"):
        return True
    return is_label(last) and not (before and before[-1] in POINTING)


@cache
def _words(kind: str) -> frozenset[str]:
    text = files("enrichment.phones").joinpath("labels.csv").read_text(encoding="utf-8")
    return frozenset(
        word for row in csv.DictReader(text.splitlines()) if row["kind"] == kind for word in row["words"].split()
    )


@cache
def _long_registrations() -> tuple[str, ...]:
    """Registrations that make a label at the end of a longer word too ("bedrijfsvergunning")."""
    return tuple(word for word in _words("registration") if len(word) >= LONG_WORD)


def _block_end(text: str, block: re.Match[str]) -> int:
    """Short blocks (order 12 3456) go on; a full one ends where the next begins with a zero."""
    end = block.end()
    while found := NEXT_BLOCK.match(text, end):
        if found.group(1) and sum(map(str.isdigit, text[block.start() : end])) >= ENOUGH:
            break
        end = found.end()
    return end
