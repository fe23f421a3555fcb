"""`peil facts import`: the place tables of a later year from the official files, in one command."""

import csv
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

Rows = Sequence[Mapping[str, str]]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(no_args_is_help=True, help="The tables of municipalities, places and postcodes.")
    group.callback()(about)
    group.command("import")(import_facts)
    app.add_typer(group, name="facts")


def about() -> None:
    """The tables of municipalities, places and postcodes."""


def import_facts(
    paths: Annotated[
        list[Path], typer.Argument(exists=True, dir_okay=False, help="Official files of CBS and Kadaster.")
    ],
    since: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The day from which they hold.")],
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the tables; Peil's own if not said.")] = None,
) -> None:
    """Make the tables that hold from a day on, out of the official files, and say what changed.

    Known by their headers: CBS "Gemeenten alfabetisch", CBS changes ("Opgeheven gemeenten"), CBS "Woonplaatsen", CBS
    postcodes with house numbers (pc6hnr…_gwb), Kadaster places with their municipality. Save a worksheet as CSV first.
    """
    from peil.municipalities import fact_rows  # noqa: PLC0415 - slow to load
    from peil.official.files import read_official  # noqa: PLC0415
    from peil.official.tables import TABLES, next_tables  # noqa: PLC0415

    new = next_tables({table: fact_rows(table) for table in TABLES}, read_official(paths), since.date())
    folder = out or Path(str(files("peil.facts")))
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in new.rows.items():
        _write(folder / f"{table}.csv", rows)
    for line in (*new.said, f"tables from {since.date()} are in {folder}"):
        typer.echo(line)


def _write(path: Path, rows: Rows) -> None:
    """The table as a file, put in the place of the old one at once."""
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    os.replace(beside, path)
