"""Registers as municipalities write them: other columns, days and words, in CSV and in workbooks."""

from datetime import date

import pytest
from workbooks import write_workbook

from peil.errors import SourceError
from rules.mapping import read_mapping
from rules.register import LICENCE_COLUMNS, licence_rows, read_licences, unread_columns

MAPPING = """
[file]
sheet = "Vergunningen"
separator = ";"
encoding = "cp1252"
header = 2
dates = ["%d-%m-%Y", "%Y-%m-%d"]
lists = ","
[columns]
licence_no = "Zaaknummer"
kind = "Soort"
premises_name = "Naam inrichting"
postcode = "PC"
phones = "Telefoon"
workplaces = "Werkplekken"
valid_from = "Ingangsdatum"
valid_to = "Einddatum"
status = "Stand"
[constants]
municipality = "GM0344"
[values.kind]
"Seksinrichting" = "club_privehuis"
[values.status]
"Actief" = "verleend"
"""
HEADER = [
    "Zaaknummer", "Soort", "Naam inrichting", "Exploitant", "PC", "Telefoon", "Werkplekken", "Ingangsdatum",
    "Einddatum", "Stand",
]  # fmt: skip
ROW = [
    "Z-1", "Seksinrichting", "Café Kompasroos", "Somebody Somewhere", "3511 AB", "06-12345678,030-1234567", 3,
    "01-02-2021", "", "Actief",
]  # fmt: skip


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "utrecht.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


def write_csv(path, *rows):
    text = "\r\n".join(";".join(str(cell) for cell in row) for row in (["Register 2026"], HEADER, *rows)) + "\r\n"
    path.write_bytes(text.encode("cp1252"))
    return path


def test_a_file_with_other_columns_words_and_days_is_read_through_its_mapping(tmp_path, mapping):
    known = read_mapping(mapping, LICENCE_COLUMNS)
    (row,) = licence_rows(write_csv(tmp_path / "utrecht.csv", ROW), None, known)
    licence = row.record
    assert (licence.licence_no, licence.municipality, licence.kind) == ("Z-1", "GM0344", "club_privehuis")
    assert (licence.premises_name, licence.postcode, licence.workplaces) == ("Café Kompasroos", "3511AB", 3)
    assert licence.phones == ("06-12345678", "030-1234567")
    assert (licence.period.valid_from, licence.period.valid_to) == (date(2021, 2, 1), None)
    assert licence.status == "verleend"


def test_a_workbook_gives_what_the_same_rows_give_as_csv(tmp_path, mapping):
    known = read_mapping(mapping, LICENCE_COLUMNS)
    day = [*ROW[:7], ("day", 44228), *ROW[8:]]  # 1 February 2021 as a workbook counts days
    book = write_workbook(tmp_path / "utrecht.xlsx", [["Register 2026"], HEADER, day], "Vergunningen")
    csv = write_csv(tmp_path / "utrecht.csv", ROW)
    assert [row.record for row in licence_rows(book, None, known)] == [
        row.record for row in licence_rows(csv, None, known)
    ]
    assert licence_rows(book, None, known)[0].where.endswith("utrecht.xlsx:3")


def test_names_of_operators_are_left_unread_and_named_as_such(tmp_path, mapping):
    known = read_mapping(mapping, LICENCE_COLUMNS)
    path = write_csv(tmp_path / "utrecht.csv", ROW)
    assert unread_columns(path, known, LICENCE_COLUMNS) == ["Exploitant"]
    assert "Somebody" not in repr(licence_rows(path, None, known))


@pytest.mark.parametrize("column", ["Exploitant", "Naam vergunninghouder", "Woonadres", "Geboortedatum", "BSN"])
def test_charter_23_a_mapping_that_reads_who_somebody_is_is_refused(mapping, column):
    mapping.write_text(MAPPING.replace('"Naam inrichting"', f'"{column}"'), encoding="utf-8")
    with pytest.raises(SourceError, match="names a person"):
        read_mapping(mapping, LICENCE_COLUMNS)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("[columns]", "[columns]\ncolour = 'Kleur'"), "no column colour"),
        (("[file]", "[file]\ncolour = 1"), "colour"),
        (("[file]", "[file"), "not TOML"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused(mapping, change, said):
    mapping.write_text(MAPPING.replace(*change), encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        read_mapping(mapping, LICENCE_COLUMNS)


def test_a_row_is_refused_for_each_of_its_own_mistakes(tmp_path, mapping):
    known = read_mapping(mapping, LICENCE_COLUMNS)
    bad = [
        [*ROW[:4], "3511SA", *ROW[5:]],
        ["Z-2", *ROW[1:9], "Misschien"],
        ["Z-3", *ROW[1:7], "31-31-2021", *ROW[8:]],
        ["Z-4", "Kapper", *ROW[2:]],
    ]
    rows = licence_rows(write_csv(tmp_path / "utrecht.csv", *bad), None, known)
    assert [row.record for row in rows] == [None] * 4
    assert [row.errors[0].what.split(":")[0] for row in rows] == ["postcode", "status", "valid_from", "kind"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("book.xlsx", b"no zip", "not a workbook"),
        ("table.csv", b"\r\n", "no header"),
        ("none.xlsx", None, "no such file"),
    ],
)
def test_a_file_that_is_bad_as_a_whole_is_refused(tmp_path, mapping, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match=said):
        licence_rows(tmp_path / name, None, read_mapping(mapping, LICENCE_COLUMNS))


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path, mapping):
    book = write_workbook(tmp_path / "utrecht.xlsx", [HEADER, ROW], "Blad1")
    with pytest.raises(SourceError, match="Blad1"):
        licence_rows(book, None, read_mapping(mapping, LICENCE_COLUMNS))


def test_a_workbook_in_the_plain_columns_needs_no_mapping(tmp_path):
    row = ["UTR-1", "GM0344", "raam", *[""] * 8, 4, ("day", 44228), "", "verleend", ""]
    book = write_workbook(tmp_path / "licences.xlsx", [list(LICENCE_COLUMNS), row])
    (licence,) = read_licences(book)
    assert (licence.licence_no, licence.workplaces, licence.period.valid_from) == ("UTR-1", 4, date(2021, 2, 1))
