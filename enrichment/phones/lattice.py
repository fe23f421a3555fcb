"""The pieces of the lattice: digit groups, and how far they stand from each other. Only words, no reading."""

from typing import Literal, NamedTuple

Medium = Literal["digits", "words", "letters"]

GLUED, JOINED, SPACED, APART, FILLER, BROKEN = range(6)
"""What stands between two groups: nothing, a sign, a space, a comma or a line, words, something that breaks them."""


class Group(NamedTuple):
    """A token that can be dialled: its digit `options` (an empty one: it may be left out) and folded span.

    `gap` tells how far it stands from the group before, `filler` the words between, `sign` the
    first sign between, `plus` whether a plus sign leads it in.
    """

    options: tuple[str, ...]
    start: int
    end: int
    medium: Medium = "digits"
    languages: frozenset[str] = frozenset()
    loose: bool = False
    gap: int = BROKEN
    plus: bool = False
    filler: str = ""
    sign: str = ""

    @property
    def digits(self) -> str:
        """The first reading."""
        return self.options[0]
