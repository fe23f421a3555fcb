"""Trade names that are alike.

In: names as ads and registers write them. Out: whether two are alike once legal forms, place names and the trade's
generic words are gone. A short rest is never alike to anything.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from rapidfuzz import fuzz

from peil.municipalities import fact_rows
from rules.shared import SHARED, Shared
from rules.wordlists import words

_LONGEST_PLACE = 5


def alike(one: str, other: str, shared: Shared = SHARED) -> bool:
    """Whether what is left of both names is (nearly) the same, and is enough to tell them from others."""
    first, second = bare(one), bare(other)
    shorter = min(first, second, key=lambda name: (len(name), name))
    return _is_telling(shorter, shared) and fuzz.token_set_ratio(first, second) >= shared.name_likeness


def contradict(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether both sides bear a name of their own and none of them are alike, short ones included."""
    mine = [name for one in ours if (name := bare(one))]
    others = [name for one in theirs if (name := bare(one))]
    near = any(fuzz.token_set_ratio(one, other) >= SHARED.name_likeness for one in mine for other in others)
    return bool(mine and others) and not near


@cache
def bare(name: str) -> str:
    """The name in lower case without accents, legal forms, place names and generic words."""
    tokens = _plain(name).split()
    for phrases in (words("legal_forms"), _place_names()):
        tokens = _without(tokens, phrases)
    return " ".join(token for token in tokens if token not in words("generic_words"))


def _is_telling(name: str, shared: Shared) -> bool:
    return len(name.split()) >= shared.name_words or len(name.replace(" ", "")) >= shared.name_letters


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[\W_]+", " ", "".join(char for char in folded if not unicodedata.combining(char))).strip()


def _without(tokens: list[str], phrases: frozenset[str]) -> list[str]:
    """The tokens without every run of them that is one of the phrases, the longest run first."""
    kept: list[str] = []
    at = 0
    while at < len(tokens):
        length = next((n for n in range(_LONGEST_PLACE, 0, -1) if " ".join(tokens[at : at + n]) in phrases), 0)
        kept += [] if length else [tokens[at]]
        at += length or 1
    return kept


@cache
def _place_names() -> frozenset[str]:
    rows = [row["place"] for row in fact_rows("places")] + [row["alias"] for row in fact_rows("aliases")]
    bases = [row["base_name"] for row in fact_rows("places")]
    return frozenset(_plain(name) for name in rows + bases if name)
