"""Whether texts speak for one hand: support for other evidence, never evidence by itself.

In: texts of two sides. Out: alike, unlike, or unknown. Unlike only where one side is known to repeat itself: somebody
who writes anew each time says nothing by writing anew once more.
"""

from collections.abc import Sequence
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
    long, long_others = ([text for text in texts if len(text) >= MIN_TEXT] for texts in (some, others))
    if any(same_text(a, b) for a, b in product(long, long_others)):
        return Likeness.ALIKE
    repeats = any(any(same_text(a, b) for a, b in combinations(side, 2)) for side in (long, long_others))
    return Likeness.UNLIKE if long and long_others and repeats else Likeness.UNKNOWN


def same_text(a: str, b: str) -> bool:
    """Whether two texts are of one hand: nearly the same words in the same order, or one the beginning of the other."""
    if a == b:
        return True
    some, others = sorted((a.split(), b.split()), key=len)
    if len(some) >= CUT_SHORT and 2 * len(some) < len(others):
        others = others[: len(some)]
    return Indel.normalized_similarity(some, others, score_cutoff=SAME_TEXT) > 0
