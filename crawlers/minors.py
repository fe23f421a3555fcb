"""Possible minors (charter 18), as far as collecting goes: does an ad say an age under 18?

In: the age field and the words of an ad. Out: yes or no; yes means that no photo is fetched. The judging is elsewhere.
"""

import re

_NUMBER = re.compile(r"\d+")
_AGE = r"(1[0-7])"
_YEARS = r"(?:jaar|jaartjes?|jr|jarige?|years?|yrs?|yo|ans|jahre?)"
_SELF = r"(?:ik ben|i am|i'm|im|je suis|j'ai|ich bin)"
_BETWEEN = r"(?:(?!(?:en|heb|heeft|and|have|open|et|und)\b)\w+\W+){0,2}?"
_NOT_WORK = r"(?!\W+(?:ervaring|experience|erfahrung|d.exp|in (?:dit|het|the)\b|actief|bezig))"
_SAID = (
    re.compile(rf"\b{_SELF}\W{{1,3}}{_BETWEEN}{_AGE}\W{{0,2}}{_YEARS}\b{_NOT_WORK}", re.IGNORECASE),
    re.compile(rf"\b(?:leeftijd|age|alter)\W{{1,3}}{_AGE}\b", re.IGNORECASE),
    re.compile(rf"\b{_AGE}[- ]?jarige?\b", re.IGNORECASE),
)


def says_minor(age: str, words: str) -> bool:
    """Whether the age field's first number, or the ad speaking of itself, is an age from 10 to 17."""
    number = _NUMBER.search(age)
    if number and 10 <= int(number[0]) < 18:
        return True
    return any(said.search(words) for said in _SAID)
