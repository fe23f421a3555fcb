"""What a site itself puts into its ads: parts of text that stand in many of them ("Noem deze site …").

In: many texts of one site. Out: the parts that come back, and a text without them. Numbers and case do not count. Pure;
the order of the texts changes nothing. Never decides that two ads belong together.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from enrichment.phones.folding import fold

PART = re.compile(r"[^\n.!?•|]+[.!?]*")
WORD = re.compile(r"[^\W\d_]+")
FEWEST_WORDS = 4
FEWEST_TEXTS = 8
LEAST_SHARE = 0.2


def boilerplate(texts: Iterable[str]) -> frozenset[str]:
    """The parts (in their plain form) that stand in a fifth of the different texts and in eight of them at least."""
    different = set(texts)
    seen = Counter(part for text in different for part in {plain for _, plain in _parts(text)})
    enough = max(FEWEST_TEXTS, LEAST_SHARE * len(different))
    return frozenset(part for part, times in seen.items() if times >= enough)


def own_words(text: str, left_out: frozenset[str]) -> str:
    """The text without the parts that are the site's (`left_out`, as `boilerplate` gives them)."""
    if not left_out:
        return text
    spans = [span for span, plain in _parts(text) if plain in left_out]
    pieces = [
        text[start:end]
        for start, end in zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)], strict=True)
    ]
    return "".join(pieces).strip()


def _parts(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Sentences and lines with enough words: their span as written and their plain form."""
    for part in PART.finditer(text):
        words = WORD.findall(fold(part.group()).text.lower())
        if len(words) >= FEWEST_WORDS:
            yield part.span(), " ".join(words)
