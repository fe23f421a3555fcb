"""The sources of what Kibana gets, read for one scope: dashboards and saved searches.

In: the name of a source and a scope. Out: typed content. A source names no municipality: marks such as `{gm}` stand
for it.
"""

from importlib.resources import files

from index.kibana.panels import Dashboard, Session
from index.kibana.scope import Scope


def dashboard(source: str, scope: Scope) -> Dashboard:
    """The dashboard of this source; raises pydantic's ValidationError for an unknown key."""
    return Dashboard.model_validate_json(_read(source, scope))


def search(source: str, scope: Scope) -> Session:
    """The saved search of this source; raises pydantic's ValidationError for an unknown key."""
    return Session.model_validate_json(_read(source, scope))


def _read(source: str, scope: Scope) -> str:
    text = files("index.kibana").joinpath(f"{source}.json").read_text(encoding="utf-8")
    for mark, value in scope.marks.items():
        text = text.replace(mark, value)
    return text
