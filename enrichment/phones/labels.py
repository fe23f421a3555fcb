"""Labels that say what a number is: "ordernummer", "KvK", "licence no.", "votre numéro de dossier est le", "ad id".

In: folded text. Out: the spans of numbers that a label in front calls something else, and whether one behind does so.
"""

import re
from collections.abc import Sequence

from enrichment.phones.label_words import (
    PHONE_STEMS,
    WORD,
    WORDS,
    bare,
    is_label,
    kinds,
    may_be_labels,
    may_say_otherwise,
)

LED = re.compile(r"[^\W\d_](?P<signs>[\s:.=#(\"'°_-]{0,6})(?=\d)|#(?=\d)")
LONGEST = 90
MOST_WORDS = 7
ABBREVIATED = 5
BLOCK = re.compile(r"\d[\d.\-/]*[A-Za-z]?\d*")
NEXT_BLOCK = re.compile(r" (?=\d)(0?)[\d.\-/]+")
ENOUGH = 5
GLUED_RUN = re.compile(r"\d{8}")
BESIDE = re.compile(r"[ .&'’°-]{1,3}\d{0,2}")
BEHIND = re.compile(
    rf"\s?(?P<open>[(\[]?)\s?(?P<copula>[=–-]?)\s?(?P<words>{WORD}(?:[ '’°.-]{{1,3}}{WORD}){{0,5}})"
    r"(?!\w)(?!\s?[:=]?\s?\+?\d)"
)


def labelled(text: str) -> list[tuple[int, int]]:
    """The spans of numbers that a label in front calls something else."""
    found = []
    for led in LED.finditer(text):
        block = BLOCK.match(text, led.end()) if _is_led_by_a_label(text, led) else None
        if block:
            found.append((block.start(), _block_end(text, block)))
    return found


def is_labelled_behind(text: str, end: int) -> bool:
    """Whether the words behind a number say what else it is: "is uw bestelnummer", "(klantnummer)"."""
    behind = BEHIND.match(text, end)
    if not behind:
        return False
    words = [bare(word) for word in WORDS.findall(behind["words"])]
    if is_label(words[0]) or (behind["open"] and (words[0] in kinds()["thing"] or _is_said(words))):
        return True
    said = words[1:] if words[0] in kinds()["copula"] else words if behind["copula"] == "=" else []
    return bool(said) and (said[0] in kinds()["negation"] or _is_said(said))


def _is_said(words: Sequence[str]) -> bool:
    """Whether words behind "is" are a label, articles and words for number left aside."""
    numbered = False
    for at, word in enumerate(words):
        if is_label(word):
            return True
        if word in kinds()["thing"]:
            return numbered or any(is_label(after) or after in kinds()["number"] for after in words[at + 1 : at + 2])
        numbered = numbered or word in kinds()["number"]
        if word not in kinds()["number"] and word not in kinds()["joint"]:
            return False
    return False


def _is_led_by_a_label(text: str, led: re.Match[str]) -> bool:
    if led.group().endswith("#"):
        return led.group() == "#" or bare(_words_before(text, led)[-1]) not in kinds()["phone"]
    if text[led.start() + 1] == "_" and GLUED_RUN.match(text, led.end()):
        return _is_no_caller(bare(WORDS.findall(text, max(0, led.start() - LONGEST), led.start() + 1)[-1]))
    if not may_be_labels(text[max(0, led.start() - LONGEST) : led.start() + 1].split()):
        return False
    words = _words_before(text, led)
    if len(words) == 1 and bare(words[0]) in kinds()["number"] and not is_label(words[0]):
        return _is_told_before_a_comma(text, led.start() + 1 - len(words[0]))
    return _says_otherwise(words, led["signs"])


def _is_told_before_a_comma(text: str, end: int) -> bool:
    """Whether the clause in front says what the number is: "een vergunning van de gemeente, nummer 12"."""
    clause = re.split(r"[.!?\n]", text[max(0, end - LONGEST) : end])[-1]
    words = [bare(word) for word in WORDS.findall(clause)]
    return clause.rstrip().endswith(",") and any(map(is_label, words)) and not kinds()["phone"].intersection(words)


def _words_before(text: str, led: re.Match[str]) -> list[str]:
    """The words of the clause in front of digits, the nearest one last."""
    words = list(WORDS.finditer(text, max(0, led.start() - LONGEST), led.start() + 1))[-MOST_WORDS:]
    first = len(words) - 1
    while first > 0 and _is_beside(text, words[first - 1], words[first]):
        first -= 1
    return [word.group() for word in words[first:]]


def _is_beside(text: str, word: re.Match[str], after: re.Match[str]) -> bool:
    gap = text[word.end() : after.start()]
    ends = gap.startswith(". ") and len(word.group()) > ABBREVIATED and not may_say_otherwise(word.group())
    return not ends and BESIDE.fullmatch(gap) is not None


def _says_otherwise(words: list[str], signs: str) -> bool:
    if len(words) > 1 and _is_beside_a_registry(words):
        return True
    if len(words) > 1 and words[-1].isupper() and len(words[-1]) <= 4 and not is_label(words[-1]):
        words.pop()
    lowered = [bare(word) for word in words]
    if "#" in signs and lowered[-1] in kinds()["thing"]:
        return True
    left, numbered = _stripped(lowered)
    far = len(left) < len(lowered) - 1
    if not left or (far and any(word in kinds()["phone"] for word in left)):
        return False
    if left[-1] in kinds()["thing"] and _is_numbered_before(left):
        return True
    if numbered:
        named = left[-1] in kinds()["thing"] or is_label(left[-1]) or is_label(lowered[-1])
        return named or (_is_no_caller(left[-1]) and not any(word in kinds()["phone"] for word in left))
    if len(left) > 1 and left[-2] in kinds()["number"] and _is_no_caller(left[-1]) and not words[-1].istitle():
        return True
    if len(left) > 2 and left[-2] in kinds()["of"] and left[-1] not in kinds()["phone"]:
        of_a_number = left[-3] in kinds()["number"] and not words[-1].istitle()
        return of_a_number or any(map(is_label, (left[-3], left[-1])))
    if far and left[-1] in kinds()["booking"]:
        return False
    return is_label(left[-1]) and not (len(left) > 1 and left[-2] in kinds()["pointing"])


def _is_numbered_before(words: Sequence[str]) -> bool:
    """ "numéro de client", "n° client": the word for number in front."""
    before = [word for word in words[-3:-1] if word not in kinds()["joint"]]
    return bool(before) and before[-1] in kinds()["number"]


def _is_no_caller(word: str) -> bool:
    """Whether "<word> number" is no telephone number's name: every word but those that callers use."""
    others = any(word in kinds()[kind] for kind in ("phone", "caller", "joint", "number"))
    return not others and not word.startswith(PHONE_STEMS)


def _stripped(words: list[str]) -> tuple[list[str], bool]:
    """The words without articles and words for number at their end, and whether there was such a word for number."""
    left, numbered = list(words), False
    while len(left) > 1 and (left[-1] in kinds()["number"] or left[-1] in kinds()["joint"]):
        numbered = left.pop() in kinds()["number"] or numbered
    return left, numbered


def _is_beside_a_registry(words: Sequence[str]) -> bool:
    """A register with a place: "RCS Paris 0475…"."""
    registry, place = words[-2:]
    return bare(registry) in kinds()["registry"] and place[:1].isupper() and bare(place) not in kinds()["phone"]


def _block_end(text: str, block: re.Match[str]) -> int:
    """Short blocks (order 12 3456) go on; a full one ends where the next begins with a zero."""
    end = block.end()
    while found := NEXT_BLOCK.match(text, end):
        if found.group(1) and sum(map(str.isdigit, text[block.start() : end])) >= ENOUGH:
            break
        end = found.end()
    return end
