"""`peil displacement`: did supply stand with the neighbours after an enforcement day; table, JSON, plot."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from console.terminal import print_line, screen
from peil.errors import SourceError
from rules.displacement.words import Language, sentence, table, title


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("displacement")(displacement)


def displacement(
    municipality: Annotated[str, typer.Option("--municipality", help="GM code, such as GM0344.")],
    on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day of the enforcement.")],
    weeks: Annotated[int, typer.Option("--weeks", min=4, max=26, help="Whole weeks before and after.")] = 8,
    within: Annotated[
        float | None, typer.Option("--within", min=1, help="Neighbours within so many kilometres, not by border.")
    ] = None,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw it into this .svg or .png file.")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep it, so that `peil publish` shows it in Kibana.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the measurement as JSON.")] = False,
    english: Annotated[bool, typer.Option("--english", help="Words in English.")] = False,
) -> None:
    """Measure whether supply moved to the neighbours after an enforcement day, with its doubt, or say why not."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from peil.days import day_of  # noqa: PLC0415 - with the rest
    from peil.records.plain import to_json  # noqa: PLC0415 - with the rest
    from rules.displacement.measure import Question  # noqa: PLC0415 - slow to load
    from rules.displacement.plot import draw, may_be_drawn  # noqa: PLC0415 - slow to load
    from rules.displacement.weeks import last_week_before  # noqa: PLC0415 - with the rest
    from rules.step import keep_measurement, measure_ledger  # noqa: PLC0415 - opens Django

    _check(municipality, plot is None or may_be_drawn(plot), plot)
    opened()
    day = date(on.year, on.month, on.day)
    today = day_of(now())
    question = Question(municipality, day, last_week_before(today), weeks, within)
    found = measure_ledger(question)
    if keep:
        keep_measurement(question, found, today)
    if plot:
        draw(found, plot)
    if as_json:
        print_line(to_json(found))
        return
    language: Language = "en" if english else "nl"
    screen.print(title(found, language), markup=False)
    for name, value in table(found, language):
        screen.print(f"  {name:<36} {value}", markup=False)
    screen.print(sentence(found, language), markup=False)


def _check(municipality: str, drawable: bool, plot: Path | None) -> None:
    from peil.municipalities import is_known  # noqa: PLC0415 - with the rest

    if not is_known(municipality):
        raise SourceError(
            f"{municipality!r} is no municipality", where="--municipality", mend="give a GM code such as GM0344"
        )
    if not drawable:
        raise SourceError(f"{plot} is no picture that can be drawn", where="--plot", mend="end it in .svg or .png")
