"""Each panel as the one search that Kibana would send, so that its figures can be held against a plain count.

In: a chart, a period. Out: a search body; and from its answer the cells, keyed by their bucket values.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from index.kibana.charts import Bucket, Chart, Metric, TimeRange

Cells: TypeAlias = dict[tuple[str, ...], tuple[float, ...]]

_ZONE: Final = "Europe/Amsterdam"
_AGGREGATIONS: Final = {"unique_count": "cardinality", "sum": "sum", "average": "avg"}
_INTERVALS: Final = {"1d": "day", "1w": "week"}


def search_body(chart: Chart, time_field: str, period: TimeRange) -> dict[str, Any]:
    """The search: period and the panel's own condition as filters, buckets nested in their order."""
    inside = {"gte": period.start, "lte": period.to, "time_zone": _ZONE}
    conditions: list[dict[str, Any]] = [{"range": {time_field: inside}}]
    if chart.query:
        conditions.append({"kql": {"query": chart.query.expression}})
    body = {"size": 0, "track_total_hits": True, "query": {"bool": {"filter": conditions}}}
    return {**body, "aggs": _aggregations(chart.buckets, chart.metrics)}


def cells(chart: Chart, answer: Mapping[str, Any]) -> Cells:
    """Bucket values -> figures; buckets without documents are left out."""
    if not chart.buckets:
        return {(): _figures(chart.metrics, answer["hits"]["total"]["value"], answer.get("aggregations", {}))}
    return dict(_cells(chart.buckets, chart.metrics, answer["aggregations"], ()))


def _aggregations(buckets: Sequence[Bucket], metrics: Sequence[Metric]) -> dict[str, Any]:
    if buckets:
        inner = _aggregations(buckets[1:], metrics)
        return {"b": {**_bucket(buckets[0]), **({"aggs": inner} if inner else {})}}
    return {
        f"m{place}": {_AGGREGATIONS[metric.operation]: {"field": metric.field}}
        for place, metric in enumerate(metrics)
        if metric.operation != "count"
    }


def _bucket(bucket: Bucket) -> dict[str, Any]:
    if bucket.operation == "terms":
        return {"terms": {"field": bucket.fields[0], "size": bucket.limit}}
    interval = _INTERVALS[bucket.suggested_interval]
    return {"date_histogram": {"field": bucket.field, "calendar_interval": interval, "time_zone": _ZONE}}


def _cells(
    buckets: Sequence[Bucket], metrics: Sequence[Metric], found: Mapping[str, Any], outer: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[float, ...]]]:
    for each in found["b"]["buckets"]:
        key = (*outer, str(each.get("key_as_string", each["key"])))
        if len(buckets) > 1:
            yield from _cells(buckets[1:], metrics, each, key)
        elif each["doc_count"]:
            yield key, _figures(metrics, each["doc_count"], each)


def _figures(metrics: Sequence[Metric], documents: int, found: Mapping[str, Any]) -> tuple[float, ...]:
    return tuple(
        documents if metric.operation == "count" else found[f"m{place}"]["value"]
        for place, metric in enumerate(metrics)
    )
