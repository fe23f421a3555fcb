"""Possible minors (charter 18), as far as collecting goes: does an ad say an age under 18?

In: the age field and the words of an ad. Out: yes or no; yes means that no photo is fetched. The judging is elsewhere.
"""

import re

_NUMBER = re.compile(r"\d+")
_YEARS = r"(?:jaar|jaartjes?|jr|jarige?|years?|yrs?|yo|ans|jahre?)"
_SELF = r"(?:ik ben|ben|i am|i'm|im|je suis|j'ai|ich bin|leeftijd|age|alter)"
_SAID = re.compile(
    rf"\b{_SELF}\W{{0,3}}(?:\w+\W+){{0,3}}?(1[0-7])\W{{0,2}}{_YEARS}?\b|\b(1[0-7])[- ]?jarige?\b", re.IGNORECASE
)
_CAREFUL = re.compile(rf"\b(1[0-7])\W{{0,2}}{_YEARS}\b", re.IGNORECASE)


def says_minor(age: str, words: str) -> bool:
    """Whether the age field's first number, or the ad speaking of itself, is an age from 10 to 17."""
    number = _NUMBER.search(age)
    if number and 10 <= int(number[0]) < 18:
        return True
    return bool(_SAID.search(words))
