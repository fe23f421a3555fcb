"""Each panel as the one search that Kibana would send, so that its figures can be held against a plain count.

In: a panel, its data view, a period. Out: a search body; and from a chart's answer the cells, keyed by bucket values.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from index.kibana.charts import Bucket, Chart, Metric, Query
from index.kibana.maps import lines_search
from index.kibana.panels import ChartPanel, MapPanel, SessionPanel, TimeRange
from index.kibana.scope import DataView
from index.kibana.sessions import session_search

Cells: TypeAlias = dict[tuple[str, ...], tuple[float, ...]]
Panel: TypeAlias = ChartPanel | SessionPanel | MapPanel

_ZONE: Final = "Europe/Amsterdam"
_AGGREGATIONS: Final = {"unique_count": "cardinality", "sum": "sum", "average": "avg"}
_INTERVALS: Final = {"1d": "day", "1w": "week"}


def search_body(panel: Panel, view: DataView, period: TimeRange) -> dict[str, Any]:
    """The search: period and the panel's own condition as filters."""
    if isinstance(panel, SessionPanel):
        return session_search(panel.config, conditions(view, period, panel.config.tab.query))
    if isinstance(panel, MapPanel):
        return lines_search(panel.config, conditions(view, period, None))
    chart = panel.config
    body = {"size": 0, "track_total_hits": True}
    filters = {"bool": {"filter": conditions(view, period, chart.query)}}
    return {**body, "query": filters, "aggs": _aggregations(chart.buckets, chart.metrics)}


def conditions(view: DataView, period: TimeRange, query: Query | None) -> list[dict[str, Any]]:
    """The period, where time runs in the documents, and the panel's own condition."""
    found: list[dict[str, Any]] = []
    if view.kind.time_field:
        inside = {"gte": period.start, "lte": period.to, "time_zone": _ZONE}
        found.append({"range": {view.kind.time_field: inside}})
    if query and query.expression:
        found.append({"kql": {"query": query.expression}})
    return found


def cells(chart: Chart, answer: Mapping[str, Any]) -> Cells:
    """Bucket values -> figures; buckets without documents are left out."""
    if not chart.buckets:
        return {(): _figures(chart.metrics, answer["hits"]["total"]["value"], answer.get("aggregations", {}))}
    return dict(_cells(chart.buckets, chart.metrics, answer["aggregations"], ()))


def _aggregations(buckets: Sequence[Bucket], metrics: Sequence[Metric]) -> dict[str, Any]:
    if not buckets:
        return _figures_of(metrics)
    inner = _aggregations(buckets[1:], metrics)
    first = metrics[0]
    by_first = buckets[0].operation == "terms" and first.operation != "count"
    inner |= _figures_of(metrics[:1]) if by_first else {}  # the order of an outer bucket needs its figure too
    return {"b": {**_bucket(buckets[0], "m0" if by_first else "_count"), **({"aggs": inner} if inner else {})}}


def _figures_of(metrics: Sequence[Metric]) -> dict[str, Any]:
    return {
        f"m{place}": {_AGGREGATIONS[metric.operation]: {"field": metric.field}}
        for place, metric in enumerate(metrics)
        if metric.operation != "count"
    }


def _bucket(bucket: Bucket, order: str) -> dict[str, Any]:
    if bucket.operation == "terms":
        return {"terms": {"field": bucket.fields[0], "size": bucket.limit, "order": {order: "desc"}}}
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
