"""Registers and policies brought in from files: read, planned against what is on record, told, taken.

In: a file, its mapping, who brings it. Out: the plan, told row by row. The ledger is left alone where the file as a
whole is bad: unreadable, a wrong header, or more rows refused than not.
"""

import getpass
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from console.deployment import now
from ledger import judging
from ledger.register import ImportSource, take_licences, take_policies
from peil.errors import SourceError
from rules.imports import ImportPlan, plan_import
from rules.mapping import read_mapping
from rules.overrides import check_overrides
from rules.register import (
    LICENCE_COLUMNS,
    PLAIN,
    POLICY_COLUMNS,
    POLICY_OPTIONAL,
    licence_rows,
    policy_rows,
    unread_columns,
)


@dataclass(frozen=True, slots=True)
class RegisterKind:
    """What is brought in: its columns, how it is read, what is on record, how it is taken."""

    columns: Sequence[str]
    read: Callable[..., Any]
    standing: Callable[[], Sequence[Any]]
    take: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that somebody brings: its mapping if it is not in Peil's own form, and the day of the snapshot."""

    file: Path
    mapping: Path | None = None
    as_of: date | None = None
    by: str = ""


LICENCES = RegisterKind(LICENCE_COLUMNS, licence_rows, judging.licences, take_licences)
POLICIES = RegisterKind(POLICY_COLUMNS, policy_rows, judging.policies, take_policies)
KINDS = {"licences": LICENCES, "policies": POLICIES}


def plan_of(kind: RegisterKind, brought: Brought) -> tuple[ImportPlan[Any], list[str]]:
    """What the import would do, and the columns that are left unread. Raises SourceErrors where the file is bad."""
    mapping = read_mapping(brought.mapping, kind.columns) if brought.mapping else PLAIN
    rows = kind.read(brought.file, None, mapping)
    if kind is POLICIES:
        rows = check_overrides(rows)
    plan = plan_import(rows, kind.standing(), brought.as_of)
    refused = plan.count("refused")
    if refused and 2 * refused >= len(plan.rows):
        what = f"{refused} of {len(plan.rows)} rows are refused: nothing is taken\n" + "\n".join(told(plan))
        raise SourceError(what, where=str(brought.file))
    return plan, unread_columns(brought.file, mapping, (*kind.columns, *POLICY_OPTIONAL))


def told(plan: ImportPlan[Any]) -> Iterator[str]:
    """The plan in lines: each row that is not the same as before, and what is no longer in the file."""
    for row in plan.rows:
        if row.what != "same":
            yield f"{row.where}: {row.what}{f' {row.name}' if row.name else ''}{f': {row.why}' if row.why else ''}"
    for name in plan.absent:
        yield f"on record, not in the file: {name}"


def take(kind: RegisterKind, brought: Brought, plan: ImportPlan[Any]) -> None:
    """Put the plan's rows on record, with the report."""
    sha256 = hashlib.sha256(brought.file.read_bytes()).hexdigest()
    by = brought.by or getpass.getuser()
    kind.take(plan.records, ImportSource(brought.file.name, sha256, by, now(), tuple(told(plan))))
