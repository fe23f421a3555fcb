"""Records to plain JSON values and back.

In: a frozen dataclass. Out: dicts, lists, strings, numbers (dates as ISO 8601, times in UTC with `Z`); and the inverse.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """The plain JSON value of a record, a collection of records, or a scalar."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: to_json(getattr(value, name)) for name, _ in _fields(type(value))}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(to_json(item) for item in value)
    return value


def from_json(kind: type[T], value: Any) -> T:
    """The record of class `kind` from its plain value; missing fields take their default, unknown ones are ignored.

    Raises TypeError where a field without a default is missing, ValueError where a date cannot be read.
    """
    return typing.cast(T, _revive(kind, value))


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in dataclasses.fields(kind))


def _revive(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        inner = [part for part in typing.get_args(kind) if part is not type(None)]
        return None if value is None else _revive(inner[0], value) if len(inner) == 1 else value
    if origin is tuple:
        return tuple(_revive(typing.get_args(kind)[0], item) for item in value)
    if origin in (dict, Mapping):
        return dict(value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is date:
        return date.fromisoformat(value)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: _revive(hint, value[name]) for name, hint in _fields(kind) if name in value})
    return value
