"""Dashboards and what stands on them: charts, lists of documents, maps of lines; strict as the charts are.

In: the JSON source of a dashboard. Out: typed panels in their places. A map has the keys of Kibana's own map layer,
since the Dashboards API has no maps: only saved objects carry it.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import ConfigDict, Field

from index.kibana.charts import Chart, DataSource, Metric, Query, Strict


class Grid(Strict):
    """Place and size on a grid 48 wide."""

    x: Annotated[int, Field(ge=0, lt=48)]
    y: Annotated[int, Field(ge=0)]
    w: Annotated[int, Field(ge=1, le=48)]
    h: Annotated[int, Field(ge=1)]


class Sort(Strict):
    """By which field a list is sorted."""

    name: str
    direction: Literal["asc", "desc"]


class Tab(Strict):
    """A list of documents: its columns and order."""

    data_source: DataSource
    query: Query
    column_order: Annotated[tuple[str, ...], Field(min_length=1)]
    sort: Annotated[tuple[Sort, ...], Field(min_length=1)]


class Session(Strict):
    """A list of documents under a title; Discover shows one tab of it."""

    title: str
    description: str = ""
    tabs: Annotated[tuple[Tab, ...], Field(min_length=1, max_length=1)]

    @property
    def tab(self) -> Tab:
        """Its one tab."""
        return self.tabs[0]


class Lines(Strict):
    """A map of lines from one field's points to another's, thicker for more."""

    title: str
    data_source: DataSource
    source_geo_field: str
    dest_geo_field: str
    metric: Metric


class ChartPanel(Strict):
    """A chart in its place."""

    id: str
    type: Literal["vis"]
    grid: Grid
    config: Annotated[Chart, Field(discriminator="type")]

    @property
    def view(self) -> str:
        """The data view it looks at."""
        return self.config.data_source.ref_id


class SessionPanel(Strict):
    """A list of documents in its place."""

    id: str
    type: Literal["discover_session"]
    grid: Grid
    config: Session

    @property
    def view(self) -> str:
        """The data view it looks at."""
        return self.config.tab.data_source.ref_id


class MapPanel(Strict):
    """A map in its place."""

    id: str
    type: Literal["map"]
    grid: Grid
    config: Lines

    @property
    def view(self) -> str:
        """The data view it looks at."""
        return self.config.data_source.ref_id


Panel: TypeAlias = Annotated[ChartPanel | SessionPanel | MapPanel, Field(discriminator="type")]


class TimeRange(Strict):
    """The period shown at first, in Kibana's date arithmetic."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    start: Annotated[str, Field(alias="from")]
    to: str


class Dashboard(Strict):
    """A dashboard as the Dashboards API takes it, but for its maps."""

    title: str
    description: str
    time_range: TimeRange
    panels: tuple[Panel, ...]
