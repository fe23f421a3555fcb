"""A data view's words: Dutch labels, Dutch words for codes, links into the console; and what it hides.

In: a data view. Out: the parts that saved objects and the data-view interface of Kibana both take. Whole numbers are
searchable but hidden from tables; they are shown masked (charter 14).
"""

from collections.abc import Mapping
from typing import Any, Final

from index.kibana.scope import DataView

HIDDEN: Final = ("phone", "phones.e164", "phones.national")
_PAGES: Final[Mapping[str, str]] = {"cluster": "clusters"}  # the console's page of a field's value
_FORMATS: Final[Mapping[str, Mapping[str, Any]]] = {
    "coverage": {"id": "percent", "params": {"pattern": "0%"}},
    "url": {"id": "url", "params": {}},
    "price_cents": {"id": "number", "params": {"pattern": "0,0"}},
}


def labels(view: DataView) -> dict[str, dict[str, str]]:
    """Each field's Dutch label."""
    return {field.name: {"customLabel": field.label} for field in view.kind.fields}


def hidden(view: DataView) -> list[dict[str, str]]:
    """The fields whose values Kibana does not fetch."""
    names = {field.name for field in view.kind.fields}
    return [{"value": name} for name in HIDDEN if name in names]


def formats(view: DataView, console: str) -> dict[str, Any]:
    """How values are shown: codes in Dutch, ids as links into the console where its address is known."""
    shown: dict[str, Any] = {}
    for field in view.kind.fields:
        if field.name in _FORMATS:
            shown[field.name] = _FORMATS[field.name]
        elif field.values:
            shown[field.name] = _lookup(field.values)
        elif field.name in _PAGES and console:
            shown[field.name] = _link(f"{console.rstrip('/')}/{_PAGES[field.name]}/{{{{value}}}}/")
    return shown


def _lookup(values: Mapping[str, str]) -> dict[str, Any]:
    entries = [{"key": code, "value": word} for code, word in values.items()]
    return {"id": "static_lookup", "params": {"lookupEntries": entries}}


def _link(template: str) -> dict[str, Any]:
    params = {"type": "a", "urlTemplate": template, "labelTemplate": "{{value}}", "openLinkInCurrentTab": False}
    return {"id": "url", "params": params}
