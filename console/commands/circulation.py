"""`peil circulation`: stays of personas and flows between municipalities, by week; data and a picture."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from console.terminal import print_line, remark
from peil.errors import SourceError

LastDay = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The last day; today if not said.")
]
Folder = Annotated[Path | None, typer.Option("--in", help="A folder as `peil judge` reads it, instead of the ledger.")]


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("circulation")(circulation)


def circulation(
    on: LastDay = None,
    weeks: Annotated[int, typer.Option("--weeks", min=1, max=52, help="Whole weeks up to that day.")] = 8,
    stays: Annotated[bool, typer.Option("--stays", help="Each persona's stays, not the flows.")] = False,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw the flows into this .svg or .png file.")] = None,
    folder: Folder = None,
) -> None:
    """Moves between municipalities by week, a JSON line each; travelling is lawful, and none says why."""
    from peil.records.plain import to_json  # noqa: PLC0415 - with the ones below
    from rules.circulation import flows, persona_itineraries  # noqa: PLC0415 - slow to load

    if plot and plot.suffix.lower() not in (".svg", ".png"):
        raise SourceError("no picture that can be drawn", where=str(plot), mend="a file that ends in .svg or .png")
    day = day_said(on)
    itineraries = list(persona_itineraries(case_of(folder, day), day, weeks))
    found = flows(itineraries)
    for line in itineraries if stays else found:
        print_line(to_json(line))
    if plot:
        from rules.circulation_plot import draw_flows  # noqa: PLC0415 - slow to load

        draw_flows(found, plot, f"Verplaatsingen in {weeks} weken tot en met {day}")
        remark(f"drawn: {plot}")


def case_of(folder: Path | None, day: date) -> Any:
    """What is to be looked at: a folder's files, or the ledger."""
    from rules.files import read_case  # noqa: PLC0415 - slow to load

    if folder:
        return read_case(folder, day)
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from rules.step import ledger_case  # noqa: PLC0415 - opens Django

    opened()
    return ledger_case(day)


def day_said(on: datetime | None) -> date:
    """The day that was said, or today."""
    from console.deployment import now  # noqa: PLC0415 - opens Django
    from peil.days import day_of  # noqa: PLC0415 - with the one above

    return date(on.year, on.month, on.day) if on else day_of(now())
