"""The age that an ad states.

In: an AdText. Out: every stated age with the words that say so, and the one age, if it is one. Durations, prices,
limits for visitors ("18+", "geen 17") and years of experience are no ages. What is unclear is None.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from enrichment.hints import words_in
from enrichment.phones.folding import fold
from enrichment.phones.number_words import read_word
from peil.records.read import AdText

ADULT = 18
YOUNGEST, OLDEST = 10, 80
FRONT, BEHIND = 32, 40

DIGITS = re.compile(r"(?=\d)(?<![\d.,:/€-])(?<!\d )\d{2}(?!\d|[.,:/]\d)")
WORD_END = re.compile(r"(?:tien|tig|teen|zehn|zig|twenty|thirty|forty|fifty)\b", re.IGNORECASE)
WORD_ENDS = ("tien", "tig", "teen", "zehn", "zig", "twenty", "thirty", "forty", "fifty")
WORD = re.compile(r"[a-z]+(?:[- ](?:one|two|three|four|five|six|seven|eight|nine)\b)?", re.IGNORECASE)

OLD = r"(?:jaar|jaren|jr|j|years?|yrs?|y\.?o|y/o|jahre?|ans)"
LABEL = re.compile(r"\b(?:leeftijd|age|alter)\s?(?:is\s?|:\s?|=\s?|-\s?)?$", re.IGNORECASE)
I_AM = re.compile(
    r"\b(?:ik ben|i am|i'm|ich bin|je suis|ben)\s(?:(?:pas|net|nog maar|nu|een|een jonge|only|just"
    r"|now|a|erst)\s)*$",
    re.IGNORECASE,
)
AFTER_I_AM = re.compile(
    rf"(?:\s?{OLD}\b)?\.?(?=\s?(?:[,;:!?()&|-]|\.(?!\d)|en\b|and\b|und\b|uit\b|from\b|jong|oud|old|geworden"
    rf"|young|\n|$))",
    re.IGNORECASE,
)
YEARS_OLD = re.compile(
    rf"[\s-]?(?:{OLD}\.?\s?(?:jong|oud|old|young|alt|jeune)|lentes?(?: jong| oud)?|jarige?|year[\s-]old|yo|jahrige?)\b",
    re.IGNORECASE,
)
YEARS = re.compile(rf"\s?{OLD}\b(?!\s(?:lang|geleden|ago))", re.IGNORECASE)
PERSON = re.compile(r"\b(?:dame|meid|meisje|vrouw|masseuse|girl|woman|lady)\s(?:van|of)\s$", re.IGNORECASE)
LABELS, SELVES = ("leeftijd", "age", "alter"), ("ben", "am", "i'm", "bin", "suis")
PERSONS = ("dame", "meid", "meisje", "vrouw", "masseuse", "girl", "woman", "lady")
NAME = re.compile(r"\b[A-Z][a-z]{1,14}\s?[,(|-]\s?$")
AFTER_NAME = re.compile(r"\s?(?:jaar|jr|j|y)?\.?\s?(?:\)|,|\||$)")
HEADLINE = re.compile(r"\W*[A-Z][a-z]{2,14}[\s,(|-]{1,3}")
AFTER_HEADLINE = re.compile(r"(?:\s?(?:jaar|jr|j|y)\b)?(?!\s?(?:[+%€:]|[.-]?\d|euro|min|cm|kg|uur|x\b))")
FIELD = re.compile(rf"\W*(?:leeftijd|age)?\W*(\d{{1,2}})\s*{OLD}?\.?(?:\s?(?:jong|oud|old|young))?\W*", re.IGNORECASE)

NO_AGE_FRONT = re.compile(
    r"(?:\b(?:vanaf|sinds|al|ruim|meer dan|over|minimaal|min|minimum|tot|onder|boven|jonger dan|"
    r"ouder dan|under|above|older than"
    r"|younger than|at least|geen|niet|not|no|nooit|never|dan|voor|for|from|since|van|of|mijn|my)"
    r"|18\+)\s(?:de\s|the\s|je\s)?$",
    re.IGNORECASE,
)
NO_AGE_BEHIND = re.compile(
    r"\s?(?:\+|plus\b|(?:(?:jaar|years?)\s)?(?:of ouder|en ouder|or older|and older)"
    r"|(?:jaar|years?)\s(?:of\s)?(?:ervaring|actief|werkzaam|bezig|in het vak|lang|geleden|getrouwd"
    r"|samen|open|bestaan|garantie|experience|ago|active)|(?:\s?-\s?|\stot\s|\sto\s)\d{2})|"
    r"[^.!?\n]{0,12}\b(?:ervaring|experience|in het vak)\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:je|jij|jullie|u|bezoekers?|klanten|gasten|heren|mannen|you|visitors?|clients?|guests|men"
    r"|dochter|zoon|kind|kat|hond|daughter|son|niemand|nobody)\b",
    re.IGNORECASE,
)
ANOTHER = re.compile(r"\b\d{2}\s?(?:en|and|&|/|of)\s?$", re.IGNORECASE)
YOU_ARE = re.compile(
    r"\b(?:je|jij|u|you|klant|dochter|zoon|man|daughter|son)\s(?:bent|are|is|van|of)\s(?:\w+\s)?$", re.IGNORECASE
)
SENTENCE_EDGE = re.compile(r"[.!?\n]")


@dataclass(frozen=True, slots=True)
class StatedAge:
    """An age and the words that state it."""

    age: int
    quote: str


def stated_ages(ad: AdText) -> list[StatedAge]:
    """Every age that the age field, the title and the text state, in that order."""
    labelled = FIELD.fullmatch(fold(ad.age).text) if ad.age and "+" not in ad.age else None
    found = [StatedAge(int(labelled[1]), ad.age.strip())] if labelled and 5 <= int(labelled[1]) <= OLDEST else []
    for field in (ad.title, ad.text):
        found += _in_text(fold(field).text, field is ad.title)
    return found


def one_age(ad: AdText, ages: list[StatedAge]) -> int | None:
    """The age of the ad: the field's, else the only one; the lowest if one is a minor's; None if several are stated."""
    stated = [found.age for found in ages]
    if any(age < ADULT for age in stated):
        return min(stated)
    if stated and ad.age.strip():
        return stated[0]
    return stated[0] if len(set(stated)) == 1 else None


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence around a span."""
    first = max((edge.end() for edge in SENTENCE_EDGE.finditer(text, 0, start)), default=0)
    last = SENTENCE_EDGE.search(text, end)
    return text[first : last.start() if last else len(text)]


def _in_text(text: str, is_title: bool) -> Iterator[StatedAge]:
    for found in _candidates(text):
        age = _number(found.group())
        if age is None or not YOUNGEST <= age <= OLDEST:
            continue
        quote = _quote(text, *found.span(), age, is_title)
        if quote and not _is_no_age(text, *found.span()):
            yield StatedAge(age, quote)


def _candidates(text: str) -> Iterator[re.Match[str]]:
    yield from DIGITS.finditer(text)
    if not any(word.endswith(WORD_ENDS) for word in words_in(text)):
        return
    for end in WORD_END.finditer(text):
        start = end.start()
        while start and text[start - 1].isalpha():
            start -= 1
        found = WORD.match(text, start)
        if found:
            yield found


def _number(written: str) -> int | None:
    if written.isdecimal():
        return int(written)
    tens, _, unit = written.lower().replace("-", " ").partition(" ")
    read, more = read_word(tens), read_word(unit) if unit else None
    return int(read.digits) + int(more.digits if more else 0) if read and len(read.digits) == 2 else None


def _quote(text: str, start: int, end: int, age: int, is_title: bool) -> str:
    """The words that state an age at this place; empty where it is another number."""
    low = max(0, start - FRONT)
    behind = YEARS_OLD.match(text, end)
    if behind:
        return text[start : behind.end()]
    before = text[low:start].lower()
    front = (LABEL.search(text, low, start) if _has(before, LABELS) else None) or (
        PERSON.search(text, low, start) if _has(before, PERSONS) else None
    )
    if front:
        return text[front.start() : end]
    front = I_AM.search(text, low, start) if _has(before, SELVES) else None
    if front and (behind := AFTER_I_AM.match(text, end)):
        return text[front.start() : behind.end()].strip()
    return text[start:end] if age >= ADULT and _is_beside_a_name(text, start, end, is_title) else ""


def _has(words: str, hints: tuple[str, ...]) -> bool:
    return any(hint in words for hint in hints)


def _is_beside_a_name(text: str, start: int, end: int, is_title: bool) -> bool:
    """An adult's age without more words: "Lisa (24)", "Lisa 24 - Breda" as a headline, "24 jaar"."""
    if YEARS.match(text, end):
        return True
    if AFTER_NAME.match(text, end) and NAME.search(text, max(0, start - FRONT), start):
        return True
    return bool(is_title and HEADLINE.fullmatch(text, 0, start) and AFTER_HEADLINE.match(text, end))


def _is_no_age(text: str, start: int, end: int) -> bool:
    low = max(0, start - FRONT)
    young = (_number(text[start:end]) or 0) < ADULT
    limit = NO_AGE_FRONT.search(text, low, start) and not PERSON.search(text, low, start)
    if (
        limit
        or (not young and ANOTHER.search(text, low, start))
        or NO_AGE_BEHIND.match(text, end)
        or YOU_ARE.search(text, low, start)
    ):
        return True
    return young and not I_AM.search(text, low, start) and bool(OTHERS.search(sentence_at(text, start, end)))
