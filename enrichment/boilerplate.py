"""What a site itself puts into its ads: parts of text that stand in the ads of many advertisers ("Noem deze site …").

In: many texts of one site, each with who placed it. Out: the parts that come back, and a text without them. Numbers and
case do not count, nor do the many ads of one advertiser. Pure; the order of the texts changes nothing. Never decides
that two ads belong together.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from enrichment.phones.folding import fold

PART = re.compile(r"[^\n.!?•|]+[.!?]*")
WORD = re.compile(r"[^\W\d_]+")
FEWEST_WORDS = 4
FEWEST_OWNERS = 8
LEAST_SHARE = 0.2
DIGEST = 8


def boilerplate(texts: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The parts (in their plain form) of a fifth of the advertisers' texts, and of eight advertisers at least.

    `texts` are pairs of an advertiser and a text; a text that several advertisers have word for word counts once, so
    that one advertiser under many accounts makes none.
    """
    first: dict[str, str] = {}
    for owner, text in texts:
        first[text] = min(owner, first.get(text, owner))
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for text, owner in first.items():
        for part in _plain_parts(text):
            owners[part].add(owner)
    enough = max(FEWEST_OWNERS, LEAST_SHARE * len(set(first.values())))
    return frozenset(part for part, found in owners.items() if len(found) >= enough)


def digest(left_out: frozenset[str]) -> str:
    """Eight hex digits that stand for these parts; empty for none."""
    return hashlib.sha256("\n".join(sorted(left_out)).encode()).hexdigest()[:DIGEST] if left_out else ""


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


def _plain_parts(text: str) -> frozenset[str]:
    return frozenset(plain for _, plain in _parts(text))


def _parts(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Sentences and lines with enough words: their span as written and their plain form."""
    for part in PART.finditer(text):
        plain = _plain(part.group())
        if plain:
            yield part.span(), plain


@lru_cache(maxsize=65536)
def _plain(part: str) -> str:
    """The words of a part without numbers and case; empty for too few."""
    words = WORD.findall(fold(part).text.lower())
    return " ".join(words) if len(words) >= FEWEST_WORDS else ""
