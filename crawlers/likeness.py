"""How alike two texts are, by their shingles: runs of three words.

In: texts. Out: shares from 0 to 1. Pure. Case and signs count for nothing, nor do the numbers of the address that was
asked for: a page that repeats them says the same as one that repeats another's.
"""

import re
from dataclasses import dataclass
from functools import cached_property

_WORD, _NUMBER = re.compile(r"[^\W\d_]+|\d+"), re.compile(r"\d+")
_LENGTH, _MOST_WORDS = 3, 20_000


@dataclass(frozen=True)
class Wording:
    """A text as its words, at most 20,000; `asked` is the address it answers, whose numbers are left out."""

    text: str
    asked: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words in order."""
        found = _WORD.findall(self.text[: 20 * _MOST_WORDS].lower())
        numbers = set(_NUMBER.findall(self.asked))
        return tuple(word for word in found[:_MOST_WORDS] if word not in numbers)

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """Its runs of three words; one shorter run where it has no three."""
        return frozenset(self.words[at : at + _LENGTH] for at in range(max(1, len(self.words) - _LENGTH + 1)))

    @cached_property
    def line(self) -> str:
        """The words on one line, a space around each."""
        return f" {' '.join(self.words)} "


def likeness(one: Wording, other: Wording) -> float:
    """The share of all their shingles that both have."""
    both = len(one.shingles & other.shingles)
    return both / (len(one.shingles) + len(other.shingles) - both)


def share_within(part: Wording, whole: Wording) -> float:
    """The share of what `part` says that `whole` says too."""
    if len(part.words) < _LENGTH:
        return float(part.line in whole.line)
    return len(part.shingles & whole.shingles) / len(part.shingles)
