"""A Kibana space for each municipality and one for the country, with their content; twice is as once.

In: the way to Kibana, scopes, names. Out: what was made, in words. It speaks Kibana's own interfaces for spaces and
saved objects, which 8.19 and 9.x have alike; nothing of another space is touched.
"""

from collections.abc import Iterable, Iterator

from index.access.kibana import Kibana
from index.kibana.saved_objects import ndjson
from index.kibana.scope import Scope
from index.names import Names
from peil.errors import OutsideError

_ZONE = "Europe/Amsterdam"


def set_up_spaces(kibana: Kibana, scopes: Iterable[Scope], names: Names, console: str = "") -> Iterator[str]:
    """A space and its content for each scope; a sentence for each. Raises OutsideError where Kibana refuses."""
    for scope in scopes:
        _put_space(kibana, scope)
        count = _import(kibana, scope, ndjson(scope, names, console))
        yield f"Kibana space {scope.space}: {count} objects{_days_by_the_dutch_clock(kibana, scope)}"


def _put_space(kibana: Kibana, scope: Scope) -> None:
    """Make the space, or give it its name again where it stands; what else a manager set in it stays."""
    space = {"id": scope.space, "name": f"Peil {scope.name}"}
    if kibana.ask("GET", f"/api/spaces/space/{scope.space}", but_for=(404,)).status == 404:
        kibana.ask("POST", "/api/spaces/space", space)
    else:
        standing = kibana.ask("GET", f"/api/spaces/space/{scope.space}").json
        kibana.ask("PUT", f"/api/spaces/space/{scope.space}", {**standing, **space})


def _import(kibana: Kibana, scope: Scope, lines: str) -> int:
    """How many objects Kibana took; it answers 200 even where it took none."""
    answer = kibana.send_file(f"/s/{scope.space}/api/saved_objects/_import?overwrite=true", "peil.ndjson", lines).json
    if not answer.get("success"):
        first = next(iter(answer.get("errors") or [{}]))
        kind = first.get("error", {}).get("type", "no reason given")
        said = f"Kibana did not take {first.get('type', 'an object')} {first.get('id', '')} ({kind})"
        raise OutsideError(said, where=f"kibana space {scope.space}", mend="is it 8.19 or newer?")
    return int(answer["successCount"])


def _days_by_the_dutch_clock(kibana: Kibana, scope: Scope) -> str:
    """Make days begin at Dutch midnight for everybody; a Kibana that keeps this to itself is told of in words."""
    changes = {"changes": {"dateFormat:tz": _ZONE}}
    answer = kibana.ask("POST", f"/s/{scope.space}/internal/kibana/settings", changes, but_for=(400, 403, 404))
    return "" if answer.status < 400 else f"; set dateFormat:tz to {_ZONE} in its advanced settings yourself"
