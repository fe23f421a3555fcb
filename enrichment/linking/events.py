"""What happened to clusters since the last time: born, merged, split, gone, with the cause in words.

In: the ids that were and are, and the evidence. Out: events in order of the clusters; nothing changed, no event.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from enrichment.linking.identity import Identity
from peil.records.joined import ClusterEvent, Hub, Link, LinkDecision

CAUSES_TOLD = 3


@dataclass(frozen=True, slots=True)
class Change:
    """Before and after: ad -> cluster both times, with the ids, links, hubs and decisions of now."""

    previous: Mapping[str, str]
    clusters: Mapping[str, str]
    identity: Identity
    links: tuple[Link, ...]
    hubs: tuple[Hub, ...]
    decisions: tuple[LinkDecision, ...]


def tell_events(change: Change, at: datetime) -> tuple[ClusterEvent, ...]:
    """The events, sorted by cluster and cause."""
    parts = _parts(change)
    events = [*_born_and_merged(change, at), *_split_and_gone(change, parts, at)]
    return tuple(sorted(events, key=lambda event: (event.cluster, event.cause)))


def _parts(change: Change) -> dict[str, set[str]]:
    """Previous id -> the clusters in which its ads are now."""
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for name, was in zip(change.identity.ids, change.identity.was, strict=True):
        for old in was:
            parts[old].add(name)
    return {old: parts.get(old, set()) for old in sorted(set(change.previous.values()))}


def _born_and_merged(change: Change, at: datetime) -> Iterator[ClusterEvent]:
    known = set(change.previous.values())
    living = set(change.identity.ids)
    for name, was in zip(change.identity.ids, change.identity.was, strict=True):
        others = tuple(sorted(old for old in was if old != name))
        swallowed = tuple(old for old in others if old not in living)
        if name not in known:
            yield ClusterEvent(name, "born", at, others, "part of an older cluster" if others else "new ads")
        if swallowed and (name in known or len(others) > 1):
            yield ClusterEvent(name, "merge", at, swallowed, _merge_cause(change, name))


def _split_and_gone(change: Change, parts: Mapping[str, set[str]], at: datetime) -> Iterator[ClusterEvent]:
    living = set(change.identity.ids)
    for old, now in parts.items():
        others = tuple(sorted(now - {old}))
        if len(now) > 1:
            yield ClusterEvent(old, "split", at, others, _split_cause(change, old))
        if old not in living:
            why = f"its ads are in {', '.join(others)}" if others else "its ads are no longer kept"
            yield ClusterEvent(old, "gone", at, others, why)


def _merge_cause(change: Change, name: str) -> str:
    """The evidence between ads that were in different clusters, or new."""
    told = [
        link.evidence
        for link in change.links
        if change.clusters[link.a] == name
        and (change.previous.get(link.a) != change.previous.get(link.b) or link.a not in change.previous)
    ]
    return _together(told) or "joined by new evidence"


def _split_cause(change: Change, old: str) -> str:
    told = [f'a person said "not the same" of {a} and {b}' for a, b in _parted(change, old)]
    told += [f"{hub.kind} in quarantine: {hub.reason}" for hub in change.hubs] if not told else []
    return _together(told) or "no evidence joins its parts any longer"


def _parted(change: Change, old: str) -> Iterator[tuple[str, str]]:
    for said in change.decisions:
        mine = change.previous.get(said.a) == old == change.previous.get(said.b)
        if said.kind == "not the same" and mine and change.clusters.get(said.a) != change.clusters.get(said.b):
            yield said.a, said.b


def _together(causes: Iterable[str]) -> str:
    return "; ".join(list(dict.fromkeys(causes))[:CAUSES_TOLD])
