"""What is done with a part of the ads in one task: what they show, and once it is known what joins, their clusters.

In: lines of the ads file, as an Arrow table. Out: Arrow tables. Everything is read and linked by the local engine's own
functions; lines of one ad come in one part, and in the order of the file.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
import pyarrow as pa

from enrichment.linking.decisions import settle
from enrichment.linking.gathering import well_formed
from enrichment.linking.lines import AdLine
from enrichment.linking.linker import Past, join_but, tell
from enrichment.linking.looks import Looks
from enrichment.linking.mentions import Mentions, read_mentions
from enrichment.linking.options import LinkOptions
from peil.records.joined import LinkDecision
from peil.records.plain import to_json

NAMED = "line long, id string, value string"
SHOWN = "what string, id string, rank long, kind string, word string, text string"
LINKED = "what string, line long, id string, cluster string, persona string, body string"
WHEN = datetime.fromtimestamp(0, UTC)
_decode = msgspec.json.Decoder(AdLine).decode


class _Named(msgspec.Struct):
    id: str


_named = msgspec.json.Decoder(_Named).decode


def named(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Lines with the id of their ad."""
    for batch in batches:
        ids = [_named(value).id for value in batch.column(1).to_pylist()]
        yield pa.RecordBatch.from_arrays([batch.column(0), pa.array(ids, pa.string()), batch.column(1)], _names(NAMED))


def shown(part: pa.Table) -> pa.Table:
    """Rows of ads with their texts, of what they show, and of hashes that were given as one.

    `rank` orders ads by age, and what an ad is the first to show as the local engine orders it.
    """
    looks = _looks(part)
    mentions = read_mentions(looks, LinkOptions(), {})
    rows = [*_ads(mentions), *_mentions(mentions), *_given(looks)]
    columns = zip(*rows, strict=True)
    types = [pa.string(), pa.string(), pa.int64(), pa.string(), pa.string(), pa.string()]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    return pa.Table.from_arrays(arrays, _names(SHOWN))


def _looks(part: pa.Table) -> Looks:
    looks = Looks()
    looks.add_lines([_decode(value) for value in part.sort_by("line").column("value").to_pylist()])
    if not well_formed(looks):
        raise msgspec.ValidationError("a number or an id is not as it should be")
    return looks


def _names(schema: str) -> list[str]:
    return [field.split(" ")[0] for field in schema.split(", ")]


def _ads(mentions: Mentions) -> Iterator[tuple[Any, ...]]:
    table = mentions.table
    for ad, (name, first) in enumerate(zip(table.ids, table.first.tolist(), strict=True)):
        yield "ad", name, first, "", "", table.text(ad)


def _mentions(mentions: Mentions) -> Iterator[tuple[Any, ...]]:
    keys = [mentions.key(index) for index in range(len(mentions.kinds))]
    for ad, identifier in zip(mentions.ad.tolist(), mentions.identifier.tolist(), strict=True):
        yield "shown", mentions.table.ids[ad], identifier, *keys[identifier], None


def _given(looks: Looks) -> Iterator[tuple[Any, ...]]:
    for place, turned in looks.prints.mirrored.items():
        if looks.prints.quality[place] >= LinkOptions().photo_quality:
            yield "given", None, None, "", looks.prints.hashes[32 * place : 32 * place + 32].hex(), turned.lower()


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out over all ads: hubs with their reasons; and what people said, photos by their names."""

    hubs: Mapping[tuple[str, str], str]
    decisions: tuple[LinkDecision, ...]
    options: LinkOptions

    def link(self, part: pa.Table) -> pa.Table:
        """The cluster of each line of whole components, and the evidence where it is asked for."""
        part = part.sort_by("line")
        names = {pair[:64]: pair[65:] for pairs in part.column("names").to_pylist() for pair in pairs or ()}
        mentions = read_mentions(_looks(part), self.options, names)
        hubs = {index: reason for index in range(len(mentions.kinds)) if (reason := self.hubs.get(mentions.key(index)))}
        joining = join_but(hubs, mentions, settle(mentions, self.decisions, self.options), self.options)
        linked = tell(joining, Past({}, self.decisions, WHEN), self.options)
        ids, lines = part.column("id").to_pylist(), part.column("line").to_pylist()
        rows: list[tuple[Any, ...]] = [
            ("ad", line, name, linked.clusters[name], linked.personas[name], None)
            for line, name in zip(lines, ids, strict=True)
        ]
        rows += [
            ("link", None, link.a, link.b, link.kind + link.value, json.dumps(to_json(link))) for link in linked.links
        ]
        types = [pa.string(), pa.int64(), *[pa.string()] * 4]
        arrays = [pa.array(column, kind) for column, kind in zip(zip(*rows, strict=True), types, strict=True)]
        return pa.Table.from_arrays(arrays, _names(LINKED))
