"""An ads file as Spark tables: its lines, its ads, what they show, and which ads belong to one component.

In: a file that every executor can read. Out: tables in which ads and identifiers are numbers (hashes of 64 bits). What
several steps ask is kept until the session ends.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from enrichment.linking.mentions import KINDS
from enrichment.spark.near_photos import photo_names
from enrichment.spark.parts import LINKED, NAMED, SHOWN, Known, named, shown
from enrichment.spark.stars import components
from peil.records.joined import LinkDecision

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class Tables:
    """`ads` (ad, id, rank, text), `names` (digits, name) of photos, `mentions` (ad, rank, identifier, kind, word)."""

    def __init__(self, spark: "SparkSession", path: Path, photo_distance: int) -> None:
        self.spark = spark
        self.parts = int(spark.conf.get("spark.sql.shuffle.partitions") or 1)
        lines = spark.read.text(str(path)).where("trim(value) <> ''")
        lines = lines.selectExpr("monotonically_increasing_id() as line", "value")
        self.lines = lines.mapInArrow(named, NAMED).selectExpr("*", "xxhash64(id) as ad").persist()
        parted = self.lines.selectExpr("line", "id", "value", f"pmod(ad, {self.parts}) as part")
        self.shown = parted.groupBy("part").applyInArrow(shown, SHOWN).selectExpr("*", "xxhash64(id) as ad").persist()
        self.ads = self.shown.where("what = 'ad'").select("ad", "id", "rank", "text")
        self.names = self._names(photo_distance).persist()
        self.mentions = self._mentions().persist()

    def _names(self, photo_distance: int) -> "DataFrame":
        own = self.shown.where("kind = 'image'").selectExpr("word as digits", "true as own").distinct()
        given = self.shown.where("what = 'given'").groupBy("word").agg({"text": "min"}).toDF("digits", "other")
        return photo_names(own.union(given.selectExpr("other", "false")), given, photo_distance)

    def _mentions(self) -> "DataFrame":
        rows = self.shown.where("what = 'shown'")
        named_rows = rows.join(self.names, (rows.kind == "image") & (rows.word == self.names.digits), "left")
        said = named_rows.selectExpr("ad", "kind", "coalesce(name, word) as word", "rank")
        said = said.groupBy("ad", "kind", "word").agg({"rank": "min"}).toDF("ad", "kind", "word", "rank")
        number = "cast(array_position(array({}), kind) - 1 as int)".format(", ".join(f"'{kind}'" for kind in KINDS))
        return said.selectExpr(
            "ad", "rank", "xxhash64(kind, word) as identifier", f"{number} as number", "kind", "word"
        )

    def numbers(self, values: Sequence[int]) -> "DataFrame":
        """A table (number) of some numbers."""
        return self.spark.createDataFrame([(value,) for value in values], "number long")

    def components(self, hubs: Sequence[int], decisions: Sequence[LinkDecision]) -> "DataFrame":
        """Rows (node, component) of ads that share what is no hub, or of which people spoke together."""
        free = self.mentions.join(
            self.numbers(hubs).withColumnRenamed("number", "identifier"), "identifier", "leftanti"
        )
        first = free.groupBy("identifier").agg({"ad": "min"}).toDF("identifier", "first")
        edges = free.join(first, "identifier").selectExpr("ad as a", "first as b").where("a <> b")
        pairs = self.spark.createDataFrame([(said.a, said.b) for said in decisions if said.a], "a string, b string")
        return components(edges.union(pairs.selectExpr("xxhash64(a)", "xxhash64(b)")))

    def linked(self, known: Known, component: "DataFrame") -> "DataFrame":
        """Lines with their clusters, and links, from tasks that each link whole components."""
        beside = self.shown.where("kind = 'image'").selectExpr("ad", "word as digits").join(self.names, "digits")
        named_photos = beside.where("digits <> name").selectExpr("ad", "concat(digits, ':', name) as pair")
        names = named_photos.groupBy("ad").agg({"pair": "collect_set"}).toDF("ad", "names")
        placed = self.lines.join(component.withColumnRenamed("node", "ad"), "ad", "left").join(names, "ad", "left")
        part = f"pmod(xxhash64(coalesce(component, ad)), {self.parts}) as part"
        tasks = placed.selectExpr("line", "id", "value", "names", part).groupBy("part")

        def link(rows: pa.Table) -> pa.Table:  # Spark counts the arguments of what it is given, and self would be one
            return known.link(rows)

        return tasks.applyInArrow(link, LINKED)
