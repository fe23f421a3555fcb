"""Which photos are one, joined by Spark: the local engine's words and distances, looked up by a join on words.

In: rows (digits, own) of hashes, pairs of hashes that were given as one. Out: after which hash each is named.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from enrichment.linking.alike import AROUND, keyed, laid_apart
from enrichment.linking.photos import distances, from_digits, mixed_bits
from enrichment.spark.stars import components

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

TOP = np.uint64(1 << 63)
WORDS = "digits string, node long, c0 long, c1 long, c2 long, c3 long, slot int, word int, compared long"


def photo_names(hashes: "DataFrame", given: "DataFrame", limit: int) -> "DataFrame":
    """Rows (digits, name) for hashes (digits, own) and `given` edges (digits, other)."""
    from pyspark.sql import functions as f  # noqa: PLC0415 - an optional extra

    nodes = hashes.groupBy("digits").agg(f.max("own").alias("own"))
    words = nodes.select("digits").mapInArrow(_words, WORDS).persist()
    node = words.where("slot = 0").select("digits", "node").persist()
    tied = given.join(node, "digits").select(f.col("node").alias("a"), f.col("other").alias("digits"))
    tied = tied.join(node, "digits").select("a", f.col("node").alias("b"))
    found = components(_near(words, limit).union(tied))
    labelled = nodes.join(node, "digits").join(found, "node", "left")
    labelled = labelled.select("digits", "own", "node", f.coalesce("component", "node").alias("component"))
    names = labelled.where("own").groupBy("component").agg(f.min_by("digits", "node").alias("name"))
    return labelled.join(names, "component").select("digits", "name")


def _near(words: "DataFrame", limit: int) -> "DataFrame":
    """Edges between hashes that share a word, and differ by few bits around it and by at most `limit` in all."""
    a, b = words.alias("a"), words.alias("b")
    met = a.join(b, ["slot", "word"]).where("a.node < b.node")
    met = met.where(f"bit_count(a.compared ^ b.compared) <= {AROUND}")
    stays = "bit_count(a.c0 ^ b.c0) + bit_count(a.c1 ^ b.c1)"
    flips = "(bit_count(a.c2 ^ b.c2) + bit_count(a.c3 ^ b.c3))"
    near = met.where(f"{stays} + least({flips}, 128 - {flips}) <= {limit}")
    return near.selectExpr("a.node as a", "b.node as b").distinct()


def _words(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Sixteen rows a hash, one a word; `node` is the number by which hashes are put in order, as a long."""
    for batch in batches:
        digits = batch.column(0)
        hashes = from_digits(digits.to_pylist())
        columns = laid_apart(hashes)
        node = (mixed_bits(hashes) ^ TOP).view(np.int64)
        longs = [column.view(np.int64) for column in columns]
        for place, column in enumerate(columns):
            for word in range(4):
                key, compared = keyed(column, word, mirrored=place >= 2)
                slot = np.full(len(hashes), 4 * place + word, np.int32)
                row = [digits, node, *longs, slot, key.astype(np.int32), compared.view(np.int64)]
                names = [field.split(" ")[0] for field in WORDS.split(", ")]
                yield pa.RecordBatch.from_arrays([pa.array(each) for each in row], names)


def nearest_name(names: "DataFrame", digits: str, limit: int) -> str:
    """The name of the photo that a hash shows, also where only a near one is known; empty where there is none."""
    target = from_digits([digits])[0]

    def apart(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            bits = distances(from_digits(batch.column(0).to_pylist()), target)
            yield pa.RecordBatch.from_arrays([pa.array(bits), batch.column(1)], ["bits", "name"])

    found = names.select("digits", "name").mapInArrow(apart, "bits long, name string").orderBy("bits", "name").first()
    return found.name if found and found.bits <= limit else ""
