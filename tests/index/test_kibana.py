import json
from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from index.kibana.content import dashboard, search
from index.kibana.panels import ChartPanel, Dashboard, MapPanel, SessionPanel
from index.kibana.requests import api_requests
from index.kibana.saved_objects import VERSIONS, ndjson
from index.kibana.scope import NATION, Scope, scope_of
from index.kibana.searches import Panel
from index.kibana.views import HIDDEN
from index.names import Names
from peil.errors import SourceError

SCOPES = {"GM0344": scope_of("GM0344"), "country": NATION}
BOARDS = [(scope, source) for scope in SCOPES.values() for source in scope.dashboards]
PANELS = [
    pytest.param(scope, panel, id=f"{source}/{panel.id}")
    for scope, source in BOARDS
    for panel in dashboard(source, scope).panels
]
FITTING = {
    "terms": {"code", "name", "yes_no"},
    "date_histogram": {"time", "day"},
    "unique_count": {"code", "name"},
    "sum": {"count", "cents"},
    "average": {"count", "cents", "share"},
    "sort": {"code", "name", "yes_no", "time", "day", "count"},
    "point": {"point"},
}
CONSOLE = "https://peil.example"
URLS = Path(__file__).parents[2] / "console/web/urls.py"
OBJECTS = {
    name: [json.loads(line) for line in ndjson(scope, Names(), CONSOLE).splitlines()] for name, scope in SCOPES.items()
}
EVERY_OBJECT = [each for objects in OBJECTS.values() for each in objects]


def _fields_of(panel: Panel) -> Iterator[tuple[str, str]]:
    """Each field that a panel names, with what it is asked to do."""
    if isinstance(panel, MapPanel):
        yield from (("point", panel.config.source_geo_field), ("point", panel.config.dest_geo_field))
        metrics, query = (panel.config.metric,), None
    elif isinstance(panel, SessionPanel):
        tab = panel.config.tab
        yield from (("column", name) for name in tab.column_order)
        yield from (("sort", each.name) for each in tab.sort)
        metrics, query = (), tab.query
    else:
        for bucket in panel.config.buckets:
            yield bucket.operation, bucket.fields[0] if bucket.operation == "terms" else bucket.field
        metrics, query = panel.config.metrics, panel.config.query
    yield from ((metric.operation, str(metric.field)) for metric in metrics if metric.operation != "count")
    yield from (("condition", field) for field in _named_in(query.expression if query else ""))


def _named_in(expression: str) -> list[str]:
    return [word.strip("(").removesuffix(":") for word in expression.split() if word.endswith(":")]


@pytest.mark.parametrize(("scope", "panel"), PANELS)
def test_every_field_that_a_panel_names_exists_and_fits(scope: Scope, panel: Panel) -> None:
    types = {field.name: field.type for field in scope.views(Names())[panel.view].kind.fields}
    for operation, field in _fields_of(panel):
        assert types[field] in FITTING.get(operation, set(types.values())), (operation, field)
        assert field not in HIDDEN


@pytest.mark.parametrize("source", SCOPES["GM0344"].searches)
def test_every_field_of_a_saved_search_exists(source: str) -> None:
    session = search(source, SCOPES["GM0344"])
    fields = {field.name for field in SCOPES["GM0344"].views(Names())[session.tab.data_source.ref_id].kind.fields}
    assert {*session.tab.column_order, *(each.name for each in session.tab.sort)} <= fields
    assert set(_named_in(session.tab.query.expression)) <= fields


@pytest.mark.parametrize(("scope", "source"), BOARDS)
def test_panels_lie_within_the_grid_and_never_on_each_other(scope: Scope, source: str) -> None:
    grids = [panel.grid for panel in dashboard(source, scope).panels]
    assert all(grid.x + grid.w <= 48 for grid in grids)
    for one, other in combinations(grids, 2):
        apart = one.x + one.w <= other.x or other.x + other.w <= one.x
        assert apart or one.y + one.h <= other.y or other.y + other.h <= one.y


@pytest.mark.parametrize(("scope", "source"), BOARDS)
def test_every_panel_of_a_dashboard_has_an_id_of_its_own_and_a_title(scope: Scope, source: str) -> None:
    panels = dashboard(source, scope).panels
    assert len({panel.id for panel in panels}) == len(panels)
    assert all(panel.config.title for panel in panels)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"colour": "red"}, "unknown key"),
        ({"title": 3}, "no title"),
        ({"time_range": {"from": "now-1d"}}, "half a period"),
    ],
)
def test_a_source_that_says_more_or_less_than_it_may_is_refused(change: dict[str, Any], why: str) -> None:
    good = dashboard("circulatie", SCOPES["GM0344"]).model_dump(by_alias=True, exclude_none=True)
    assert Dashboard.model_validate(good)
    with pytest.raises(ValidationError):
        Dashboard.model_validate({**good, **change})


def test_a_foreign_place_has_no_content() -> None:
    with pytest.raises(SourceError, match="no municipality's code"):
        scope_of("BE:Gent")


def test_saved_objects_carry_the_versions_that_kibana_8_19_and_9_import() -> None:
    assert VERSIONS == {"index-pattern": "8.0.0", "search": "8.0.0", "map": "8.4.0", "dashboard": "10.2.0"}
    for each in EVERY_OBJECT:
        assert (each["coreMigrationVersion"], each["typeMigrationVersion"]) == ("8.8.0", VERSIONS[each["type"]])


def test_saved_objects_have_the_keys_that_their_type_knows_and_no_other() -> None:
    known = {
        "index-pattern": {"title", "name", "timeFieldName", "allowNoIndex", "fields", "fieldAttrs", "fieldFormatMap",
                          "runtimeFieldMap", "sourceFilters"},
        "search": {"title", "description", "columns", "sort", "grid", "hideChart", "isTextBasedQuery",
                   "kibanaSavedObjectMeta"},
        "map": {"title", "description", "mapStateJSON", "layerListJSON", "uiStateJSON"},
        "dashboard": {"title", "description", "version", "timeRestore", "timeFrom", "timeTo", "optionsJSON",
                      "kibanaSavedObjectMeta", "panelsJSON"},
    }  # fmt: skip
    for each in EVERY_OBJECT:
        assert set(each["attributes"]) - known[each["type"]] == set()
        for name, value in each["attributes"].items():
            if name.endswith("JSON"):
                assert json.loads(value) is not None


@pytest.mark.parametrize("name", SCOPES)
def test_ids_are_unique_and_end_in_the_scope_s_code(name: str) -> None:
    ids = [each["id"] for each in OBJECTS[name]]
    assert len(set(ids)) == len(ids)
    assert all(identity.endswith(f"-{SCOPES[name].code}") for identity in ids)


@pytest.mark.parametrize("name", SCOPES)
def test_references_resolve_both_ways(name: str) -> None:
    known: set[tuple[str, str]] = set()
    for each in OBJECTS[name]:  # what is referred to stands before what refers to it
        assert {(ref["type"], ref["id"]) for ref in each["references"]} <= known
        known.add((each["type"], each["id"]))
        said = json.dumps(each["attributes"])
        if each["type"] != "dashboard":
            assert [ref["name"] for ref in each["references"] if ref["name"] not in said] == []


@pytest.mark.parametrize(
    "board", [each for each in EVERY_OBJECT if each["type"] == "dashboard"], ids=lambda each: each["id"]
)
def test_what_a_dashboard_s_panels_name_is_what_it_refers_to(board: dict[str, Any]) -> None:
    used = set()
    for panel in json.loads(board["attributes"]["panelsJSON"]):
        if "panelRefName" in panel:
            used.add(f"{panel['panelIndex']}:{panel['panelRefName']}")
        else:
            attributes = panel["embeddableConfig"]["attributes"]
            used |= {f"{panel['panelIndex']}:{ref['name']}" for ref in attributes["references"]}
    assert used == {ref["name"] for ref in board["references"]}


@pytest.mark.parametrize(
    "board", [each for each in EVERY_OBJECT if each["type"] == "dashboard"], ids=lambda each: each["id"]
)
def test_every_accessor_of_a_panel_is_one_of_its_columns_and_all_are_used(board: dict[str, Any]) -> None:
    for panel in json.loads(board["attributes"]["panelsJSON"]):
        if panel["type"] == "lens":
            state = panel["embeddableConfig"]["attributes"]["state"]
            layer = state["datasourceStates"]["formBased"]["layers"]["l1"]
            assert set(layer["columnOrder"]) == set(layer["columns"])
            said = json.dumps(state["visualization"])
            assert [column for column in layer["columns"] if f'"{column}"' not in said] == []


def _views(name: str) -> dict[str, dict[str, Any]]:
    return {each["id"]: each["attributes"] for each in OBJECTS[name] if each["type"] == "index-pattern"}


def test_charter_14_whole_numbers_are_hidden_from_the_tables_of_kibana() -> None:
    for kind in ("profiles", "ads"):
        filters = json.loads(_views("GM0344")[f"peil-{kind}-gm0344"]["sourceFilters"])
        assert {hidden["value"] for hidden in filters} == set(HIDDEN)


@pytest.mark.parametrize("name", SCOPES)
def test_every_field_of_a_data_view_has_its_dutch_label(name: str) -> None:
    for identity, view in SCOPES[name].views(Names()).items():
        labels = json.loads(_views(name)[identity]["fieldAttrs"])
        assert labels == {field.name: {"customLabel": field.label} for field in view.kind.fields}


def test_ids_are_links_into_the_console_and_codes_are_dutch_words() -> None:
    formats = json.loads(_views("GM0344")["peil-flags-gm0344"]["fieldFormatMap"])
    assert formats["cluster"]["params"]["urlTemplate"] == "https://peil.example/clusters/{{value}}/"
    assert 'path("clusters/<slug:cluster>/"' in URLS.read_text(encoding="utf-8"), "the console has such a page"
    assert {"key": "open", "value": "te beoordelen"} in formats["state"]["params"]["lookupEntries"]
    unlinked = next(json.loads(line) for line in ndjson(SCOPES["GM0344"], Names()).splitlines() if "peil-flags" in line)
    assert "cluster" not in json.loads(unlinked["attributes"]["fieldFormatMap"])


def test_charter_13_the_country_s_content_looks_at_national_indices_alone() -> None:
    assert {view.kind.kind for view in NATION.views(Names()).values()} <= {
        "tallies",
        "daily",
        "flows",
        "displacement",
        "runs",
    }
    assert not {"cluster", "persona", "phone"} & {
        f.name for view in NATION.views(Names()).values() for f in view.kind.fields
    }


def test_charter_08_no_panel_ranks_profiles_or_personas() -> None:
    for scope, source in BOARDS:
        for panel in dashboard(source, scope).panels:
            if isinstance(panel, ChartPanel):
                assert not {"cluster", "persona"} & {
                    field for operation, field in _fields_of(panel) if operation == "terms"
                }


@pytest.mark.parametrize("name", SCOPES)
def test_the_files_in_the_repository_are_what_the_sources_give(name: str) -> None:
    scope = SCOPES[name]
    written = files("index.kibana").joinpath(f"peil-{scope.code}.ndjson").read_text(encoding="utf-8")
    assert written == ndjson(scope, Names()), (
        f"python -m index.kibana {scope.gm} > index/kibana/peil-{scope.code}.ndjson"
    )


@pytest.mark.parametrize("name", SCOPES)
def test_the_newer_interface_gets_the_source_itself_but_for_its_maps_after_its_data_views(name: str) -> None:
    scope, requests = SCOPES[name], api_requests(SCOPES[name], Names())
    boards = [each for each in requests if each["method"] == "PUT"]
    assert [each["method"] for each in requests] == ["POST"] * len(scope.kinds) + ["PUT"] * len(scope.dashboards)
    for source, sent in zip(scope.dashboards, boards, strict=True):
        whole = dashboard(source, scope)
        kept = tuple(panel for panel in whole.panels if not isinstance(panel, MapPanel))
        assert Dashboard.model_validate(sent["body"]).panels == kept
