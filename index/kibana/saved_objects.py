"""Saved objects for Kibana 8.19 and 9.x: NDJSON, one object a line, with the lowest versions that fit.

In: a scope, names, the console's address. Out: lines for `POST /api/saved_objects/_import`. Deterministic.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from index.kibana import maps
from index.kibana.board import board_attributes, board_references
from index.kibana.content import dashboard, search
from index.kibana.panels import Dashboard, MapPanel, Session, SessionPanel
from index.kibana.scope import DataView, Scope
from index.kibana.sessions import REFERENCE, session_attributes
from index.kibana.views import formats, hidden, labels
from index.names import Names

SavedObject = dict[str, Any]
VERSIONS: Final = {
    "index-pattern": "8.0.0",
    "search": "8.0.0",
    "map": "8.4.0",
    "dashboard": "10.2.0",
}
_CORE: Final = "8.8.0"


def ndjson(scope: Scope, names: Names, console: str = "") -> str:
    """Everything for one scope: data views, lists, maps, dashboards; each after what it refers to."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in saved_objects(scope, names, console))


def saved_objects(scope: Scope, names: Names, console: str = "") -> Iterator[SavedObject]:
    """The same, as objects."""
    views = scope.views(names)
    yield from (_data_view(view, console) for view in views.values())
    for source in scope.searches:
        yield _search(scope.id_of(source), search(source, scope))
    for source in scope.dashboards:
        found = dashboard(source, scope)
        yield from _parts(scope, source, found)
        attributes = board_attributes(found, views)
        yield _saved("dashboard", scope.id_of(source), attributes, board_references(found, source, scope))


def _parts(scope: Scope, source: str, board: Dashboard) -> Iterator[SavedObject]:
    """What a dashboard shows by reference: its lists and maps."""
    for panel in board.panels:
        identity = scope.id_of(f"{source}-{panel.id}")
        if isinstance(panel, SessionPanel):
            yield _search(identity, panel.config)
        elif isinstance(panel, MapPanel):
            reference = {"type": "index-pattern", "id": panel.view, "name": maps.REFERENCE}
            yield _saved("map", identity, maps.map_attributes(panel.config, board.time_range), [reference])


def _search(identity: str, session: Session) -> SavedObject:
    reference = {"type": "index-pattern", "id": session.tab.data_source.ref_id, "name": REFERENCE}
    return _saved("search", identity, session_attributes(session), [reference])


def _data_view(view: DataView, console: str) -> SavedObject:
    attributes = {
        "title": view.alias,
        "name": view.name,
        **({"timeFieldName": view.kind.time_field} if view.kind.time_field else {}),
        "allowNoIndex": True,
        "fields": "[]",
        "fieldAttrs": _text(labels(view)),
        "fieldFormatMap": _text(formats(view, console)),
        "runtimeFieldMap": "{}",
        "sourceFilters": _text(hidden(view)),
    }
    return _saved("index-pattern", view.id, attributes, [])


def _saved(kind: str, identity: str, attributes: dict[str, Any], references: list[dict[str, str]]) -> SavedObject:
    pinned = {"coreMigrationVersion": _CORE, "typeMigrationVersion": VERSIONS[kind], "managed": False}
    return {"type": kind, "id": identity, **pinned, "references": references, "attributes": attributes}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
