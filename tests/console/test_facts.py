"""`peil facts import`: one command from the official files to the tables of a later year."""

import csv
from pathlib import Path

from typer.testing import CliRunner

from console.cli import app
from peil.municipalities import fact_rows

HEAD = "Gemeentecode;GemeentecodeGM;Gemeentenaam;Provinciecode;ProvinciecodePV;Provincienaam"
CHANGES = '"Opgeheven gemeenten","","Nieuwgevormde",""\n"Code","Gemeentenaam","Code","Gemeentenaam","Provincie"\n'


def official(folder: Path) -> list[str]:
    rows = [row for row in fact_rows("municipalities") if not row["valid_to"] and row["gm_code"] != "GM0321"]
    lines = [
        f"{row['gm_code'][2:]};{row['gm_code']};{row['cbs_label'] or row['name']};0;PV;{row['province']}"
        for row in rows
    ]
    (folder / "gemeenten.csv").write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    (folder / "wijziging.csv").write_text(f'{CHANGES}"0321","Houten","0356","Nieuwegein","Ut."\n', encoding="utf-8")
    return [str(folder / "gemeenten.csv"), str(folder / "wijziging.csv")]


def test_a_later_year_is_one_command(tmp_path):
    out = tmp_path / "facts"
    done = CliRunner().invoke(app, ["facts", "import", *official(tmp_path), "--from", "2027-01-01", "--out", str(out)])
    assert done.exit_code == 0
    assert "GM0321 Houten ends, into GM0356" in done.output
    with (out / "places.csv").open(encoding="utf-8") as file:
        assert {row["gm_code"] for row in csv.DictReader(file) if row["place"] == "Houten"} == {"GM0356"}
    assert sorted(path.name for path in out.iterdir()) == [
        f"{table}.csv" for table in ("aliases", "history", "municipalities", "neighbours", "pc4", "places")
    ]
