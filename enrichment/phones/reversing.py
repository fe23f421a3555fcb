"""Whether a text says that its number is written backwards.

In: folded text in lower case. Out: yes or no.
"""

import re

_SAID = re.compile(
    r"achterste\s?voren|achteruit\s(?:lezen|gelezen)|omgekeerd|omgedraaid|andersom|"
    r"van rechts naar links|van achter(?:en)? naar voren|gespiegeld|spiegelbeeld"
    r"|backwards?|reversed?|right to left|ruckwarts|rueckwarts|von hinten|a l'envers|al reves|invers\b"
    r"|umgekehrt|verkehrt ?herum|andersrum|rueckwaerts|al contrario|de la coada|hatulrol|od konca"
    r"|visszafele|od tylu|wspak",
)
_HINTS = (
    "achterst", "achteruit", "voren", "omgek", "omged", "anderso", "andersr", "links", "left", "spieg", "backw",
    "revers", "warts", "hinten", "invers", "envers", "reves", "vissza", "tylu", "kehrt", "contrario", "coada",
    "hatulrol", "konca", "wspak",
)  # fmt: skip


def may_say_reversed(text: str) -> bool:
    """Whether a part of such words stands in the text: at one glance, true too often."""
    return any(map(text.__contains__, _HINTS))


def says_reversed(text: str) -> bool:
    """Whether words of the text say so; a quick look for parts of them comes first."""
    return may_say_reversed(text) and _SAID.search(text) is not None
