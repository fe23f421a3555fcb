"""Planted cases: what each is called, which ads it owns, and what whoever reads the market should find.

Plain values that the truth prints; the ads themselves are made by soloists, houses and crowds.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from crawlers.market.ads import Ad
from crawlers.market.draw import Urn

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Expect:
    """What holds at the end: `flags` that must stand, since when, and `may_flag` that may stand beside them.

    `together` and `separate` are pairs of ads that must and must not share a cluster; `hubs` are identifiers that
    belong in quarantine.
    """

    flags: tuple[str, ...] = ()
    may_flag: tuple[str, ...] = ()
    municipality: str | None = None
    municipalities: tuple[str, ...] = ()
    since_week: int | None = None
    together: tuple[Pair, ...] = ()
    separate: tuple[Pair, ...] = ()
    hubs: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One planted case with its ads."""

    id: str
    title_nl: str
    title_en: str
    ads: tuple[Ad, ...]
    expect: Expect = field(default_factory=Expect)


Planter = Callable[[Urn], Case]


def chain(ads: list[Ad]) -> tuple[Pair, ...]:
    """Each ad with the next: enough pairs to say that all belong together."""
    return tuple((one.id, other.id) for one, other in pairwise(ads))


def apart(ads: list[Ad]) -> tuple[Pair, ...]:
    """Each ad with the next of another operator, and the last with the first: pairs that must stay apart."""
    return tuple((one.id, other.id) for one, other in pairwise([*ads, ads[0]]) if one.operator != other.operator)
