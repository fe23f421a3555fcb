"""The few charts of Kibana's Dashboards API (9.5) that Peil uses, strict: an unknown key is refused.

In: the JSON of a panel. Out: a typed chart, and what every chart is: buckets and metrics over a data view.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field


class Strict(BaseModel):
    """A shape without room for more."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Query(Strict):
    """A condition in KQL."""

    language: Literal["kql"]
    expression: str


class DataSource(Strict):
    """A data view by its id."""

    type: Literal["data_view_reference"]
    ref_id: str


class Terms(Strict):
    """The most frequent values of one field."""

    operation: Literal["terms"]
    fields: Annotated[tuple[str, ...], Field(min_length=1, max_length=1)]
    limit: Annotated[int, Field(ge=1, le=100)]


class DateHistogram(Strict):
    """Days or weeks; `auto` intervals cannot be held against a count."""

    operation: Literal["date_histogram"]
    field: str
    suggested_interval: Literal["1d", "1w"]


class Metric(Strict):
    """A figure: how many documents, how many different values, a sum or a mean."""

    operation: Literal["count", "unique_count", "sum", "average"]
    field: str | None = None
    type: Literal["primary"] | None = None


Bucket: TypeAlias = Terms | DateHistogram


class MetricChart(Strict):
    """One figure."""

    type: Literal["metric"]
    title: str
    data_source: DataSource
    query: Query | None = None
    metrics: Annotated[tuple[Metric, ...], Field(min_length=1, max_length=1)]

    @property
    def buckets(self) -> tuple[Bucket, ...]:
        """None."""
        return ()


class TableChart(Strict):
    """A table with a row for each value."""

    type: Literal["data_table"]
    title: str
    data_source: DataSource
    query: Query | None = None
    rows: Annotated[tuple[Terms, ...], Field(min_length=1)]
    metrics: Annotated[tuple[Metric, ...], Field(min_length=1)]

    @property
    def buckets(self) -> tuple[Bucket, ...]:
        """The rows."""
        return self.rows


class HeatmapChart(Strict):
    """Cells over time and the values of a field."""

    type: Literal["heatmap"]
    title: str
    data_source: DataSource
    query: Query | None = None
    x: DateHistogram
    y: Terms
    metric: Metric

    @property
    def buckets(self) -> tuple[Bucket, ...]:
        """Time, then values."""
        return (self.x, self.y)

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """The cells' figure."""
        return (self.metric,)


class Layer(Strict):
    """One layer of lines or bars over time."""

    type: Literal["line", "bar_stacked", "bar_percentage"]
    data_source: DataSource
    x: DateHistogram
    y: Annotated[tuple[Metric, ...], Field(min_length=1, max_length=1)]
    breakdown_by: Terms | None = None


class XyChart(Strict):
    """Lines or bars over time, split by a field."""

    type: Literal["xy"]
    title: str
    query: Query | None = None
    layers: Annotated[tuple[Layer, ...], Field(min_length=1, max_length=1)]

    @property
    def data_source(self) -> DataSource:
        """The layer's."""
        return self.layers[0].data_source

    @property
    def buckets(self) -> tuple[Bucket, ...]:
        """The split first, then time."""
        layer = self.layers[0]
        return (layer.breakdown_by, layer.x) if layer.breakdown_by else (layer.x,)

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """The layer's figure."""
        return self.layers[0].y


Chart: TypeAlias = MetricChart | TableChart | HeatmapChart | XyChart
