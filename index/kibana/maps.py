"""A map of lines between municipalities, as a saved object of Kibana, and the search that it sends.

In: the panel and its data view. Out: the map's attributes with a reference; a search body. It draws no base map, which
would be fetched from elsewhere: the country shows by its municipalities' centres.
"""

import json
from typing import Any, Final

from index.kibana.charts import Metric
from index.kibana.panels import Lines, TimeRange

REFERENCE: Final = "layer_0_source_index_pattern"
ZOOM: Final = 7
_CENTRE: Final = {"lon": 5.3, "lat": 52.15}
_NO_QUERY: Final = {"query": "", "language": "kuery"}


def map_attributes(lines: Lines, period: TimeRange) -> dict[str, Any]:
    """The map's attributes; its one reference is named REFERENCE."""
    state = {
        "zoom": ZOOM,
        "center": _CENTRE,
        "timeFilters": {"from": period.start, "to": period.to},
        "query": _NO_QUERY,
        "filters": [],
        "settings": {"autoFitToDataBounds": True},
    }
    return {
        "title": lines.title,
        "description": "",
        "mapStateJSON": json.dumps(state),
        "layerListJSON": json.dumps([_layer(lines)], ensure_ascii=False),
        "uiStateJSON": json.dumps({"isLayerTOCOpen": False, "openTOCDetails": []}),
    }


def lines_search(lines: Lines, conditions: list[dict[str, Any]]) -> dict[str, Any]:
    """The search of a line layer: destinations by their point, sources by tile, the metric of each pair."""
    conditions = [
        *conditions,
        *({"exists": {"field": name}} for name in (lines.source_geo_field, lines.dest_geo_field)),
    ]
    grid = {"geotile_grid": {"field": lines.source_geo_field, "precision": ZOOM + 2, "size": 500}}
    script = {"source": f"doc['{lines.dest_geo_field}'].value.toString()", "lang": "painless"}
    metrics = {"m0": {"sum": {"field": lines.metric.field}}} if lines.metric.operation == "sum" else {}
    destination = {"terms": {"script": script, "order": {"_count": "desc"}, "size": 100}}
    aggregations = {"b": {**destination, "aggs": {"b": {**grid, **({"aggs": metrics} if metrics else {})}}}}
    return {"size": 0, "query": {"bool": {"filter": conditions}}, "aggs": aggregations}


def _layer(lines: Lines) -> dict[str, Any]:
    source = {
        "id": "stromen",
        "type": "ES_PEW_PEW",
        "indexPatternRefName": REFERENCE,
        "sourceGeoField": lines.source_geo_field,
        "destGeoField": lines.dest_geo_field,
        "metrics": [_metric(lines.metric)],
        "applyGlobalQuery": True,
        "applyGlobalTime": True,
        "applyForceRefresh": True,
    }
    return {
        "id": "lijnen",
        "label": lines.title,
        "type": "GEOJSON_VECTOR",
        "sourceDescriptor": source,
        "style": _style(lines.metric),
        "joins": [],
        "minZoom": 0,
        "maxZoom": 24,
        "alpha": 0.75,
        "visible": True,
        "includeInFitToBounds": True,
    }


def _metric(metric: Metric) -> dict[str, str]:
    return {"type": "sum", "field": str(metric.field)} if metric.operation == "sum" else {"type": "count"}


def _style(metric: Metric) -> dict[str, Any]:
    name = f"sum_of_{metric.field}" if metric.operation == "sum" else "doc_count"
    by_number = {
        "field": {"name": name, "origin": "source"},
        "fieldMetaOptions": {"isEnabled": True, "sigma": 3},
    }
    width = {"type": "DYNAMIC", "options": {"minSize": 1, "maxSize": 10, **by_number}}
    colour = {"type": "STATIC", "options": {"color": "#b4531f"}}
    return {"type": "VECTOR", "properties": {"lineColor": colour, "lineWidth": width}, "isTimeAware": True}
