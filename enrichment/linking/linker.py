"""Ads to clusters, from end to end: the one way through this room.

In: all ads, their previous clusters, what people decided, the time of the run. Out: clusters, personas, links, hubs and
events. Nothing is kept between calls; what did not change keeps its id because `previous` says so.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from enrichment.linking.components import Indexes
from enrichment.linking.corroboration import find_uncorroborated
from enrichment.linking.cutting import Cut, carry_out
from enrichment.linking.decisions import Verdicts, settle
from enrichment.linking.events import Change, tell_events
from enrichment.linking.evidence import tell_links
from enrichment.linking.hubs import Ground, find_hubs
from enrichment.linking.identity import give_ids
from enrichment.linking.mentions import Flags, Key, Mentions, mentions_of
from enrichment.linking.options import LinkOptions
from enrichment.linking.periods import split_periods
from enrichment.linking.personas import find_personas
from enrichment.linking.photo_joins import join_by_photos
from enrichment.linking.slips import find_slips
from enrichment.linking.templates import without_templates
from peil.records.joined import Hub, LinkAd, LinkDecision, Linked

LINK_STAMP = "3"
"""The version of the linker; another stamp means that clusters are to be made anew."""

DEFAULTS = LinkOptions()

Settled = Callable[[Mentions, int], str]


@dataclass(frozen=True, slots=True)
class Past:
    """What was before: the clusters of the last time, by ad, and what people said; `at` dates what happens now.

    `taken` are ids of clusters beyond `previous` that no new one may have.
    """

    previous: Mapping[str, str]
    decisions: Sequence[LinkDecision]
    at: datetime
    taken: Container[str] = ()


@dataclass(frozen=True, slots=True)
class Joining:
    """What joins and what does not: hubs with their reasons, rows that look like slips, flags of rows that join."""

    mentions: Mentions
    verdicts: Verdicts
    hubs: dict[int, str]
    ground: Ground | None
    slips: Indexes
    rows: Flags
    cut: Cut


def link(
    ads: Sequence[LinkAd],
    previous: Mapping[str, str],
    decisions: Sequence[LinkDecision],
    at: datetime,
    options: LinkOptions = DEFAULTS,
) -> Linked:
    """Join the ads; `previous` is ad id -> cluster id of the last time, `at` dates the events.

    Every ad gets a cluster. Raises PeilBug where two ads have one id.
    """
    return link_mentions(mentions_of(ads, options), Past(previous, decisions, at), options)


def link_mentions(mentions: Mentions, past: Past, options: LinkOptions = DEFAULTS) -> Linked:
    """The same from mentions that were read already."""
    return tell(join(mentions, past.decisions, options), past, options)


def tell(joining: Joining, past: Past, options: LinkOptions = DEFAULTS) -> Linked:
    """What came of joining, in ids and words."""
    mentions, label, ids = joining.mentions, joining.cut.label, joining.mentions.table.ids
    identity = give_ids(ids, label, past.previous, past.taken)
    clusters = dict(zip(ids, map(identity.ids.__getitem__, label.tolist()), strict=True))
    links = tell_links(mentions, joining.rows, label, joining.verdicts.same) if options.evidence else ()
    quarantined = _quarantined(joining) if past.previous else {}
    change = Change(past.previous, clusters, identity, links, quarantined, tuple(past.decisions))
    personas = dict(zip(ids, find_personas(mentions, joining.rows, label), strict=True))
    hubs, events = _tell_hubs(joining), tell_events(change, past.at)
    return Linked(clusters, personas, links, hubs, events, contradictions(joining))


def join(
    mentions: Mentions, decisions: Sequence[LinkDecision], options: LinkOptions, settled: Settled | None = None
) -> Joining:
    """What joins, and the clusters that come of it; `settled` says why an identifier is a hub beyond these ads."""
    verdicts = settle(mentions, decisions, options)
    known = (
        {index: reason for index in range(len(mentions.kinds)) if (reason := settled(mentions, index))}
        if settled
        else {}
    )
    found = find_hubs(mentions, verdicts.hubs, LinkOptions() if options.strict else options, known)
    hubs = found.reasons
    if options.strict:
        hubs |= find_hubs(mentions.without(hubs), verdicts.hubs, options).reasons
    return join_but(hubs, mentions, verdicts, options, found.ground)


def join_but(
    hubs: dict[int, str],
    mentions: Mentions,
    verdicts: Verdicts,
    options: LinkOptions,
    ground: Ground | None = None,
) -> Joining:
    """What joins where the hubs are known; `ground` is what they were judged on."""
    rows = mentions.rows_but(hubs)
    if options.strict:
        mentions = without_templates(mentions, rows)
    mentions = split_periods(mentions, rows, options)
    slips = find_slips(mentions, rows)
    rows[slips] = False
    if options.strict:
        rows[find_uncorroborated(mentions, rows, options)] = False
    cut = carry_out(mentions, np.flatnonzero(rows), _joined(mentions, rows, verdicts, options), verdicts)
    return Joining(mentions, verdicts, hubs, ground, slips, rows, cut)


def _joined(mentions: Mentions, rows: Flags, verdicts: Verdicts, options: LinkOptions) -> Indexes:
    """Labels by contacts first, then by photos; a photo of which a person said "not a hub" joins like a contact."""
    counted = mentions.of_kind("image")
    counted[[index for index, hub in verdicts.hubs.items() if not hub]] = False
    contact = mentions.joined(rows & ~counted[mentions.identifier])
    return join_by_photos(mentions, rows, contact, options)


def _tell_hubs(joining: Joining) -> tuple[Hub, ...]:
    """One for a kind and value, with the reason of its largest period and the ads of all."""
    mentions = joining.mentions
    touched = np.bincount(mentions.identifier, minlength=len(mentions.kinds))
    told: dict[Key, Hub] = {}
    for index in sorted(joining.hubs, key=lambda index: (-touched[index], index)):
        key, ads = mentions.key(index), int(touched[index])
        told[key] = replace(told[key], ads=told[key].ads + ads) if key in told else Hub(*key, joining.hubs[index], ads)
    return tuple(sorted(told.values(), key=lambda hub: (hub.kind, hub.value)))


def _quarantined(joining: Joining) -> dict[str, set[str]]:
    """Ad id -> which kinds of identifier of it are in quarantine and why."""
    mentions = joining.mentions
    told: defaultdict[str, set[str]] = defaultdict(set)
    reasons = {index: f"{mentions.key(index)[0]} in quarantine: {why}" for index, why in joining.hubs.items()}
    rows = np.flatnonzero(np.isin(mentions.identifier, list(joining.hubs)))
    for ad, index in zip(mentions.ad[rows].tolist(), mentions.identifier[rows].tolist(), strict=True):
        told[mentions.table.ids[ad]].add(reasons[index])
    return dict(told)


def contradictions(joining: Joining) -> tuple[str, ...]:
    """What people said that cannot all hold, a sentence each."""
    ids = joining.mentions.table.ids
    refused = (
        f'ads {ids[a]} and {ids[b]}: "same" was said, but "not the same" keeps them apart'
        for a, b in joining.cut.refused
    )
    return tuple(sorted((*joining.verdicts.contradictions, *refused)))
