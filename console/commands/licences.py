"""`peil licences`: registers of municipalities into the ledger, compared, and as they stood on a day."""

from datetime import date, datetime
from typing import Annotated

import typer

from console.commands.bringing import AsOf, By, File, Mapping, Whole, bring, brought, plan_told
from console.commands.circulation import Folder, LastDay, case_of, day_said
from console.terminal import print_line
from peil.errors import SourceError
from peil.records.plain import to_json


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(no_args_is_help=True, help="Licence registers of municipalities.")
    group.command("import")(import_licences)
    group.command("diff")(diff_licences)
    group.command("show")(show_licence)
    group.command("matches")(show_matches)
    app.add_typer(group, name="licences")


def import_licences(file: File, mapping: Mapping = None, as_of: AsOf = None, by: By = "", whole: Whole = False) -> None:
    """Take a register's file (CSV, XLSX, XLS, ODS) into the ledger and tell each row taken, changed or refused."""
    bring("licences", brought(file, mapping, as_of, by), whole)


def diff_licences(file: File, mapping: Mapping = None, as_of: AsOf = None) -> None:
    """What importing the file would do, row by row, and what is on record and not in the file; takes nothing."""
    plan_told("licences", brought(file, mapping, as_of))


def show_licence(
    licence_no: Annotated[str, typer.Argument(help="The licence's number.")],
    municipality: Annotated[str, typer.Option(help="Whose register.")],
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As it stood on this day.")] = None,
) -> None:
    """Every period of a licence, and what the register said of it before: a JSON line each."""
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from ledger.register import licence_versions  # noqa: PLC0415 - opens Django

    opened()
    day = date(on.year, on.month, on.day) if on else None
    found = [one for one in licence_versions(municipality, licence_no) if day is None or one[0].period.holds(day)]
    if not found:
        raise SourceError("no such licence is on record", where=f"{licence_no} of {municipality}")
    for licence, since, until in found:
        print_line({**to_json(licence), "on_record_since": to_json(since), "on_record_until": to_json(until)})


def show_matches(
    municipality: Annotated[str, typer.Option(help="Whose register; all if not said.")] = "",
    on: LastDay = None,
    folder: Folder = None,
) -> None:
    """Which clusters and licences belong together, and how they agree: a JSON line each pair."""
    from rules.matched import matched_pairs  # noqa: PLC0415 - slow to load

    day = day_said(on)
    for pair in matched_pairs(case_of(folder, day), day):
        if municipality in ("", pair.municipality):
            print_line(to_json(pair))
