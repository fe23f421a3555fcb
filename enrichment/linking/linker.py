"""Ads to clusters, from end to end: the one way through this room.

In: all ads, their previous clusters, what people decided, the time of the run. Out: clusters, personas, links, hubs and
events. Nothing is kept between calls; what did not change keeps its id because `previous` says so.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from enrichment.linking.components import Indexes, joined_by
from enrichment.linking.cutting import Cut, carry_out
from enrichment.linking.decisions import Verdicts, settle
from enrichment.linking.events import Change, tell_events
from enrichment.linking.evidence import tell_links
from enrichment.linking.hubs import find_hubs
from enrichment.linking.identity import give_ids
from enrichment.linking.mentions import Key, Mentions, read_mentions
from enrichment.linking.options import LinkOptions
from enrichment.linking.periods import split_periods
from enrichment.linking.personas import find_personas
from enrichment.linking.photo_joins import join_by_photos
from enrichment.linking.slips import find_slips
from peil.records.joined import Hub, LinkAd, LinkDecision, Linked

LINK_STAMP = "1"
"""The version of the linker; another stamp means that clusters are to be made anew."""

DEFAULTS = LinkOptions()


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
    mentions = split_periods(read_mentions(ads, options), options)
    verdicts = settle(mentions, decisions, options)
    hubs = find_hubs(mentions, verdicts.hubs, options)
    rows = _joining_rows(mentions, hubs)
    rows = np.setdiff1d(rows, find_slips(mentions, rows))
    cut = carry_out(mentions, rows, _joined(mentions, rows, verdicts, options), verdicts)
    identity = give_ids(mentions.ads, cut.label, previous)
    clusters = {ad.id: identity.ids[label] for ad, label in zip(mentions.ads, cut.label.tolist(), strict=True)}
    links = tell_links(mentions, rows, cut.label, verdicts.same) if options.evidence else ()
    change = Change(previous, clusters, identity, links, _quarantined(mentions, hubs), tuple(decisions))
    personas = find_personas(mentions, rows, cut.label)
    contradictions = _contradictions(mentions, verdicts, cut)
    return Linked(clusters, personas, links, _tell_hubs(mentions, hubs), tell_events(change, at), contradictions)


def _joining_rows(mentions: Mentions, hubs: Mapping[int, str]) -> Indexes:
    """The mentions of identifiers that are no hubs."""
    free = np.ones(len(mentions.identifiers), bool)
    free[list(hubs)] = False
    return np.flatnonzero(free[mentions.identifier])


def _joined(mentions: Mentions, rows: Indexes, verdicts: Verdicts, options: LinkOptions) -> Indexes:
    """Labels by contacts first, then by photos; a photo of which a person said "not a hub" joins like a contact."""
    counted = mentions.of_kind("image")
    counted[[index for index, hub in verdicts.hubs.items() if not hub]] = False
    contacts = rows[~counted[mentions.identifier[rows]]]
    contact = joined_by(len(mentions.ads), mentions.ad[contacts], mentions.identifier[contacts])
    return join_by_photos(mentions, rows, contact, options)


def _tell_hubs(mentions: Mentions, hubs: Mapping[int, str]) -> tuple[Hub, ...]:
    """One for a kind and value, with the reason of its largest period and the ads of all."""
    touched = np.bincount(mentions.identifier, minlength=len(mentions.identifiers))
    told: dict[Key, Hub] = {}
    for index in sorted(hubs, key=lambda index: (-touched[index], index)):
        key, ads = mentions.identifiers[index], int(touched[index])
        told[key] = replace(told[key], ads=told[key].ads + ads) if key in told else Hub(*key, hubs[index], ads)
    return tuple(sorted(told.values(), key=lambda hub: (hub.kind, hub.value)))


def _quarantined(mentions: Mentions, hubs: Mapping[int, str]) -> dict[str, set[str]]:
    """Ad id -> which kinds of identifier of it are in quarantine and why."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    rows = np.flatnonzero(np.isin(mentions.identifier, list(hubs)))
    for ad, index in zip(mentions.ad[rows].tolist(), mentions.identifier[rows].tolist(), strict=True):
        told[mentions.ads[ad].id].add(f"{mentions.identifiers[index][0]} in quarantine: {hubs[index]}")
    return dict(told)


def _contradictions(mentions: Mentions, verdicts: Verdicts, cut: Cut) -> tuple[str, ...]:
    refused = (
        f'ads {mentions.ads[a].id} and {mentions.ads[b].id}: "same" was said, but "not the same" keeps them apart'
        for a, b in cut.refused
    )
    return tuple(sorted((*verdicts.contradictions, *refused)))
