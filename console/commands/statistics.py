"""`peil statistics`: counts for the programme, as CSV, Parquet, JSON and a page with plots."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer

from console.commands.exporting import last_sunday
from console.terminal import screen


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("statistics")(statistics)


def statistics(
    out: Annotated[Path, typer.Option("--out", help="A new folder.")],
    until: Annotated[
        datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="A day of the last week; last week's.")
    ] = None,
    weeks: Annotated[int, typer.Option("--weeks", min=1, max=104, help="How many weeks.")] = 12,
    language: Annotated[Literal["nl", "en"], typer.Option("--language", help="Of the page.")] = "nl",
) -> None:
    """Counts of ads by week, place, site, language and licence, moves, the role of sites; none of fewer than ten."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.statistics import Span, write_statistics  # noqa: PLC0415 - opens Django
    from peil.days import day_of  # noqa: PLC0415 - with the ones above

    last = last_sunday(date(until.year, until.month, until.day) if until else None, day_of(now()))
    opened()
    rows = write_statistics(Span(last - timedelta(days=7 * weeks - 1), last), out, language)
    said = ", ".join(f"{count} rows of {name}" for name, count in rows.items())
    screen.print(f"{out}: {weeks} weeks up to and including {last}: {said}", markup=False)
