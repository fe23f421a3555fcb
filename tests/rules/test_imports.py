"""What an import does to the register on record, told before it is done."""

from dataclasses import replace
from datetime import date

from peil.errors import SourceError
from peil.records.register import Licence, Period
from rules.imports import plan_import
from rules.register import RowReport

OLD = Licence("UTR-1", "GM0344", "raam", "Kompasroos", Period(date(2021, 1, 1)), "verleend")


def plan(standing, *records, as_of=None):
    rows = [RowReport(f"register.csv:{line}", record) for line, record in enumerate(records, start=2)]
    return plan_import(rows, standing, as_of)


def test_a_new_row_is_taken_and_the_same_row_is_the_same():
    found = plan([OLD], OLD, replace(OLD, licence_no="UTR-2"))
    assert [(row.what, row.name) for row in found.rows] == [("same", "UTR-1 (GM0344)"), ("taken", "UTR-2 (GM0344)")]


def test_a_changed_row_says_what_changed():
    (row,) = plan([OLD], replace(OLD, status="geschorst", workplaces=3)).rows
    assert (row.what, row.why) == ("changed", "status: verleend → geschorst, workplaces: – → 3")


def test_a_snapshot_ends_the_row_on_record_the_day_before_and_begins_on_its_day():
    found = plan([OLD], replace(OLD, status="ingetrokken"), as_of=date(2026, 5, 1))
    before, since = found.records
    assert (before.status, before.period.valid_to) == ("verleend", date(2026, 4, 30))
    assert (since.status, since.period.valid_from, since.period.valid_to) == ("ingetrokken", date(2026, 5, 1), None)


def test_the_same_snapshot_again_changes_nothing():
    first = plan([OLD], replace(OLD, status="ingetrokken"), as_of=date(2026, 5, 1))
    again = plan(first.records, replace(OLD, status="ingetrokken"), as_of=date(2026, 6, 1))
    assert [row.what for row in again.rows] == ["same"]


def test_a_row_that_overlaps_one_on_record_is_refused():
    (row,) = plan([OLD], replace(OLD, period=Period(date(2024, 1, 1)))).rows
    assert (row.what, "overlaps" in row.why) == ("refused", True)
    ended = replace(OLD, period=Period(date(2021, 1, 1), date(2023, 12, 31)))
    assert [row.what for row in plan([ended], replace(OLD, period=Period(date(2024, 1, 1)))).rows] == ["taken"]


def test_what_is_on_record_and_not_in_the_file_is_named_for_the_files_municipalities_alone():
    elsewhere = replace(OLD, municipality="GM0363", licence_no="AMS-1")
    found = plan([OLD, elsewhere], replace(OLD, licence_no="UTR-2"))
    assert found.absent == ("UTR-1 (GM0344)",)


def test_a_refused_row_keeps_its_reasons_and_gives_no_record():
    error = SourceError("postcode: '1234SA' is wrong", mend="a postcode such as 1234AB would be right")
    found = plan_import([RowReport("register.csv:2", None, (error,))], [OLD])
    assert [(row.what, row.why) for row in found.rows] == [("refused", f"{error.what}, {error.mend}")]
    assert found.records == []
