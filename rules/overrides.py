"""Parameters that a policy overrides, by municipality and date.

In: what a policy's `parameters` says (`rule.name=value; …`), the rules' own parameters and those they share (`all`).
Out: policies whose settings can be used. Possible minors stand outside: no policy reaches that rule (charter 18).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass, replace
from functools import cache
from typing import Any, cast

from peil.errors import SourceError
from peil.records.register import Policy, Setting
from rules.catalogue import CATALOGUE
from rules.parameters import worded
from rules.register import RowReport
from rules.shared import NAME, SHARED
from rules.signs import COMPUTED, QUOTED

_SIGNS = (*QUOTED, *COMPUTED)


def check_overrides(rows: Sequence[RowReport[Policy]]) -> list[RowReport[Policy]]:
    """The rows, those refused whose policy sets what there is not, or to what cannot be."""
    return [_checked(row) for row in rows]


@cache
def overridable() -> Mapping[str, Mapping[str, Any]]:
    """Rule -> its parameters with their defaults, of every rule but possible_minor; `all`: those that rules share."""
    rules = {rule.id: rule.parameters for rule in CATALOGUE if is_dataclass(rule.parameters) and not rule.urgent}
    return {name: asdict(cast(Any, parameters)) for name, parameters in (rules | {NAME: SHARED}).items()}


def _checked(row: RowReport[Policy]) -> RowReport[Policy]:
    if row.record is None:
        return row
    found = (_mistake(rule, name, value, row.where) for rule, name, value in row.record.parameters)
    errors = tuple(error for error in found if error)
    return replace(row, record=None, errors=errors) if errors else row


def _mistake(rule: str, name: str, value: Setting, where: str) -> SourceError | None:
    known = overridable().get(rule)
    if known is None or name not in known:
        return SourceError(f"parameters: {rule}.{name} cannot be set", where=where, mend=_names(rule, known))
    right = _right(known[name], value)
    return SourceError(f"parameters: {rule}.{name}={value}", where=where, mend=right) if right else None


def _names(rule: str, known: Mapping[str, Any] | None) -> str:
    return "see docs/rules" if known is None else f"of {rule}: {', '.join(sorted(known)) or 'none'}"


def _right(default: object, value: Setting) -> str:
    """What would be right, where the value is not; a default of nothing may be nothing, others are at least one."""
    if isinstance(default, tuple):
        known = isinstance(value, str) and set(worded(value)) <= {*_SIGNS}
        return "" if known else f"some of {' '.join(_SIGNS)} would be right, or none"
    if isinstance(default, float):
        return "" if not isinstance(value, str) and 0 <= value <= 1 else "a share such as 0.5 would be right"
    least = min(cast(int, default), 1)
    return "" if isinstance(value, int) and value >= least else f"a whole number from {least} on would be right"
