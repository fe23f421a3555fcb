"""`peil link --engine spark`: an ads file of any size to clusters, with the same result as the local engine.

In: an ads file that every executor can read, what people said. Out: lines as `peil link` prints them. What joins is
found by Spark's joins; whole components of it are then linked, many in one task. Not for `--strict`, which looks at all
texts at once.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from enrichment.linking.decisions import in_time, spelt
from enrichment.linking.options import LinkOptions
from enrichment.linking.rows import DecisionRow, read_rows
from enrichment.spark.judging import Market, ads_to_hear, judge, market_of
from enrichment.spark.near_photos import nearest_name
from enrichment.spark.parts import Known
from enrichment.spark.tables import Tables
from peil.errors import SettingsError, SourceError, SourceErrors
from peil.records.joined import Hub, LinkDecision
from peil.records.plain import to_json

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


@dataclass(frozen=True, slots=True)
class SparkLinked:
    """The answer, still lying in Spark; read while the session lives."""

    rows: "DataFrame"
    hubs: tuple[Hub, ...]

    def cluster_lines(self) -> Iterator[dict[str, Any]]:
        """`{id, cluster, persona}` for each line of the ads file, in its order."""
        for row in self.rows.where("what = 'ad'").orderBy("line").toLocalIterator():
            yield {"id": row.id, "cluster": row.cluster, "persona": row.persona or None}

    def encoded(self) -> Iterator[bytes]:
        """The same as JSON lines."""
        return (msgspec.json.encode(line) + b"\n" for line in self.cluster_lines())

    def link_lines(self) -> Iterator[dict[str, Any]]:
        """The evidence, a link a line."""
        for row in self.rows.where("what = 'link'").orderBy("id", "cluster", "persona").toLocalIterator():
            yield json.loads(row.body)

    def hub_lines(self) -> Iterator[dict[str, Any]]:
        """The quarantine, a hub a line."""
        return (to_json(hub) for hub in self.hubs)


def link_on_spark(spark: "SparkSession", path: Path, decisions: Path | None, options: LinkOptions) -> SparkLinked:
    """Link the ads of a file; raises SourceErrors for decisions that are wrong, SourceError for a file that is."""
    if options.strict:
        raise SettingsError("--strict looks at all texts at once", mend="the local engine would be right")
    said = _decisions(decisions)
    if not path.is_file():
        raise SourceError("cannot be read", where=str(path), mend="a file of ads, a JSON object a line, would be right")
    with _wrong_lines_told(path):
        return _link(Tables(spark, path, options.photo_distance), said, options)


def _link(tables: Tables, said: Sequence[LinkDecision], options: LinkOptions) -> SparkLinked:
    decisions = tuple(_spelt(tables, decision, options) for decision in said)
    found = _judged(tables, decisions, options)
    listed = tables.numbers(list(found)).withColumnRenamed("number", "identifier")
    rows = tables.mentions.join(listed, "identifier").select("identifier", "kind", "word").distinct().collect()
    hubs = {(row.kind, row.word): found[row.identifier] for row in rows}
    told = {key: reason for key, (reason, _) in hubs.items()}
    known = Known(told, decisions, replace(options, photo_distance=0))
    linked = tables.linked(known, tables.components(list(found), decisions)).persist()
    linked.count()
    return SparkLinked(linked, tuple(Hub(*key, *hubs[key]) for key in sorted(hubs)))


def _judged(tables: Tables, decisions: Sequence[LinkDecision], options: LinkOptions) -> dict[int, tuple[str, int]]:
    market = _market(tables)
    heard = market.ads[ads_to_hear(market, options)]
    place = {int(number): index for index, number in enumerate(market.ads.tolist())} if len(heard) else {}
    asked = tables.numbers(heard.tolist()).withColumnRenamed("number", "ad")
    texts = {place[row.ad]: row.text for row in tables.ads.join(asked, "ad").select("ad", "text").toLocalIterator()}
    return judge(market, texts, _said(tables, decisions), options)


def _market(tables: Tables) -> Market:
    ads = tables.ads.orderBy("rank", "id").select("ad").toArrow()
    rows = tables.mentions.select("ad", "rank", "identifier", "number").toArrow()
    websites = tables.mentions.where("kind = 'website'").select("identifier", "word").distinct()
    columns = np.stack([np.asarray(rows.column(place)).astype(np.int64) for place in range(4)])
    spelt_out = {row.identifier: row.word for row in websites.orderBy("identifier").toLocalIterator()}
    return market_of(np.asarray(ads.column(0)).astype(np.int64), columns, spelt_out)


def _spelt(tables: Tables, decision: LinkDecision, options: LinkOptions) -> LinkDecision:
    """A decision about an identifier with its value as ads are compared by it; a photo by its name."""
    value = spelt(decision.identifier_kind, decision.value)
    if decision.identifier_kind == "image" and len(value) == 64:
        value = nearest_name(tables.names, value, options.photo_distance)
    return replace(decision, value=value)


def _said(tables: Tables, decisions: Sequence[LinkDecision]) -> list[tuple[int, bool]]:
    """Identifier -> whether it is a hub, by the last word on it."""
    hubs = sorted((one for one in decisions if one.identifier_kind), key=in_time)
    rows = [(one.identifier_kind, one.value, one.kind == "hub") for one in hubs]
    told = tables.spark.createDataFrame(rows, "kind string, word string, hub boolean")
    return [(row[0], row[1]) for row in told.selectExpr("xxhash64(kind, word)", "hub").collect()]


@contextmanager
def _wrong_lines_told(path: Path) -> Iterator[None]:
    from pyspark.errors import PythonException  # noqa: PLC0415 - an optional extra

    try:
        yield
    except PythonException as error:
        if "msgspec" not in str(error):
            raise
        mend = "`peil link` without --engine spark names the line and what is wrong"
        raise SourceError("a line is not as it should be", where=str(path), mend=mend) from error


def _decisions(path: Path | None) -> tuple[LinkDecision, ...]:
    mistakes: list[SourceError] = []
    rows = read_rows(path, DecisionRow, mistakes) if path else []
    if mistakes:
        raise SourceErrors(mistakes)
    return tuple(row.to_decision() for row in rows)
