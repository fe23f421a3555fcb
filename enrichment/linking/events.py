"""What happened to clusters since the last time: born, merged, split, gone, with the cause in words.

In: the ids that were and are, and the evidence. Out: events in order of the clusters; nothing changed, no event.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from enrichment.linking.identity import Identity
from peil.records.joined import ClusterEvent, Link, LinkDecision

CAUSES_TOLD = 3


@dataclass(frozen=True, slots=True)
class Change:
    """Before and after: ad -> cluster both times, with the ids, links and decisions of now.

    `quarantined` has for each ad that shows a hub the reasons, in words.
    """

    previous: Mapping[str, str]
    clusters: Mapping[str, str]
    identity: Identity
    links: tuple[Link, ...]
    quarantined: Mapping[str, set[str]]
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
    causes = _merge_causes(change)
    for name, was in zip(change.identity.ids, change.identity.was, strict=True):
        others = tuple(sorted(old for old in was if old != name))
        swallowed = tuple(old for old in others if old not in living)
        if name not in known:
            yield ClusterEvent(name, "born", at, others, "part of an older cluster" if others else "new ads")
        if swallowed and (name in known or len(others) > 1):
            yield ClusterEvent(name, "merge", at, swallowed, _together(causes[name]) or "joined by new evidence")


def _split_and_gone(change: Change, parts: Mapping[str, set[str]], at: datetime) -> Iterator[ClusterEvent]:
    living = set(change.identity.ids)
    causes = _split_causes(change, {old for old, now in parts.items() if len(now) > 1})
    for old, now in parts.items():
        others = tuple(sorted(now - {old}))
        if len(now) > 1:
            why = _together(causes[old]) or "no evidence joins its parts any longer"
            yield ClusterEvent(old, "split", at, others, why)
        if old not in living:
            why = f"its ads are in {', '.join(others)}" if others else "its ads are no longer kept"
            yield ClusterEvent(old, "gone", at, others, why)


def _merge_causes(change: Change) -> defaultdict[str, list[str]]:
    """For each cluster the evidence between ads that were in different clusters, or new."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    for link in change.links if change.previous else ():
        before = change.previous.get(link.a), change.previous.get(link.b)
        if before[0] != before[1] or before[0] is None:
            told[change.clusters[link.a]].append(link.evidence)
    return told


def _split_causes(change: Change, split: Container[str]) -> defaultdict[str, list[str]]:
    """For each split cluster what people said, then the quarantined identifiers that its parts share."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    for said in change.decisions:
        old = change.previous.get(said.a)
        if said.kind == "not the same" and old and old == change.previous.get(said.b):
            told[old].append(f'a person said "not the same" of {said.a} and {said.b}')
    holders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for ad, reasons in sorted(change.quarantined.items()):
        old = change.previous.get(ad, "")
        for reason in sorted(reasons) if old in split else ():
            holders[old, reason].add(change.clusters[ad])
    for (old, reason), clusters in holders.items():
        if len(clusters) > 1:
            told[old].append(reason)
    return told


def _together(causes: Iterable[str]) -> str:
    return "; ".join(list(dict.fromkeys(causes))[:CAUSES_TOLD])
