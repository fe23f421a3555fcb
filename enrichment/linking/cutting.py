"""Decisions about pairs of ads, carried out: "same" joins, "not the same" cuts along the weakest evidence.

In: group labels, the mentions that join, the verdicts. Out: labels in which no two ads that are not the same meet.
A group that has to be cut is built anew, strongest evidence first, without each join that would bring them together.
"""

from dataclasses import dataclass, field

import numpy as np

from enrichment.linking.components import Indexes, by_appearance, components
from enrichment.linking.decisions import Pair, Verdicts
from enrichment.linking.grouping import Grouping
from enrichment.linking.mentions import KINDS, Mentions

STRENGTH = {"account": 0, "licence_no": 1, "website": 2, "handle": 3, "phone": 4, "image": 5}
"""Evidence from strong to weak: an account has one owner, a number may be lent, a photo may be copied."""


@dataclass(slots=True)
class Cut:
    """The labels after decisions, and the pairs said to be the same that "not the same" keeps apart."""

    label: Indexes
    refused: list[Pair] = field(default_factory=list)


def carry_out(mentions: Mentions, rows: Indexes, label: Indexes, verdicts: Verdicts) -> Cut:
    """Carry out the verdicts; `rows` are the mentions that may join."""
    if not (verdicts.same or verdicts.apart):
        return Cut(label)
    same = np.array(verdicts.same, np.int64).reshape(-1, 2)
    count = int(label.max(initial=-1)) + 1
    cut = Cut(components(count, label[same[:, 0]], label[same[:, 1]])[label])
    for torn in sorted({int(cut.label[a]) for a, b in verdicts.apart if cut.label[a] == cut.label[b]}):
        _rebuild(mentions, rows[cut.label[mentions.ad[rows]] == torn], np.flatnonzero(cut.label == torn), cut, verdicts)
    cut.label = by_appearance(cut.label)
    return cut


def _rebuild(mentions: Mentions, rows: Indexes, ads: Indexes, cut: Cut, verdicts: Verdicts) -> None:
    """Build one group anew within itself; parts get fresh labels."""
    place = {ad: index for index, ad in enumerate(ads.tolist())}
    nodes = {identifier: len(place) + n for n, identifier in enumerate(np.unique(mentions.identifier[rows]).tolist())}
    grouping = Grouping(len(place) + len(nodes))
    for a, b in verdicts.apart:
        if a in place and b in place:
            grouping.keep_apart(place[a], place[b])
    for a, b in reversed(verdicts.same):
        if a in place and b in place and not grouping.join(place[a], place[b]):
            cut.refused.append((a, b))
    for ad, identifier in _strongest_first(mentions, rows):
        grouping.join(place[ad], nodes[identifier])
    fresh = int(cut.label.max()) + 1
    cut.label[ads] = [fresh + grouping.find(index) for index in range(len(ads))]


def _strongest_first(mentions: Mentions, rows: Indexes) -> list[Pair]:
    """(ad, identifier) by kind, then by how few ads in the group show it, then by age of the ad."""
    ad, identifier = mentions.ad[rows], mentions.identifier[rows]
    kinds = np.array([STRENGTH[kind] for kind in KINDS], np.int64)[mentions.kinds[identifier]]
    shown = np.bincount(identifier)[identifier] if len(identifier) else identifier
    order = np.lexsort((ad, identifier, shown, kinds))
    return list(zip(ad[order].tolist(), identifier[order].tolist(), strict=True))
