import json
from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations
from typing import Any

import pytest
from pydantic import ValidationError

from index.kibana.charts import Chart, Dashboard, Panel
from index.kibana.content import DASHBOARDS, HIDDEN, dashboard, data_views
from index.kibana.requests import api_requests
from index.kibana.saved_objects import ndjson
from index.names import Names
from peil.errors import SourceError

GM = "GM0344"
PANELS = [panel for source in DASHBOARDS for panel in dashboard(source, GM).panels]
VIEWS = {view.id: view for view in data_views(GM, Names())}
FITTING = {
    "terms": {"code", "name", "yes_no"},
    "date_histogram": {"time", "day"},
    "unique_count": {"code", "name"},
    "sum": {"count", "cents"},
    "average": {"count", "cents", "share"},
}
OBJECTS = [json.loads(line) for line in ndjson(GM, Names()).splitlines()]


def _fields_of(chart: Chart) -> Iterator[tuple[str, str]]:
    for bucket in chart.buckets:
        yield bucket.operation, bucket.fields[0] if bucket.operation == "terms" else bucket.field
    for metric in chart.metrics:
        if metric.operation != "count":
            yield metric.operation, str(metric.field)
    if chart.query:
        for condition in chart.query.expression.split(" and "):
            yield "condition", condition.split(":")[0]


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.id)
def test_every_field_that_a_panel_names_exists_and_fits(panel: Panel) -> None:
    types = {field.name: field.type for field in VIEWS[panel.config.data_source.ref_id].kind.fields}
    for operation, field in _fields_of(panel.config):
        assert types[field] in FITTING.get(operation, set(types.values())), (panel.id, operation, field)


def test_panels_lie_within_the_grid_and_never_on_each_other() -> None:
    for source in DASHBOARDS:
        grids = [panel.grid for panel in dashboard(source, GM).panels]
        assert all(grid.x + grid.w <= 48 for grid in grids)
        for one, other in combinations(grids, 2):
            apart = one.x + one.w <= other.x or other.x + other.w <= one.x
            assert apart or one.y + one.h <= other.y or other.y + other.h <= one.y


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"colour": "red"}, "unknown key"),
        ({"title": 3}, "no title"),
        ({"time_range": {"from": "now-1d"}}, "half a period"),
    ],
)
def test_a_source_that_says_more_or_less_than_it_may_is_refused(change: dict[str, Any], why: str) -> None:
    good = dashboard("overzicht-gemeente", GM).model_dump(by_alias=True, exclude_none=True)
    assert Dashboard.model_validate(good)
    with pytest.raises(ValidationError):
        Dashboard.model_validate({**good, **change})


def test_a_foreign_place_has_no_dashboard() -> None:
    with pytest.raises(SourceError, match="no municipality's code"):
        dashboard("overzicht-gemeente", "BE:Gent")


def test_saved_objects_carry_the_versions_that_kibana_8_19_and_9_import() -> None:
    pinned = {"index-pattern": "8.0.0", "dashboard": "10.2.0"}
    for each in OBJECTS:
        assert (each["coreMigrationVersion"], each["typeMigrationVersion"]) == ("8.8.0", pinned[each["type"]])


def test_ids_are_unique_and_end_in_the_municipality_s_code() -> None:
    ids = [each["id"] for each in OBJECTS]
    assert len(set(ids)) == len(ids)
    assert all(identity.endswith("-gm0344") for identity in ids)


def test_references_resolve_both_ways() -> None:
    ids = {(each["type"], each["id"]) for each in OBJECTS}
    for board in (each for each in OBJECTS if each["type"] == "dashboard"):
        assert {(ref["type"], ref["id"]) for ref in board["references"]} <= ids
        used = {
            (f"{panel['panelIndex']}:{ref['name']}", ref["id"])
            for panel in json.loads(board["attributes"]["panelsJSON"])
            for ref in panel["embeddableConfig"]["attributes"]["references"]
        }
        assert used == {(ref["name"], ref["id"]) for ref in board["references"]}


def test_every_accessor_of_a_panel_is_one_of_its_columns_and_all_are_used() -> None:
    [board] = [each for each in OBJECTS if each["type"] == "dashboard"]
    for panel in json.loads(board["attributes"]["panelsJSON"]):
        state = panel["embeddableConfig"]["attributes"]["state"]
        layer = state["datasourceStates"]["formBased"]["layers"]["l1"]
        assert set(layer["columnOrder"]) == set(layer["columns"])
        said = json.dumps(state["visualization"])
        assert [column for column in layer["columns"] if f'"{column}"' not in said] == []


def test_charter_14_whole_numbers_are_hidden_from_the_tables_of_kibana() -> None:
    for each in OBJECTS[:2]:
        assert {hidden["value"] for hidden in json.loads(each["attributes"]["sourceFilters"])} == set(HIDDEN)
    assert not {name for panel in PANELS for _, name in _fields_of(panel.config)} & set(HIDDEN)


def test_every_field_of_a_data_view_has_its_dutch_label() -> None:
    for each in OBJECTS[: len(VIEWS)]:
        labels = json.loads(each["attributes"]["fieldAttrs"])
        kind = VIEWS[each["id"]].kind
        assert labels == {field.name: {"customLabel": field.label} for field in kind.fields}


def test_the_example_in_the_repository_is_what_the_source_gives() -> None:
    example = files("index.kibana").joinpath("peil-gm0344.ndjson").read_text(encoding="utf-8")
    assert example == ndjson(GM, Names()), "python -m index.kibana GM0344 > index/kibana/peil-gm0344.ndjson"


def test_the_newer_interface_gets_the_source_itself_after_its_data_views() -> None:
    requests = api_requests(GM, Names())
    assert [each["method"] for each in requests] == ["POST"] * len(VIEWS) + ["PUT"] * len(DASHBOARDS)
    assert Dashboard.model_validate(requests[-1]["body"]) == dashboard(DASHBOARDS[-1], GM)
