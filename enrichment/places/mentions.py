"""Places named in running text, and how: stated, listed, as a region, or only mentioned.

In: text and the country of the page. Out: mentions in order. Never decides where an ad is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from enrichment.places.gazetteer import WORD, Meaning, meanings, name_lengths, normal_word, ordinary_words

Manner = Literal["stated", "named", "region", "passing"]
BIG = 30_000
GAP = re.compile(r"[ \-'’./()&]{1,3}")
IN_FRONT = 48
BEHIND = 32

STATED = re.compile(
    r"(?:\b(?:in|te|nabij|centrum|hartje|stad|gemeente|at|vanuit|locatie|location|ort|plaats|woonplaats|city|ontvang\w*)"
    r"(?:\s(?:het|de|the|hartje|centrum|van|mooie|gezellige))*\s?[:\-]?\s?|\d\s?[a-zA-Z]?,\s|\d{4} ?[A-Z]{2},?\s)$",
    re.IGNORECASE,
)
STATED_BEHIND = re.compile(r"[\s-](?:centrum|center|centre|city|stad)\b", re.IGNORECASE)
REGION_FRONT = re.compile(
    r"\b(?:regio|omgeving|omstreken|streek|provincie|rondom|rond|buurt van|region|area|around|raum"
    r"|nahe|nähe|near|nabij|vlakbij|dichtbij|close to)(?:\s(?:van|of))?\s?:?\s?$",
    re.IGNORECASE,
)
REGION_BEHIND = re.compile(
    r"\s?(?:e\.?\s?o\.?\b|en (?:wijde )?omgeving|en omstreken|\(?(?:regio|area|region)\b|"
    r"and surroundings|& omgeving|und umgebung|\+ omgeving)",
    re.IGNORECASE,
)
PASSING_FRONT = re.compile(
    r"(?:\b(?:kom|komt|kwam|kom oorspronkelijk|afkomstig|geboren|getogen|opgegroeid|groeide op|woonde"
    r"|gewoond|verhuisd|vertrokken|weg|vroeger|eerder|voorheen|vorig\w*|studeer\w*|werkte|gewerkt"
    r"|born|raised|moved|used to \w+|studied|grew up|komme|geboren)\b"
    r"[^.,;!?\n]{0,24}|\b(?:from|aus|i'?m from|i am from)\s|\b(?:niet|not|nooit|geen|no longer|never"
    r"|nicht)(?: meer)? (?:meer )?(?:in|uit|naar|to|from)\s|\b(?:minuten|min\.?|km|kilometer|minutes"
    r"|uur) (?:rijden )?(?:van|vanaf|from|of)\s|\b(?:richting|dan in|zoals in|net als in|than in)\s"
    r"|\b(?:trein|bus|metro|snelweg|afslag|station|vliegveld) (?:naar|van|uit)\s)(?:het |de |the )?$",
    re.IGNORECASE,
)
PASSING_BEHIND = re.compile(
    r"\s?(?:-\s?(?:born|geboren)|(?:geboren|getogen)\b|(?:se |er )\w+ (?:roots|afkomst))", re.IGNORECASE
)
STREET_BEHIND = re.compile(
    r"(?:se|er)?\s?-?(?:straat|weg|laan|plein|kade|singel|dijk|poort|hotel|airport|arena|cs\b)", re.IGNORECASE
)
BETWEEN_FRONT = re.compile(r"\b(?:tussen|between|zwischen)\s$", re.IGNORECASE)
BETWEEN_WORD = re.compile(r"\s(?:en|and|und)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text with its possible meanings, the manner of its naming and its span."""

    meanings: tuple[Meaning, ...]
    manner: Manner
    raw: str
    start: int
    end: int


def mentions(text: str) -> list[Mention]:
    """Places named in `text`, longest names first, in order."""
    found = list(_named(text))
    return [_placed(text, found, at) for at in range(len(found))]


def _named(text: str) -> Iterator[Mention]:
    sizes = list(map(_sizes_of, WORD.findall(text)))
    words = list(WORD.finditer(text)) if any(sizes) else []
    free = 0
    for at in (at for at in range(len(words)) if sizes[at]):
        found = _longest_name(text, words, at, sizes[at]) if at >= free else None
        if found:
            yield found[0]
            free = at + found[1]


@lru_cache(maxsize=65536)
def _sizes_of(word: str) -> tuple[int, ...]:
    """The numbers of words of the names that begin with this one, longest first."""
    return name_lengths().get(normal_word(word), ())


def _longest_name(
    text: str, words: Sequence[re.Match[str]], at: int, sizes: Sequence[int]
) -> tuple[Mention, int] | None:
    for size in sizes:
        named = words[at : at + size]
        name = " ".join([normal_word(word.group()) for word in named])
        found = meanings().get(name)
        if found and _stand_together(text, named):
            start, end = named[0].start(), named[-1].end()
            safe = tuple(meaning for meaning in found if _is_trusted(meaning, text, start, end, name))
            if safe:
                return Mention(safe, "named", text[start:end], start, end), size
    return None


def _stand_together(text: str, words: Sequence[re.Match[str]]) -> bool:
    """Whether words are one name: a slash stands in short forms ("a/d Rijn") and else parts two names."""
    return all(
        GAP.fullmatch(text, word.end(), after.start())
        and ("/" not in text[word.end() : after.start()] or len(word.group()) == 1)
        for word, after in pairwise(words)
    )


def _is_trusted(meaning: Meaning, text: str, start: int, end: int, name: str) -> bool:
    if meaning.kind == "nowhere" or len(name) < 3 or (meaning.kind == "province" and len(name) < 4):
        return False
    if meaning.kind in ("region", "province"):
        return meaning.safe
    capital, risky = text[start].isupper(), name in ordinary_words()
    if capital and not risky and (meaning.safe or _is_plain_name(meaning, name)):
        return True
    front = max(0, start - IN_FRONT)
    stated = bool(STATED.search(text, front, start) or REGION_FRONT.search(text, front, start))
    if risky or not meaning.safe:
        return stated and capital
    return stated or (meaning.size >= BIG and " " not in name) or meaning.country != "NL"


def _is_plain_name(meaning: Meaning, name: str) -> bool:
    """A homonym's plain name ("Bergen"): unsafe to resolve, but it does name a place."""
    return len(meanings()[name]) > 1 and name not in ordinary_words()


def _placed(text: str, found: Sequence[Mention], at: int) -> Mention:
    mention = found[at]
    manner = _manner(text, mention, found[at - 1] if at else None)
    return Mention(mention.meanings, manner, mention.raw, mention.start, mention.end)


def _manner(text: str, mention: Mention, last: Mention | None) -> Manner:
    front, start = max(0, mention.start - IN_FRONT), mention.start
    if (
        PASSING_FRONT.search(text, front, start)
        or STREET_BEHIND.match(text, mention.end)
        or PASSING_BEHIND.match(text, mention.end)
    ):
        return "passing"
    if (
        REGION_FRONT.search(text, front, start)
        or REGION_BEHIND.match(text, mention.end)
        or _is_between(text, mention, last)
    ):
        return "region"
    if STATED.search(text, front, start) or STATED_BEHIND.match(text, mention.end):
        return "stated"
    return "named"


def _is_between(text: str, mention: Mention, last: Mention | None) -> bool:
    if BETWEEN_FRONT.search(text, max(0, mention.start - IN_FRONT), mention.start):
        return True
    return bool(
        last
        and BETWEEN_WORD.fullmatch(text, last.end, mention.start)
        and BETWEEN_FRONT.search(text, max(0, last.start - IN_FRONT), last.start)
    )
