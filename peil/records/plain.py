"""Records to plain JSON values and back.

In: a frozen dataclass. Out: dicts, lists, strings, numbers (dates as ISO 8601, times in UTC with `Z`); and the inverse.
How a class is taken apart and put together is worked out once a class, from its annotations.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
Revive = Callable[[Any], Any] | None
_SCALARS = (str, int, float, bool, type(None))


def to_json(value: Any) -> Any:
    """The plain JSON value of a record, a collection of records, or a scalar."""
    kind = type(value)
    if kind in _SCALARS:
        return value
    if dataclasses.is_dataclass(kind):
        return {name: to_json(getattr(value, name)) for name in _names(kind)}
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
    revive = _reviver(typing.cast(Any, kind))
    return typing.cast(T, revive(value) if revive else value)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _reviver(kind: Any) -> Revive:
    """The function that revives a plain value of this annotation; None where the value stays as it is."""
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _optional(kind)
    if origin is tuple:
        return _sequence(_reviver(typing.get_args(kind)[0]))
    if origin in (dict, Mapping):
        return dict
    if kind is datetime:
        return datetime.fromisoformat
    if kind is date:
        return date.fromisoformat
    return _record(kind) if dataclasses.is_dataclass(kind) else None


def _optional(kind: Any) -> Revive:
    """A value that may be None: revived by the one other member of the union, if there is but one."""
    inner = [part for part in typing.get_args(kind) if part is not type(None)]
    revive = _reviver(inner[0]) if len(inner) == 1 else None
    return (lambda value: None if value is None else revive(value)) if revive else None


def _sequence(revive: Revive) -> Revive:
    return (lambda value: tuple([revive(item) for item in value])) if revive else tuple


def _record(kind: Any) -> Revive:
    hints = typing.get_type_hints(kind)
    known = {name: _reviver(hints[name]) for name in _names(kind)}

    def revive(value: Mapping[str, Any]) -> Any:
        given = {name: item for name, item in value.items() if name in known}
        for name, item in given.items():
            if inner := known[name]:
                given[name] = inner(item)
        return kind(**given)

    return revive
