"""The official files, in their published forms and with invented contents, make the tables of a later year."""

from datetime import date
from pathlib import Path

import pytest

from peil.errors import SourceErrors
from peil.municipalities import fact_rows
from peil.official.files import OfficialPlace, read_official
from peil.official.tables import TABLES, Next, next_tables

ON = date(2027, 1, 1)
HEAD = "Gemeentecode;GemeentecodeGM;Gemeentenaam;Provinciecode;ProvinciecodePV;Provincienaam"
CHANGES = (
    '"Opgeheven gemeenten","","Nieuwgevormde gemeenten","","",""\n'
    '"Code","Gemeentenaam","Code","Gemeentenaam","Provincie"\n'
)
KADASTER = (
    "Woonplaats;Woonplaats code;Ingangsdatum WPL;Einddatum WPL;Gemeente;Gemeente code;"
    "Ingangsdatum nieuwe gemeente;Gemeente beeindigd per\n"
)
WOONPLAATSEN = '"ID";"Woonplaatsen";"Woonplaatscode_1";"Naam_2";"Code_3";"Naam_4";"Code_5";"Naam_6";"Code_7"\n'


@pytest.fixture
def tables() -> dict[str, list[dict[str, str]]]:
    return {table: fact_rows(table) for table in TABLES}


def file(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def listed(without: tuple[str, ...] = (), more: str = "") -> str:
    """The official list of today's municipalities, less some and with others."""
    rows = [row for row in fact_rows("municipalities") if not row["valid_to"] and row["gm_code"] not in without]
    lines = [
        f"{row['gm_code'][2:]};{row['gm_code']};{row['cbs_label'] or row['name']};0;PV00;{row['province']}"
        for row in rows
    ]
    return "\n".join([HEAD, *lines, more])


def merged(tmp_path: Path, tables: dict[str, list[dict[str, str]]], *others: Path) -> Next:
    """Houten and Nieuwegein become the invented Lekstad on 1 January 2027."""
    names = file(tmp_path, "gemeenten.csv", listed(("GM0321", "GM0356"), "2001;GM2001;Lekstad;26;PV26;Utrecht\n"))
    pairs = '"0321","Houten","2001","Lekstad","Ut."\n"0356","Nieuwegein","2001","Lekstad","Ut."\n"1) een noot"\n'
    changes = file(tmp_path, "wijziging.csv", CHANGES + pairs)
    return next_tables(tables, read_official([names, changes, *others]), ON)


def codes(new: Next, table: str, key: str) -> dict[str, str]:
    return {row[key]: row["gm_code"] for row in new.rows[table]}


def test_a_merger_ends_two_municipalities_and_moves_their_places_postcodes_and_names(tmp_path, tables):
    new = merged(tmp_path, tables)
    rows = {row["gm_code"]: row for row in new.rows["municipalities"]}
    assert (rows["GM0321"]["valid_to"], rows["GM0321"]["merged_into"]) == ("2027-01-01", "GM2001")
    assert (rows["GM2001"]["name"], rows["GM2001"]["valid_from"], rows["GM2001"]["province"]) == (
        "Lekstad",
        "2027-01-01",
        "Utrecht",
    )
    assert codes(new, "places", "place")["Schalkwijk"] == "GM2001"
    assert codes(new, "pc4", "pc4")["3991"] == "GM2001"
    assert {row["gm_code"] for table in ("places", "pc4", "aliases") for row in new.rows[table]}.isdisjoint(
        {"GM0321", "GM0356"}
    )


def test_what_moved_is_remembered_for_ads_seen_before(tmp_path, tables):
    new = merged(tmp_path, tables)
    assert {
        "kind": "place",
        "key": "Houten",
        "gm_code": "GM0321",
        "valid_to": "2027-01-01",
        "gm_next": "GM2001",
    } in new.rows["history"]
    assert any(row["kind"] == "pc4" and row["key"] == "3991" for row in new.rows["history"])


def test_a_new_municipality_borders_on_what_its_parts_bordered_on(tmp_path, tables):
    new = merged(tmp_path, tables)
    pairs = {(row["gm_a"], row["gm_b"]) for row in new.rows["neighbours"]}
    assert ("GM0344", "GM2001") in pairs
    assert not [pair for pair in pairs if "GM0321" in pair or pair[0] == pair[1]]


def test_the_same_files_twice_change_nothing_more(tmp_path, tables):
    new = merged(tmp_path, tables)
    again = merged(tmp_path, new.rows)
    assert again.rows == new.rows


def test_todays_list_changes_nothing(tmp_path, tables):
    new = next_tables(tables, read_official([file(tmp_path, "g.csv", listed())]), ON)
    assert new.rows == tables


@pytest.mark.parametrize(
    "row",
    ["Houten;2201;20100101;;Lekstad;2001;20270101;", '"1";"Houten";"WP2201";"Lekstad";"GM2001";"Utrecht";"PV26";"";""'],
)
def test_a_place_moves_by_the_file_of_cbs_or_of_kadaster(tmp_path, tables, row):
    wp = next(row["wp_code"] for row in tables["places"] if row["place"] == "Houten")
    head = KADASTER if "20270101" in row else WOONPLAATSEN
    places = file(tmp_path, "plaatsen.csv", head + row.replace("2201", wp[2:]))
    assert read_official([places]).places == {wp: OfficialPlace(wp, "GM2001", "Houten")}
    assert codes(merged(tmp_path, tables, places), "places", "place")["Houten"] == "GM2001"


def test_addresses_make_the_postcodes_anew_and_the_most_is_main(tmp_path, tables):
    rows = "3991AA;1;3210101;32101;321\n3991AA;2;3210101;32101;344\n3991AB;3;3210101;32101;344\n"
    new = next_tables(
        tables,
        read_official(
            [file(tmp_path, "pc6hnr20270801_gwb.csv", f"PC6;Huisnummer;Buurt2027;Wijk2027;Gemeente2027\n{rows}")]
        ),
        ON,
    )
    assert [(row["gm_code"], row["main"]) for row in new.rows["pc4"] if row["pc4"] == "3991"] == [
        ("GM0344", "1"),
        ("GM0321", "0"),
    ]


def test_a_municipality_that_ends_without_a_successor_is_refused(tmp_path, tables):
    with pytest.raises(SourceErrors, match="GM0321 ended"):
        next_tables(tables, read_official([file(tmp_path, "g.csv", listed(("GM0321",)))]), ON)


def test_a_split_municipality_needs_the_file_of_places(tmp_path, tables):
    names = file(tmp_path, "g.csv", listed(("GM0321",)))
    changes = file(
        tmp_path,
        "w.csv",
        CHANGES + '"0321","Houten","0344","Utrecht","Ut."\n"0321","Houten","0356","Nieuwegein","Ut."\n',
    )
    with pytest.raises(SourceErrors, match="GM0321 is split"):
        next_tables(tables, read_official([names, changes]), ON)


def test_all_mistakes_of_all_files_are_told_with_their_lines(tmp_path):
    strange = file(tmp_path, "x.csv", "a;b\n1;2\n")
    broken = file(tmp_path, "g.csv", f"{HEAD}\n1;GMxx;Naam;1;PV01;Utrecht\n2;GM0002;;1;PV01;Utrecht\n")
    with pytest.raises(SourceErrors) as error:
        read_official([strange, broken])
    assert [mistake.where.split("/")[-1] for mistake in error.value.errors] == ["x.csv:1", "g.csv:2", "g.csv:3"]


def test_a_windows_file_is_read_as_one(tmp_path):
    path = file(tmp_path, "g.csv", f"{HEAD}\n1;GM1900;Súdwest-Fryslân;21;PV21;Fryslân\n", "cp1252")
    assert read_official([path]).municipalities["GM1900"].name == "Súdwest-Fryslân"
