"""Saved objects for Kibana 8.19 and 9.0 to 9.4: NDJSON, one object a line, with the lowest versions that fit.

In: typed dashboards and data views. Out: lines for `POST /api/saved_objects/_import`. Deterministic.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from index.kibana.charts import Bucket, Chart, Dashboard, HeatmapChart, Metric, MetricChart, Panel, TableChart, XyChart
from index.kibana.content import DASHBOARDS, HIDDEN, DataView, dashboard, dashboard_id, data_views
from index.mappings.fields import Field
from index.names import Names

_CORE: Final = "8.8.0"
_LAYER: Final = "l1"
_LABELS: Final = {"count": "Aantal", "unique_count": "Aantal verschillende", "sum": "Som", "average": "Gemiddelde"}
_EMPTY_QUERY: Final = {"query": "", "language": "kuery"}
_VISUALIZATIONS: Final[Mapping[type, str]] = {
    MetricChart: "lnsMetric",
    TableChart: "lnsDatatable",
    HeatmapChart: "lnsHeatmap",
    XyChart: "lnsXY",
}


def ndjson(gm: str, names: Names) -> str:
    """Everything for one municipality: its data views, then its dashboards."""
    views = {view.id: view for view in data_views(gm, names)}
    objects = [_data_view(view) for view in views.values()]
    objects += [_dashboard(dashboard_id(source, gm), dashboard(source, gm), views) for source in DASHBOARDS]
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)


def _saved(kind: str, version: str, identity: str, **rest: Any) -> dict[str, Any]:
    pinned = {"coreMigrationVersion": _CORE, "typeMigrationVersion": version, "managed": False}
    return {"type": kind, "id": identity, **pinned, **rest}


def _data_view(view: DataView) -> dict[str, Any]:
    labels = {field.name: {"customLabel": field.label} for field in view.kind.fields}
    formats = {"coverage": {"id": "percent", "params": {"pattern": "0%"}}, "url": {"id": "url", "params": {}}}
    names = {field.name for field in view.kind.fields}
    attributes = {
        "title": view.alias,
        "name": view.name,
        "timeFieldName": view.kind.time_field,
        "allowNoIndex": True,
        "fields": "[]",
        "fieldAttrs": _text(labels),
        "fieldFormatMap": _text({name: how for name, how in formats.items() if name in names}),
        "runtimeFieldMap": "{}",
        "sourceFilters": _text([{"value": name} for name in HIDDEN if name in names]),
    }
    return _saved("index-pattern", "8.0.0", view.id, references=[], attributes=attributes)


def _dashboard(identity: str, source: Dashboard, views: Mapping[str, DataView]) -> dict[str, Any]:
    references = [
        {"type": "index-pattern", "id": panel.config.data_source.ref_id, "name": f"{panel.id}:{_reference_name()}"}
        for panel in source.panels
    ]
    attributes = {
        "title": source.title,
        "description": source.description,
        "version": 1,
        "timeRestore": True,
        "timeFrom": source.time_range.start,
        "timeTo": source.time_range.to,
        "optionsJSON": _text({"useMargins": True, "syncColors": True, "syncCursor": True, "hidePanelTitles": False}),
        "kibanaSavedObjectMeta": {"searchSourceJSON": _text({"query": _EMPTY_QUERY, "filter": []})},
        "panelsJSON": _text([_panel(panel, views) for panel in source.panels]),
    }
    return _saved("dashboard", "10.2.0", identity, references=references, attributes=attributes)


def _panel(panel: Panel, views: Mapping[str, DataView]) -> dict[str, Any]:
    return {
        "type": "lens",
        "panelIndex": panel.id,
        "gridData": {**panel.grid.model_dump(), "i": panel.id},
        "embeddableConfig": {"enhancements": {}, "attributes": _lens(panel.config, views)},
    }


def _lens(chart: Chart, views: Mapping[str, DataView]) -> dict[str, Any]:
    view = views[chart.data_source.ref_id]
    query = {"query": chart.query.expression, "language": "kuery"} if chart.query else _EMPTY_QUERY
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
        "references": [{"type": "index-pattern", "id": view.id, "name": _reference_name()}],
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
    series = chart.layers[0].type
    return {
        "preferredSeriesType": series,
        "legend": {"isVisible": True, "position": "right"},
        "valueLabels": "hide",
        "layers": [{**layer, "seriesType": series, **split, "accessors": ["m0"]}],
    }


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


def _column_names(chart: Chart) -> list[str]:
    return [f"b{place}" for place in range(len(chart.buckets))] + [f"m{place}" for place in range(len(chart.metrics))]


def _reference_name() -> str:
    return f"indexpattern-datasource-layer-{_LAYER}"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
