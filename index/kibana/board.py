"""A dashboard as the attributes and references of a saved object of Kibana 8.19.

In: a typed dashboard and its data views. Out: what the saved object holds: charts by value, the rest by reference.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from index.kibana.lens import EMPTY_QUERY, REFERENCE, lens_attributes
from index.kibana.panels import ChartPanel, Dashboard, MapPanel, SessionPanel
from index.kibana.scope import DataView, Scope

_OPTIONS: Final = {"useMargins": True, "syncColors": True, "syncCursor": True, "hidePanelTitles": False}
_SAVED_AS: Final = {"discover_session": "search", "map": "map"}


def board_attributes(board: Dashboard, views: Mapping[str, DataView]) -> dict[str, Any]:
    """The dashboard's attributes."""
    return {
        "title": board.title,
        "description": board.description,
        "version": 1,
        "timeRestore": True,
        "timeFrom": board.time_range.start,
        "timeTo": board.time_range.to,
        "optionsJSON": _text(_OPTIONS),
        "kibanaSavedObjectMeta": {"searchSourceJSON": _text({"query": EMPTY_QUERY, "filter": []})},
        "panelsJSON": _text([_panel(panel, views) for panel in board.panels]),
    }


def board_references(board: Dashboard, source: str, scope: Scope) -> list[dict[str, str]]:
    """What it refers to: the data views of its charts, its lists and maps."""
    return [_reference(panel, scope.id_of(f"{source}-{panel.id}")) for panel in board.panels]


def _reference(panel: ChartPanel | SessionPanel | MapPanel, identity: str) -> dict[str, str]:
    if isinstance(panel, ChartPanel):
        return {"type": "index-pattern", "id": panel.view, "name": f"{panel.id}:{REFERENCE}"}
    return {"type": _SAVED_AS[panel.type], "id": identity, "name": f"{panel.id}:panel_{panel.id}"}


def _panel(panel: ChartPanel | SessionPanel | MapPanel, views: Mapping[str, DataView]) -> dict[str, Any]:
    placed = {"panelIndex": panel.id, "gridData": {**panel.grid.model_dump(), "i": panel.id}}
    if isinstance(panel, ChartPanel):
        attributes = lens_attributes(panel.config, views[panel.view])
        return {"type": "lens", **placed, "embeddableConfig": {"enhancements": {}, "attributes": attributes}}
    shown = {"type": _SAVED_AS[panel.type], **placed, "title": panel.config.title}
    return {**shown, "embeddableConfig": {"enhancements": {}}, "panelRefName": f"panel_{panel.id}"}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
