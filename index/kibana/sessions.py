"""A list of documents as a saved search of Kibana, and the search that Discover sends for it.

In: a typed session. Out: the attributes of a saved search with a reference; a search body.
"""

import json
from typing import Any, Final

from index.kibana.panels import Session

REFERENCE: Final = "kibanaSavedObjectMeta.searchSourceJSON.index"


def session_attributes(session: Session) -> dict[str, Any]:
    """The saved search's attributes; its one reference is named REFERENCE."""
    tab = session.tab
    query = {"query": tab.query.expression, "language": "kuery"}
    source = {"query": query, "filter": [], "indexRefName": REFERENCE}
    return {
        "title": session.title,
        "description": session.description,
        "columns": list(tab.column_order),
        "sort": [[each.name, each.direction] for each in tab.sort],
        "grid": {},
        "hideChart": True,
        "isTextBasedQuery": False,
        "kibanaSavedObjectMeta": {"searchSourceJSON": json.dumps(source, ensure_ascii=False)},
    }


def session_search(session: Session, conditions: list[dict[str, Any]]) -> dict[str, Any]:
    """The first five hundred documents, as Discover asks for them."""
    sort = [{each.name: {"order": each.direction, "unmapped_type": "boolean"}} for each in session.tab.sort]
    return {"size": 500, "track_total_hits": True, "query": {"bool": {"filter": conditions}}, "sort": sort}
