"""Saved objects for Kibana 8.19 and 9.0 to 9.4: NDJSON, one object a line, with the lowest versions that fit.

In: typed dashboards and data views. Out: lines for `POST /api/saved_objects/_import`. Deterministic.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from index.kibana.charts import Dashboard, Panel
from index.kibana.content import DASHBOARDS, HIDDEN, DataView, dashboard, dashboard_id, data_views
from index.kibana.lens import EMPTY_QUERY, REFERENCE, lens_attributes
from index.names import Names

_CORE: Final = "8.8.0"


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
        {"type": "index-pattern", "id": panel.config.data_source.ref_id, "name": f"{panel.id}:{REFERENCE}"}
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
        "kibanaSavedObjectMeta": {"searchSourceJSON": _text({"query": EMPTY_QUERY, "filter": []})},
        "panelsJSON": _text([_panel(panel, views[panel.config.data_source.ref_id]) for panel in source.panels]),
    }
    return _saved("dashboard", "10.2.0", identity, references=references, attributes=attributes)


def _panel(panel: Panel, view: DataView) -> dict[str, Any]:
    return {
        "type": "lens",
        "panelIndex": panel.id,
        "gridData": {**panel.grid.model_dump(), "i": panel.id},
        "embeddableConfig": {"enhancements": {}, "attributes": lens_attributes(panel.config, view)},
    }


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
