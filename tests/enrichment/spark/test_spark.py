"""Linking on Spark gives what the local engine gives."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from benchmarks.linking_market import Market
from enrichment.linking import LinkOptions
from enrichment.linking.components import components as local_components
from enrichment.linking.files import link_file
from enrichment.spark.engine import link_on_spark
from enrichment.spark.stars import components
from peil.errors import SettingsError, SourceError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.service


def written(path: Path, lines: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def with_oddities(ads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ads seen twice, websites, handles, a mirrored print, a blurred one."""
    extra = [dict(ads[n], seen_at="2027-01-01T00:00:00Z", account=f"moved{n}") for n in range(5)]
    for n in range(5, 40):
        ads[n] |= {"websites": ["https://www.Huis.example/x", "instagram.com"], "handles": [f"@Roos{n % 3}"]}
    ads[50]["images"] = [{"pdq": ads[51]["images"][0]["pdq"] if ads[51]["images"] else "a5" * 32, "quality": 10}]
    ads[52]["images"] = [{"pdq": "c3" * 32, "pdq_mirrored": "96" * 32}]
    ads[53]["images"] = [{"pdq": "96" * 32}]
    return ads + extra


def said_of(ads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    number = next(ad["phones"][0] for ad in ads if ad["phones"])
    photo = next(ad["images"][0]["pdq"] for ad in ads if ad["images"])
    return [
        {"kind": "same", "a": ads[0]["id"], "b": ads[1]["id"]},
        {"kind": "not the same", "a": ads[5]["id"], "b": ads[9]["id"]},
        {"kind": "hub", "identifier_kind": "phone", "value": number},
        {"kind": "not a hub", "identifier_kind": "image", "value": photo},
    ]


def test_ten_thousand_ads_give_the_clusters_links_and_hubs_of_the_local_engine(
    spark: "SparkSession", tmp_path: Path
) -> None:
    ads = with_oddities(Market(7, 10_000).ads)
    file, said = written(tmp_path / "ads.jsonl", ads), written(tmp_path / "said.jsonl", said_of(ads))
    local = link_file(file, said)
    found = link_on_spark(spark, file, said, LinkOptions())
    assert list(found.cluster_lines()) == list(local.cluster_lines())
    assert b"".join(found.encoded()) == b"".join(local.encoded())
    assert sorted(map(json.dumps, found.link_lines())) == sorted(map(json.dumps, local.link_lines()))
    assert list(found.hub_lines()) == list(local.hub_lines())
    assert len(local.linked.hubs) > 20


def test_stars_find_the_components_that_the_local_engine_finds(spark: "SparkSession") -> None:
    chance = random.Random(3)
    chain = [(n, n + 1) for n in range(40)]
    edges = chain + [(chance.randrange(100, 300), chance.randrange(100, 300)) for _ in range(120)]
    found = {row.node: row.component for row in components(spark.createDataFrame(edges, "a long, b long")).collect()}
    label = local_components(300, *np.array(edges).T)
    real = [edge for edge in edges if edge[0] != edge[1]]
    assert set(found) == {node for edge in real for node in edge}
    smallest = {int(label[node]): node for node in reversed(range(300))}
    assert all(found[node] == smallest[int(label[node])] for node in found)


def test_a_file_with_a_wrong_line_is_refused_and_says_who_names_the_line(spark: "SparkSession", tmp_path: Path) -> None:
    file = tmp_path / "ads.jsonl"
    file.write_text('{"id": "a"}\nno json\n')
    with pytest.raises(SourceError, match="a line is not as it should be"):
        link_on_spark(spark, file, None, LinkOptions())


@pytest.mark.parametrize(
    ("options", "path", "error"),
    [
        (LinkOptions.strictly, "ads.jsonl", SettingsError),
        (LinkOptions, "nowhere.jsonl", SourceError),
    ],
)
def test_what_spark_cannot_do_is_refused_before_it_works(
    spark: "SparkSession", tmp_path: Path, options: Callable[[], LinkOptions], path: str, error: type[Exception]
) -> None:
    written(tmp_path / "ads.jsonl", [{"id": "a"}])
    with pytest.raises(error):
        link_on_spark(spark, tmp_path / path, None, options())
