"""Numbers that all rules share; a policy sets them under the name `all`, such as `all.counted_days=21`.

In: nothing. Out: the defaults, as RULES.md gives them, and charter 24's limits. `possible_minor` keeps to its own.
"""

from dataclasses import dataclass

NAME = "all"


@dataclass(frozen=True, slots=True)
class Shared:
    """Days that count and flags' grace, what makes a home worker and a computed sign, alike names, suspensions."""

    counted_days: int = 14
    grace_days: int = 28
    home_personas: int = 1
    several_personas: int = 3
    own_site_personas: int = 2
    name_likeness: int = 90
    name_words: int = 2
    name_letters: int = 7
    suspend_days: int = 90
    suspend_decided: int = 10
    suspend_share: float = 0.5


SHARED = Shared()
