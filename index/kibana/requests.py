"""The same content for Kibana 9.5 and newer: requests to its data-view and dashboard interfaces.

In: a GM code. Out: method, path and body of each request, in the order in which to send them.
"""

from typing import Any

from index.kibana.content import DASHBOARDS, HIDDEN, DataView, dashboard, dashboard_id, data_views
from index.names import Names


def api_requests(gm: str, names: Names) -> list[dict[str, Any]]:
    """Data views first, since dashboards name them; sending them again replaces what stands."""
    views = [_data_view(view) for view in data_views(gm, names)]
    boards = [
        {"method": "PUT", "path": f"/api/dashboards/{dashboard_id(source, gm)}", "body": _dashboard(source, gm)}
        for source in DASHBOARDS
    ]
    return views + boards


def _dashboard(source: str, gm: str) -> dict[str, Any]:
    return dashboard(source, gm).model_dump(by_alias=True, exclude_none=True, mode="json")


def _data_view(view: DataView) -> dict[str, Any]:
    names = {field.name for field in view.kind.fields}
    body = {
        "id": view.id,
        "title": view.alias,
        "name": view.name,
        "timeFieldName": view.kind.time_field,
        "allowNoIndex": True,
        "fieldAttrs": {field.name: {"customLabel": field.label} for field in view.kind.fields},
        "sourceFilters": [{"value": name} for name in HIDDEN if name in names],
    }
    return {"method": "POST", "path": "/api/data_views/data_view", "body": {"override": True, "data_view": body}}
