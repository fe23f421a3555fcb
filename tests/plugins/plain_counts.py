"""What a panel should show, counted the slow way over plain documents: the naive twin of the searches.

In: a panel, documents, a period of days. Out: cells, sort keys of a list, or the lines of a map. It knows the little of
KQL that the panels use: `field: value`, `field: *`, and, or, brackets.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from index.kibana.charts import Bucket, Chart, Metric
from index.kibana.panels import Lines, Session
from peil.days import day_of

Document = dict[str, Any]
Condition = Callable[[Document], bool]
_TOKEN = re.compile(r'\(|\)|\band\b|\bor\b|[\w.]+\s*:\s*(?:"[^"]*"|[^\s)]+)')


def local_day(value: str) -> date:
    """The local day of a date or a time."""
    return date.fromisoformat(value) if len(value) == 10 else day_of(datetime.fromisoformat(value))


def values_of(document: Document, field: str) -> list[Any]:
    """All values of a field, none where it is absent."""
    found: list[Any] = [document]
    for name in field.split("."):
        found = [inner for one in found for inner in _listed(one.get(name))]
    return found


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def condition(expression: str) -> Condition:
    """The condition that an expression states."""
    tokens = _TOKEN.findall(expression)
    assert "".join(tokens).replace(" ", "") == expression.replace(" ", ""), expression
    held, rest = _either(tokens) if tokens else (lambda _: True, [])
    assert not rest, expression
    return held


def _either(tokens: Sequence[str]) -> tuple[Condition, Sequence[str]]:
    left, rest = _both(tokens)
    while rest and rest[0] == "or":
        right, rest = _both(rest[1:])
        left = _any(left, right)
    return left, rest


def _both(tokens: Sequence[str]) -> tuple[Condition, Sequence[str]]:
    left, rest = _one(tokens)
    while rest and rest[0] == "and":
        right, rest = _one(rest[1:])
        left = _all(left, right)
    return left, rest


def _any(left: Condition, right: Condition) -> Condition:
    return lambda document: left(document) or right(document)


def _all(left: Condition, right: Condition) -> Condition:
    return lambda document: left(document) and right(document)


def _one(tokens: Sequence[str]) -> tuple[Condition, Sequence[str]]:
    if tokens[0] == "(":
        inner, rest = _either(tokens[1:])
        assert rest[0] == ")"
        return inner, rest[1:]
    field, _, wanted = tokens[0].partition(":")
    return lambda document: _matches(values_of(document, field.strip()), wanted.strip().strip('"')), tokens[1:]


def _matches(found: Sequence[Any], wanted: str) -> bool:
    return bool(found) if wanted == "*" else wanted in map(_written, found)


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def cells_of(chart: Chart, documents: Iterable[Document]) -> dict[tuple[str, ...], tuple[float | None, ...]]:
    """Bucket values -> figures, for the documents that hold."""
    groups: dict[tuple[str, ...], list[Document]] = defaultdict(list)
    if not chart.buckets:
        groups[()] = list(documents)
    for document in documents if chart.buckets else ():
        for key in _keys(chart.buckets, document):
            groups[key].append(document)
    for place, bucket in enumerate(chart.buckets):
        if bucket.operation == "terms":
            assert len({key[place] for key in groups}) <= bucket.limit, "cut off: ties would decide"
    return {key: tuple(_figure(metric, found) for metric in chart.metrics) for key, found in groups.items()}


def _keys(buckets: Sequence[Bucket], document: Document) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = [()]
    for bucket in buckets:
        if bucket.operation == "terms":
            found = sorted({_written(value) for value in values_of(document, bucket.fields[0])})
        else:
            found = [_start(local_day(value), bucket.suggested_interval) for value in values_of(document, bucket.field)]
        keys = [(*key, value) for key in keys for value in found]
    return keys


def _start(day: date, interval: str) -> str:
    return (day - timedelta(days=day.weekday() if interval == "1w" else 0)).isoformat()


def _figure(metric: Metric, documents: Sequence[Document]) -> float | None:
    if metric.operation == "count":
        return len(documents)
    found = [value for document in documents for value in values_of(document, str(metric.field))]
    if metric.operation == "unique_count":
        return len(set(found))
    if metric.operation == "sum":
        return float(sum(found))
    return sum(found) / len(found) if found else None


def listed(session: Session, documents: Iterable[Document]) -> list[tuple[Any, ...]]:
    """The sort keys of the documents in the order of the list; each by its first value, absent ones last."""
    rows = list(documents)
    for each in reversed(session.tab.sort):
        present = [row for row in rows if values_of(row, each.name)]
        absent = [row for row in rows if not values_of(row, each.name)]
        present.sort(key=lambda row, name=each.name: values_of(row, name)[0], reverse=each.direction == "desc")
        rows = present + absent
    return [tuple((values_of(row, each.name) or [None])[0] for each in session.tab.sort) for row in rows]


def lines_of(lines: Lines, documents: Iterable[Document], zoom: int) -> dict[tuple[str, str], float]:
    """(destination's point, tile of the source) -> the metric."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    for document in documents:
        start, end = document.get(lines.source_geo_field), document.get(lines.dest_geo_field)
        if start and end:
            weight = document[str(lines.metric.field)] if lines.metric.operation == "sum" else 1
            found[point(end["lat"], end["lon"]), _tile(start["lat"], start["lon"], zoom)] += weight
    return dict(found)


def point(lat: float, lon: float) -> str:
    """A point as written, as fine as an index keeps it."""
    return f"{lat:.5f} {lon:.5f}"


def _tile(lat: float, lon: float, zoom: int) -> str:
    count = 2**zoom
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return f"{zoom}/{int((lon + 180) / 360 * count)}/{int(y * count)}"
