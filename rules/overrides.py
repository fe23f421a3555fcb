"""Parameters that a policy overrides, by municipality and date.

In: what a policy's `parameters` says (`rule.name=value; …`) and a rule's own parameters. Out: the parameters that hold.
Possible minors stand outside: no policy reaches that rule (charter 18).
"""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from peil.errors import SourceError
from peil.records.register import Policy
from rules.catalogue import CATALOGUE
from rules.register import RowReport


def check_overrides(rows: Sequence[RowReport[Policy]]) -> list[RowReport[Policy]]:
    """The rows, those refused whose policy overrides what there is not."""
    return [_checked(row) for row in rows]


@cache
def overridable() -> dict[str, frozenset[str]]:
    """Rule -> the names of its parameters that a policy may set: whole numbers, of every rule but possible_minor."""
    return {
        rule.id: frozenset(field.name for field in fields(rule.parameters) if _is_number(rule.parameters, field.name))
        for rule in CATALOGUE
        if is_dataclass(rule.parameters) and not rule.urgent
    }


def _is_number(parameters: Any, name: str) -> bool:
    return isinstance(getattr(parameters, name), int)


def _checked(row: RowReport[Policy]) -> RowReport[Policy]:
    if row.record is None:
        return row
    errors = tuple(
        SourceError(f"parameters: {rule}.{name} cannot be set", where=row.where, mend=_mend(rule))
        for rule, name, _ in row.record.parameters
        if name not in overridable().get(rule, ())
    )
    return replace(row, record=None, errors=errors) if errors else row


def _mend(rule: str) -> str:
    names = overridable().get(rule)
    return f"of {rule}: {', '.join(sorted(names)) or 'none'}" if names is not None else "see docs/rules"
