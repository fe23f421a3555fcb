"""What people said, made plain: which ads are the same, which are not, which identifiers are hubs or none.

In: decisions in any order. Out: one verdict a pair and an identifier (the later wins, "not" at equal times), and a
sentence for each pair about which people contradict each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from enrichment.linking.mentions import KINDS, Mentions
from enrichment.linking.options import LinkOptions
from enrichment.linking.websites import website_key
from peil.records.joined import LinkDecision

EARLIEST = datetime.min.replace(tzinfo=UTC)

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """By index: pairs of ads in the order of decision, identifiers as hub (True) or not a hub (False)."""

    same: tuple[Pair, ...]
    apart: tuple[Pair, ...]
    hubs: dict[int, bool]
    contradictions: tuple[str, ...]


def settle(mentions: Mentions, decisions: Sequence[LinkDecision], options: LinkOptions) -> Verdicts:
    """The verdicts that hold; decisions about unknown ads or identifiers wait, without effect."""
    place = _places(mentions, decisions)
    last: dict[Pair, LinkDecision] = {}
    contradictions: dict[Pair, str] = {}
    for said in sorted(decisions, key=in_time):
        if said.kind in ("same", "not the same") and said.a in place and said.b in place and said.a != said.b:
            a, b = sorted((place[said.a], place[said.b]))
            if (a, b) in last and last[a, b].kind != said.kind:
                contradictions[a, b] = _contradiction(last[a, b], said)
            last[a, b] = said
    return Verdicts(
        tuple(pair for pair, said in last.items() if said.kind == "same"),
        tuple(pair for pair, said in last.items() if said.kind == "not the same"),
        _hubs(mentions, decisions, options),
        tuple(contradictions.values()),
    )


def _places(mentions: Mentions, decisions: Sequence[LinkDecision]) -> dict[str, int]:
    """Where the ads stand that people spoke of."""
    named = {name for said in decisions for name in (said.a, said.b)} - {""}
    return {name: index for index, name in enumerate(mentions.table.ids) if name in named} if named else {}


def in_time(said: LinkDecision) -> tuple[datetime, bool, tuple[str, ...]]:
    """Later last; at one time "not" last; then by what was said, so that order of input leaves no trace."""
    names = (*sorted((said.a, said.b)), said.identifier_kind, said.value)
    return said.at or EARLIEST, said.kind in ("not the same", "not a hub"), names


def _contradiction(earlier: LinkDecision, later: LinkDecision) -> str:
    a, b = sorted((later.a, later.b))
    return f'ads {a} and {b}: "{earlier.kind}" and then "{later.kind}" was said; the later holds'


def _hubs(mentions: Mentions, decisions: Iterable[LinkDecision], options: LinkOptions) -> dict[int, bool]:
    said = {}
    for decision in sorted(decisions, key=in_time):
        if decision.kind in ("hub", "not a hub"):
            said[decision.identifier_kind, _value(decision, mentions, options)] = decision.kind == "hub"
    if not said:
        return {}
    kinds = [KINDS.index(kind) for kind in {kind for kind, _ in said} if kind in KINDS]
    candidates = np.flatnonzero(np.isin(mentions.kinds, kinds)).tolist()
    return {index: said[key] for index in candidates if (key := mentions.key(index)) in said}


def _value(decision: LinkDecision, mentions: Mentions, options: LinkOptions) -> str:
    """The value as the mentions have it."""
    if decision.identifier_kind == "image":
        return mentions.photos.named(decision.value.strip().lower(), options.photo_distance)
    return spelt(decision.identifier_kind, decision.value)


def spelt(kind: str, value: str) -> str:
    """An identifier as a person wrote it, as ads are compared by it."""
    plain = value.strip()
    if kind == "website":
        return website_key(plain)
    if kind in ("handle", "image"):
        return plain.lower()
    return plain.upper() if kind == "licence_no" else plain
