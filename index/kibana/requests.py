"""The same content for Kibana 9.5 and newer: requests to its data-view and dashboard interfaces.

In: a scope. Out: method, path and body of each request, in the order in which to send them. Saved searches and maps
come with the saved objects, which these versions import too; the Dashboards API takes no map.
"""

from typing import Any

from index.kibana.content import dashboard
from index.kibana.panels import MapPanel
from index.kibana.scope import DataView, Scope
from index.kibana.views import formats, hidden, labels
from index.names import Names


def api_requests(scope: Scope, names: Names, console: str = "") -> list[dict[str, Any]]:
    """Data views first, since dashboards name them; sending them again replaces what stands."""
    views = [_data_view(view, console) for view in scope.views(names).values()]
    boards = [
        {"method": "PUT", "path": f"/api/dashboards/{scope.id_of(source)}", "body": _dashboard(source, scope)}
        for source in scope.dashboards
    ]
    return views + boards


def _dashboard(source: str, scope: Scope) -> dict[str, Any]:
    found = dashboard(source, scope)
    shown = found.model_copy(update={"panels": tuple(p for p in found.panels if not isinstance(p, MapPanel))})
    return shown.model_dump(by_alias=True, exclude_none=True, mode="json")


def _data_view(view: DataView, console: str) -> dict[str, Any]:
    body = {
        "id": view.id,
        "title": view.alias,
        "name": view.name,
        **({"timeFieldName": view.kind.time_field} if view.kind.time_field else {}),
        "allowNoIndex": True,
        "fieldAttrs": labels(view),
        "fieldFormats": formats(view, console),
        "sourceFilters": hidden(view),
    }
    return {"method": "POST", "path": "/api/data_views/data_view", "body": {"override": True, "data_view": body}}
