"""What an import of a register does to the one on record, before it is done.

In: the rows of a file, the rows on record, and the day from which a snapshot's changes hold. Out: a plan: each row
taken, changed, the same or refused and why; what is on record and not in the file. Writes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Generic, Literal, TypeVar

from peil.errors import SourceError
from peil.records.register import Licence, Period, Policy
from rules.overlaps import Placed, overlaps
from rules.register import RowReport

R = TypeVar("R", Licence, Policy)
What = Literal["taken", "changed", "same", "refused"]
Key = tuple[str, str, date]
_ON_RECORD = "the register on record"


@dataclass(frozen=True, slots=True)
class PlannedRow(Generic[R]):
    """One row of the file: what becomes of it, and why, in a sentence."""

    where: str
    what: What
    name: str
    why: str = ""
    records: tuple[R, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan(Generic[R]):
    """What an import does: its rows, and the names of what stands on record and not in the file."""

    rows: tuple[PlannedRow[R], ...]
    absent: tuple[str, ...]

    @property
    def records(self) -> list[R]:
        """What is to be put on record."""
        return [record for row in self.rows if row.what in ("taken", "changed", "same") for record in row.records]

    def count(self, what: What) -> int:
        """How many rows there are of a kind."""
        return sum(row.what == what for row in self.rows)


def plan_import(rows: Sequence[RowReport[R]], standing: Sequence[R], as_of: date | None = None) -> ImportPlan[R]:
    """What the rows do; with `as_of` a changed row ends the one on record the day before, and begins on that day."""
    on_record = {key_of(one): one for one in standing}
    planned = [_planned(row, on_record, as_of) for row in rows]
    clashes = _clashes(planned, on_record)
    done = tuple(_refused(row, clashes[row.where]) if row.where in clashes else row for row in planned)
    named = {name_of_record(row.record) for row in rows if row.record}
    towns = {row.record.municipality for row in rows if row.record}
    absent = {name_of_record(one) for one in standing if one.municipality in towns} - named
    return ImportPlan(done, tuple(sorted(absent)))


def key_of(record: Licence | Policy) -> Key:
    """What a row is on record under: municipality, licence number and first day."""
    number = record.licence_no if isinstance(record, Licence) else ""
    return record.municipality, number, record.period.valid_from


def name_of_record(record: Licence | Policy) -> str:
    """What a report calls a row's subject."""
    return f"{record.licence_no} ({record.municipality})" if isinstance(record, Licence) else record.municipality


def _planned(row: RowReport[R], on_record: dict[Key, R], as_of: date | None) -> PlannedRow[R]:
    record = row.record
    if record is None:
        return PlannedRow(row.where, "refused", "", "; ".join(_sentence(error) for error in row.errors))
    name, old = name_of_record(record), on_record.get(key_of(record))
    if old is None:
        return PlannedRow(row.where, "taken", name, records=(record,))
    if old == record or (as_of and _told_before(record, on_record, as_of)):
        return PlannedRow(row.where, "same", name, records=(old,))
    why = ", ".join(f"{column}: {before} → {after}" for column, before, after in differences(old, record))
    return PlannedRow(row.where, "changed", name, why, _changed(old, record, as_of))


def differences(old: R, new: R) -> list[tuple[str, str, str]]:
    """Which columns of two rows differ, with what they said and say; an empty cell is a dash."""
    names = [name for name in old.__dataclass_fields__ if getattr(old, name) != getattr(new, name)]
    return [(name, _shown(getattr(old, name)), _shown(getattr(new, name))) for name in names]


def _changed(old: R, new: R, as_of: date | None) -> tuple[R, ...]:
    """The row on record as corrected; or, from a day on, both: what stood until then, and what stands since."""
    if as_of is None or as_of <= old.period.valid_from:
        return (new,)
    before = replace(old, period=Period(old.period.valid_from, as_of - timedelta(days=1)))
    if new.period.valid_to and new.period.valid_to < as_of:
        return (new,)
    return before, replace(new, period=Period(as_of, new.period.valid_to))


def _told_before(record: R, on_record: dict[Key, R], as_of: date) -> bool:
    """Whether an earlier snapshot told the same of the subject: its latest period on record says so."""
    later = [one for key, one in on_record.items() if key[:2] == key_of(record)[:2] and key[2] <= as_of]
    latest = max(later, key=lambda one: one.period.valid_from)
    return replace(latest, period=record.period) == record and latest.period.valid_to == record.period.valid_to


def _clashes(planned: Iterable[PlannedRow[R]], on_record: dict[Key, R]) -> dict[str, SourceError]:
    """Where -> the overlap, for rows that overlap what stays on record of their subject."""
    rows = [row for row in planned if row.what in ("taken", "changed")]
    put = {key_of(record) for row in rows for record in row.records}
    placed = [Placed(_ON_RECORD, *_placed(one)) for key, one in on_record.items() if key not in put]
    placed += [Placed(row.where, *_placed(record)) for row in rows for record in row.records]
    return {where: error for where, error in overlaps(placed).items() if where != _ON_RECORD}


def _placed(record: Licence | Policy) -> tuple[str, str, Period]:
    return record.municipality, key_of(record)[1], record.period


def _refused(row: PlannedRow[R], error: SourceError) -> PlannedRow[R]:
    return replace(row, what="refused", why=_sentence(error), records=())


def _sentence(error: SourceError) -> str:
    return f"{error.what}, {error.mend}" if error.mend else str(error.what)


def _shown(value: object) -> str:
    if isinstance(value, Period):
        return f"{value.valid_from}..{value.valid_to or ''}"
    text = ";".join(str(part) for part in value) if isinstance(value, tuple) else str(value)
    return "–" if value in (None, "", ()) else text
