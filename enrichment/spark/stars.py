"""Connected components by alternating large and small stars (Kiveris and others, 2014), as Spark's own joins.

In: edges between numbers. Out: each number that has an edge, and the smallest number of its component. No step holds
more than a row an edge; a few rounds are enough for any size.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def components(edges: "DataFrame") -> "DataFrame":
    """Rows (node, component) of edges (a, b), all of them longs; an edge from a node to itself is no edge."""
    from pyspark.sql import functions as f  # noqa: PLC0415 - an optional extra

    stars = edges.select(f.greatest("a", "b").alias("a"), f.least("a", "b").alias("b")).where("a <> b").distinct()
    stars = stars.localCheckpoint()  # each step reads it several times, and would make it anew each time
    before, now = None, _print(stars)
    while before != now:
        stars = _small_stars(_large_stars(stars).localCheckpoint()).localCheckpoint()
        before, now = now, _print(stars)
    roots = stars.select(f.col("b").alias("node"), f.col("b").alias("component"))
    return stars.select(f.col("a").alias("node"), f.col("b").alias("component")).union(roots).distinct()


def _large_stars(edges: "DataFrame") -> "DataFrame":
    """Each node's larger neighbours, tied to the smallest of them all."""
    from pyspark.sql import functions as f  # noqa: PLC0415 - an optional extra

    both = edges.union(edges.select(f.col("b").alias("a"), f.col("a").alias("b")))
    smallest = both.groupBy("a").agg(f.least(f.min("b"), f.first("a")).alias("smallest"))
    larger = both.join(smallest, "a").where("b > a")
    return larger.select(f.col("b").alias("a"), f.col("smallest").alias("b")).where("a <> b").distinct()


def _small_stars(edges: "DataFrame") -> "DataFrame":
    """Each node and its smaller neighbours, tied to the smallest of them; in every edge `a` is the larger."""
    from pyspark.sql import functions as f  # noqa: PLC0415 - an optional extra

    smallest = edges.groupBy("a").agg(f.min("b").alias("smallest"))
    others = edges.join(smallest, "a").select(f.col("b").alias("a"), f.col("smallest").alias("b")).where("a <> b")
    return others.union(smallest.select("a", f.col("smallest").alias("b"))).distinct()


def _print(edges: "DataFrame") -> tuple[int, int]:
    """How many edges, and a sum over them: the same as long as they are the same."""
    from pyspark.sql import functions as f  # noqa: PLC0415 - an optional extra

    found = edges.agg(f.count("*"), f.sum(f.xxhash64("a", "b").cast("decimal(38,0)"))).first()
    return (int(found[0]), int(found[1] or 0)) if found else (0, 0)
