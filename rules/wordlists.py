"""Word lists of this room: one entry a line in `words/<name>.txt`, lines with # are remarks.

In: a list's name. Out: its entries. Read once.
"""

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """The entries of one list, in lower case."""
    lines = files("rules.words").joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip().casefold() for line in lines if line.strip() and not line.startswith("#"))
