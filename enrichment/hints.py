"""A quick look before a long one: whether a text has any of the words without which a pattern cannot match.

In: text, hints. Out: yes or no. A hint that is missing must rule the pattern out; the tests hold each against its own.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=512)
def words_in(text: str) -> frozenset[str]:
    """The different words of a text in lower case, without digits and signs."""
    return frozenset(WORD.findall(text.lower()))


@lru_cache(maxsize=512)
def lowered(text: str) -> str:
    """The text in lower case, kept for the readers that come after the first."""
    return text.lower()


def has_any(text: str, hints: Iterable[str]) -> bool:
    """Whether one of the hints (in lower case) is part of the text in any case."""
    plain = lowered(text)
    return any(hint in plain for hint in hints)
