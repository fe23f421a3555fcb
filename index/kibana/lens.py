"""A chart as a Lens panel of Kibana 8.19: its columns, and how it is drawn.

In: a typed chart and its data view. Out: the `attributes` of a Lens panel by value. Buckets are `b0`, `b1`, …, figures
`m0`, `m1`, …; nothing else names a column.
"""

from collections.abc import Mapping
from typing import Any, Final

from index.kibana.charts import Bucket, Chart, HeatmapChart, Metric, MetricChart, TableChart, XyChart
from index.kibana.scope import DataView
from index.mappings.fields import Field

REFERENCE: Final = "indexpattern-datasource-layer-l1"
EMPTY_QUERY: Final = {"query": "", "language": "kuery"}
_LAYER: Final = "l1"
_LABELS: Final = {"count": "Aantal", "unique_count": "Aantal verschillende", "sum": "Som", "average": "Gemiddelde"}
_VISUALIZATIONS: Final[Mapping[type, str]] = {
    MetricChart: "lnsMetric",
    TableChart: "lnsDatatable",
    HeatmapChart: "lnsHeatmap",
    XyChart: "lnsXY",
}
_SERIES: Final = {"bar_percentage": "bar_percentage_stacked"}
_HEATMAP: Final = {
    "legend": {"type": "heatmap_legend", "isVisible": True, "position": "right"},
    "gridConfig": {
        "type": "heatmap_grid",
        "isCellLabelVisible": False,
        "isXAxisLabelVisible": True,
        "isYAxisLabelVisible": True,
        "isXAxisTitleVisible": False,
        "isYAxisTitleVisible": False,
    },
}


def lens_attributes(chart: Chart, view: DataView) -> dict[str, Any]:
    """The panel's attributes; its one reference is named REFERENCE."""
    query = {"query": chart.query.expression, "language": "kuery"} if chart.query else EMPTY_QUERY
    columns = _columns(chart, view)
    layer = {"columnOrder": list(columns), "columns": columns, "incompleteColumns": {}, "sampling": 1}
    state = {
        "visualization": _visualization(chart),
        "query": query,
        "filters": [],
        "internalReferences": [],
        "adHocDataViews": {},
        "datasourceStates": {"formBased": {"layers": {_LAYER: layer}}},
    }
    return {
        "title": chart.title,
        "type": "lens",
        "visualizationType": _VISUALIZATIONS[type(chart)],
        "references": [{"type": "index-pattern", "id": view.id, "name": REFERENCE}],
        "state": state,
    }


def _columns(chart: Chart, view: DataView) -> dict[str, dict[str, Any]]:
    """Buckets `b0`, `b1`, … before figures `m0`, …, as Lens wants them."""
    fields = {field.name: field for field in view.kind.fields}
    buckets = {f"b{place}": _bucket(bucket, fields) for place, bucket in enumerate(chart.buckets)}
    return buckets | {f"m{place}": _metric(metric, fields) for place, metric in enumerate(chart.metrics)}


def _bucket(bucket: Bucket, fields: Mapping[str, Field]) -> dict[str, Any]:
    if bucket.operation == "date_histogram":
        params: dict[str, Any] = {
            "interval": bucket.suggested_interval,
            "includeEmptyRows": True,
            "dropPartials": False,
        }
        return _column(fields[bucket.field].label, bucket.operation, bucket.field, "date", "interval", params)
    [name] = bucket.fields
    params = {
        "size": bucket.limit,
        "orderBy": {"type": "column", "columnId": "m0"},
        "orderDirection": "desc",
        "otherBucket": False,
        "missingBucket": False,
        "parentFormat": {"id": "terms"},
    }
    return _column(fields[name].label, bucket.operation, name, "string", "ordinal", params)


def _metric(metric: Metric, fields: Mapping[str, Field]) -> dict[str, Any]:
    label = f"{_LABELS[metric.operation]} {fields[metric.field].label.lower()}" if metric.field else "Aantal"
    field = metric.field or "___records___"
    return _column(label, metric.operation, field, "number", "ratio", {"emptyAsNull": False})


def _column(
    label: str, operation: str, field: str, data_type: str, scale: str, params: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "label": label,
        "customLabel": True,
        "dataType": data_type,
        "operationType": operation,
        "isBucketed": scale != "ratio",
        "scale": scale,
        "sourceField": field,
        "params": dict(params),
    }


def _visualization(chart: Chart) -> dict[str, Any]:
    layer = {"layerId": _LAYER, "layerType": "data"}
    if isinstance(chart, MetricChart):
        return {**layer, "metricAccessor": "m0"}
    if isinstance(chart, TableChart):
        return {**layer, "columns": [{"columnId": name} for name in _column_names(chart)]}
    if isinstance(chart, HeatmapChart):
        return {**layer, "shape": "heatmap", "xAccessor": "b0", "yAccessor": "b1", "valueAccessor": "m0", **_HEATMAP}
    split = {"splitAccessor": "b0", "xAccessor": "b1"} if len(chart.buckets) > 1 else {"xAccessor": "b0"}
    series = _SERIES.get(chart.layers[0].type, chart.layers[0].type)
    return {
        "preferredSeriesType": series,
        "legend": {"isVisible": True, "position": "right"},
        "valueLabels": "hide",
        "layers": [{**layer, "seriesType": series, **split, "accessors": ["m0"]}],
    }


def _column_names(chart: Chart) -> list[str]:
    return [f"b{place}" for place in range(len(chart.buckets))] + [f"m{place}" for place in range(len(chart.metrics))]
