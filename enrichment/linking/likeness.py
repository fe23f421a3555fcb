"""Whether texts speak for one hand: support for other evidence, never evidence by itself.

In: texts of two sides. Out: alike, unlike, or unknown. Unlike only where one side is known to repeat itself: somebody
who writes anew each time says nothing by writing anew once more.
"""

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from itertools import combinations, product

from rapidfuzz.distance import Indel

MIN_TEXT = 40
SAME_TEXT = 0.6
"""The share of words that stand in both, in one order; letters alone are alike in any two texts of one language."""

CUT_SHORT = 10
"""Sites cut texts short: so many words are enough to know the beginning of a longer text by."""


class Likeness(Enum):
    """What two sides' texts say."""

    ALIKE = auto()
    UNLIKE = auto()
    UNKNOWN = auto()


def compare_texts(some: Sequence[str], others: Sequence[str]) -> Likeness:
    """What the texts of two sides say of each other."""
    side, other = _words(some), _words(others)
    if _any_alike(product(side, other)):
        return Likeness.ALIKE
    return Likeness.UNLIKE if side and other and (_repeats(side) or _repeats(other)) else Likeness.UNKNOWN


def alike_texts(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether any texts of two sides speak for one hand."""
    return _any_alike(product(_words(some), _words(others)))


def same_text(a: str, b: str) -> bool:
    """Whether two texts are of one hand: nearly the same words in the same order, or one the beginning of the other."""
    return same_words(a.split(), b.split())


def same_words(a: Sequence[str], b: Sequence[str]) -> bool:
    """The same of texts as words."""
    some, others = (a, b) if len(a) <= len(b) else (b, a)
    if len(some) >= CUT_SHORT and 2 * len(some) < len(others):
        others = others[: len(some)]
    return some == others or Indel.normalized_similarity(some, others, score_cutoff=SAME_TEXT) > 0


def _words(texts: Sequence[str]) -> list[list[str]]:
    """The texts that are long enough to tell, as words."""
    return [text.split() for text in texts if len(text) >= MIN_TEXT]


def _repeats(side: Sequence[Sequence[str]]) -> bool:
    return _any_alike(combinations(side, 2))


def _any_alike(pairs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> bool:
    return any(same_words(a, b) for a, b in pairs)
