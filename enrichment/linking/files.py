"""`peil link`: a file of ads to lines of clusters, evidence and hubs.

In: JSON lines as in the design's table, and decisions of people as JSON lines. Out: plain values, a cluster for each
line of the ads file, in its order. All mistakes of both files are told at once; nothing comes of a file with one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from enrichment.linking.explaining import Explainer
from enrichment.linking.garbage import uncollected
from enrichment.linking.gathering import gather
from enrichment.linking.identity import give_ids
from enrichment.linking.linker import DEFAULTS, Past, join, link_mentions
from enrichment.linking.looks import UNDATED, Looks
from enrichment.linking.mentions import Mentions, read_mentions
from enrichment.linking.options import LinkOptions
from enrichment.linking.rows import AdRow, DecisionRow, read_rows
from enrichment.linking.table import moment
from peil.errors import SourceError, SourceErrors
from peil.records.joined import LinkDecision, Linked
from peil.records.plain import to_json

LINES_AT_ONCE = 10_000
_encode = msgspec.json.Encoder().encode_lines


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """The linker's answer for a file; `ids` are the ads' ids line by line."""

    ids: Sequence[str]
    linked: Linked

    def cluster_lines(self) -> Iterator[dict[str, Any]]:
        """`{id, cluster, persona}` for each line of the ads file; persona is null where an ad shows none."""
        clusters, personas = self.linked.clusters, self.linked.personas
        return ({"id": name, "cluster": clusters[name], "persona": personas[name] or None} for name in self.ids)

    def encoded(self) -> Iterator[bytes]:
        """The same as JSON lines, some thousand at once."""
        clusters, personas = self.linked.clusters, self.linked.personas
        for start in range(0, len(self.ids), LINES_AT_ONCE):
            some = self.ids[start : start + LINES_AT_ONCE]
            yield _encode([{"id": name, "cluster": clusters[name], "persona": personas[name] or None} for name in some])

    def link_lines(self) -> Iterator[dict[str, Any]]:
        """The evidence, a link a line."""
        return (to_json(found) for found in self.linked.links)

    def hub_lines(self) -> Iterator[dict[str, Any]]:
        """The quarantine, a hub a line."""
        return (to_json(hub) for hub in self.linked.hubs)


@dataclass(frozen=True, slots=True)
class AdsFile:
    """What two files say: ids line by line, the mentions of the ads, decisions, and the latest moment of all."""

    ids: list[str]
    mentions: Mentions
    decisions: tuple[LinkDecision, ...]
    at: datetime


def link_file(path: Path, decisions: Path | None = None, options: LinkOptions = DEFAULTS) -> LinkedFile:
    """Link the ads of a file; raises SourceErrors with FILE:LINE for every line that is wrong."""
    with uncollected():
        read = read_files(path, decisions, options)
        return LinkedFile(tuple(read.ids), link_mentions(read.mentions, Past({}, read.decisions, read.at), options))


def explain_file(path: Path, decisions: Path | None = None) -> tuple[Explainer, dict[str, str]]:
    """Who can say why the ads of a file are joined, and the cluster of each ad."""
    read = read_files(path, decisions)
    joining = join(read.mentions, read.decisions, DEFAULTS)
    ids, label = joining.mentions.table.ids, joining.cut.label.tolist()
    names = give_ids(ids, joining.cut.label, {}).ids
    return Explainer(joining), dict(zip(ids, map(names.__getitem__, label), strict=True))


def read_files(path: Path, decisions: Path | None = None, options: LinkOptions = DEFAULTS) -> AdsFile:
    """Read ads and decisions; raises SourceErrors with FILE:LINE for every line that is wrong."""
    mistakes: list[SourceError] = []
    looks = _looks(path, mistakes)
    said = read_rows(decisions, DecisionRow, mistakes) if decisions else []
    if mistakes:
        raise SourceErrors(mistakes)
    last = np.array(looks.last, np.int64)
    at = moment(int(last[last != UNDATED].max(initial=0))) or datetime.fromtimestamp(0, UTC)
    return AdsFile(looks.ids, read_mentions(looks, options), tuple(row.to_decision() for row in said), at)


def _looks(path: Path, mistakes: list[SourceError]) -> Looks:
    """The quick way where every line is right; else the thorough one, which names what is wrong."""
    looks = gather(path)
    if looks is None:
        looks = Looks()
        looks.add_lines([row.to_line() for row in read_rows(path, AdRow, mistakes)])
    return looks
