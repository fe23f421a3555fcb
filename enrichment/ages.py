"""The age that an ad states, and words that state a minor (charter 18).

In: an AdText. Out: an age or None, and quotes of what states a minor. Durations, prices, limits for visitors ("18+",
"geen 17") and years of experience are no ages. What is unclear is None.
"""

import re
from collections.abc import Iterator

from enrichment.phones.folding import fold
from enrichment.phones.number_words import read_word
from peil.records.read import AdText

ADULT = 18
OLDEST = 80
AGE = r"(?P<age>\d{2}|[a-zà-ÿ]{3,20})"
OLD = r"(?:jaar|jaren|jr\.?|j\.?|years?|yrs?\.?|y\.?o\.?|y/o|jahre?|ans)"
STATED = (
    re.compile(
        rf"\b(?:leeftijd|mijn leeftijd|age|alter|my age)\s?(?:is|:|=|-)?\s?{AGE}\b(?!\s?(?:[+%€]|tot|-\s?\d"
        rf"|euro|min\b|cm|kg))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:ik ben|ben|i am|i'm|im|ich bin|wordt|je suis|is)\s(?:pas\s|net\s|nog maar\s|only\s|just\s"
        rf"|erst\s|een\s|a\s|een jonge\s|now\s|nu\s)*{AGE}\s?{OLD}?(?=[\s.,;:!?)\n]|$)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<![\d.,-]){AGE}[\s-]?{OLD}\s?(?:jong|oud|old|young|alt|jeune)\b", re.IGNORECASE),
    re.compile(rf"(?<![\d.,-]){AGE}[\s-]?(?:jarige?|jarig|year[\s-]old|yo\b|jährige?)\b", re.IGNORECASE),
    re.compile(r"\b[A-Z][a-zà-ÿ]{2,14}\s?[,(]\s?(?P<age>\d{2})\s?(?:jaar|jr|j|y)?\.?\s?(?:\)|,|$)"),
)
HEADLINE = re.compile(
    r"^\W*[A-Z][a-zà-ÿ]{2,14}[\s,-]{1,3}(?P<age>\d{2})(?:\s?(?:jaar|jr|j|y))?\b(?!\s?(?:[+%€:]|[.-]?\d"
    r"|euro|min|cm|kg|uur|x\b))"
)
NO_AGE_FRONT = re.compile(
    r"(?:\b(?:vanaf|sinds|al|ruim|meer dan|over|minimaal|min|minimum|tot|onder|boven|jonger dan|"
    r"ouder dan|under|above|older than|younger than|at least|geen|niet|not|no|nooit|never|dan|voor"
    r"|for|from|since|van|of)|18\+)\s(?:de\s|the\s|je\s)?$",
    re.IGNORECASE,
)
NO_AGE_BEHIND = re.compile(
    r"\s?(?:\+|plus\b|jaar\s(?:ervaring|actief|werkzaam|bezig|in het vak|lang|geleden|getrouwd|samen"
    r"|open|bestaan|garantie)|years? (?:of )?(?:experience|ago|active)|of ouder|en ouder|or older"
    r"|and older|,?\s?\d{2}\s?(?:cm|kg))"
    r"|.{0,12}\b(?:ervaring|experience|actief in|in het vak)\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:je|jij|jullie|u|bezoekers?|klanten|gasten|heren|mannen|you|visitors?|clients?|guests|men"
    r"|dochter|zoon|kind|kat|hond|daughter|son)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"\b(?:geen|niet|nooit|weiger\w*|verboden|geweigerd|toegestaan|welkom|no|not|never|refuse\w*|"
    r"allowed|forbidden|tegen|against|keine?|zonder)\b",
    re.IGNORECASE,
)
MINOR = re.compile(
    r"\b(?:ik ben|ben|i am|i'm)\s(?:nog|net|pas|still)?\s?(?:minderjarig|underage|under age|a minor"
    r"|minderjährig)\b|\bminderjarige?\s(?:meid|meisje|girl|dame|jongen|boy)\b"
    r"|\b(?:nog|net|bijna|ben|almost|not yet|nearly|fast)\s(?:nog\s)?(?:geen\s|not\s)?(?:18|achttien"
    r"|eighteen)\b(?!\s?(?:\+|uur|min|euro|cm|[-/:.,]\d))|\b(?:word|wordt|turning|turn)\s(?:binnenkort"
    r"|bijna|straks|volgende maand|soon|next month)\s?(?:18|achttien)\b",
    re.IGNORECASE,
)
UNDERAGE_WORD = re.compile(r"\b(?:underage|under-age|minderjarige?)\b", re.IGNORECASE)
SENTENCE = re.compile(r"[^.!?\n]+")


def read_age(ad: AdText) -> tuple[int | None, tuple[str, ...]]:
    """The stated age (None: not stated, or several) and the quotes that state a minor."""
    stated = list(_stated(ad))
    quotes = [quote for age, quote in stated if age < ADULT] + list(_minor_words(ad))
    return _one_age(ad, [age for age, _ in stated]), tuple(dict.fromkeys(quotes))


def _one_age(ad: AdText, ages: list[int]) -> int | None:
    if any(age < ADULT for age in ages):
        return min(ages)
    if ages and ad.age.strip():
        return ages[0]
    return ages[0] if len(set(ages)) == 1 else None


def _stated(ad: AdText) -> Iterator[tuple[int, str]]:
    labelled = re.fullmatch(
        rf"\W*(?:leeftijd|age)?\W*(\d{{1,2}})\s*{OLD}?(?:\s?(?:jong|oud|old|young))?\W*",
        fold(ad.age).text,
        re.IGNORECASE,
    )
    if labelled and "+" not in ad.age and 5 <= int(labelled[1]) <= OLDEST:
        yield int(labelled[1]), ad.age.strip()
    for field in (ad.title, ad.text):
        yield from _in_text(fold(field).text)
    headline = HEADLINE.search(fold(ad.title).text)
    if headline and ADULT <= int(headline["age"]) <= OLDEST:
        yield int(headline["age"]), headline.group().strip()


def _in_text(text: str) -> Iterator[tuple[int, str]]:
    for pattern in STATED:
        for found in pattern.finditer(text):
            age = _number(found["age"])
            if age is not None and 10 <= age <= OLDEST and not _is_no_age(text, found):
                yield age, found.group().strip()


def _number(written: str) -> int | None:
    if written.isdecimal():
        return int(written)
    word = read_word(fold(written).text.lower())
    return int(word.digits) if word and len(word.digits) == 2 else None


def _is_no_age(text: str, found: re.Match[str]) -> bool:
    start = found.start("age")
    if NO_AGE_BEHIND.match(text, found.end("age")) or NO_AGE_FRONT.search(text, max(0, start - 24), start):
        return True
    sentence = _sentence(text, start)
    return (
        found.group()[:2].lower() not in ("ik", "i ", "i'")
        and bool(OTHERS.search(sentence))
        and int(_number(found["age"]) or 0) < ADULT
    )


def _minor_words(ad: AdText) -> Iterator[str]:
    for field in (ad.title, ad.text):
        text = fold(field).text
        for found in MINOR.finditer(text):
            sentence = _sentence(text, found.start())
            if not OTHERS.search(sentence) and not REFUSED.search(sentence.replace(found.group(), "")):
                yield found.group().strip()


def _sentence(text: str, at: int) -> str:
    return next((found.group() for found in SENTENCE.finditer(text) if found.start() <= at < found.end()), "")
