"""Errors are sentences with a place and a mend, and an exit code."""

from peil.errors import OutsideError, PeilError, RefusedError, SettingsError, SourceError, SourceErrors


def test_a_sentence_has_place_what_and_mend() -> None:
    error = SourceError("no such column", where="licences.csv:1", mend="licence_no would be right")
    assert error.sentence() == str(error) == "licences.csv:1: no such column, licence_no would be right"


def test_a_sentence_leaves_out_what_is_not_known() -> None:
    assert PeilError("it rains").sentence() == "it rains"


def test_all_mistakes_of_a_file_are_said_a_line_each() -> None:
    errors = [SourceError("first", where="a:1"), SourceError("second", where="a:2")]
    assert SourceErrors(errors).sentence() == "a:1: first\na:2: second"


def test_each_kind_has_its_exit_code() -> None:
    kinds = (PeilError("x"), SettingsError("x"), SourceError("x"), OutsideError("x"), RefusedError("x", ground="y"))
    assert [error.exit_code for error in kinds] == [1, 2, 2, 3, 4]
