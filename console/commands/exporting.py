"""`peil export`: what leaves Peil as files, each asked for with a purpose and noted in the audit chain."""

import getpass
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer

from console.commands import sealed_exports
from console.terminal import screen
from peil.errors import SourceError

By = Annotated[str, typer.Option("--by", help="Who; your user name if not said.")]
_PROJECT = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(help="What leaves Peil as files.")
    group.callback()(_group)
    group.command("research")(research)
    sealed_exports.add_to(group)
    app.add_typer(group, name="export")


def research(
    project: Annotated[str, typer.Option("--project", help="Short name; each project has its own pseudonyms.")],
    purpose: Annotated[str, typer.Option("--purpose", help="What for; it is noted in the audit chain.")],
    out: Annotated[Path, typer.Option("--out", help="A new folder.")],
    until: Annotated[
        datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="A day of the last week; last week's.")
    ] = None,
    weeks: Annotated[int, typer.Option("--weeks", min=1, max=260, help="How many weeks.")] = 12,
    form: Annotated[
        Literal["tables", "personas"], typer.Option("--form", help="Counts, or rows under pseudonyms.")
    ] = "tables",
    period: Annotated[Literal["week", "month"], typer.Option("--period", help="Of rows under pseudonyms.")] = "week",
    place: Annotated[
        Literal["municipality", "province"], typer.Option("--place", help="Of rows under pseudonyms.")
    ] = "municipality",
    by: By = "",
) -> None:
    """A research set: pseudonymous, in groups of at least ten, each week once and in one form."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.research import Asked, export_research  # noqa: PLC0415 - opens Django
    from index.exports.research.personas import Grain  # noqa: PLC0415 - with the ones above
    from peil.days import day_of  # noqa: PLC0415 - with the ones above

    if not _PROJECT.fullmatch(project):
        mend = "2 to 40 small letters, digits and hyphens would be right"
        raise SourceError(f"{project!r} is no name of a project", where="--project", mend=mend)
    if not purpose.strip():
        raise SourceError("says nothing", where="--purpose", mend="a sentence that says what for would be right")
    deployment = opened()
    last = last_sunday(date(until.year, until.month, until.day) if until else None, day_of(now()))
    first = last - timedelta(days=7 * weeks - 1)
    asked = Asked(project, first, last, form, Grain(period, place), by or getpass.getuser(), purpose)
    rows = export_research(asked, deployment.data / "keys", out, now())
    said = ", ".join(f"{count} rows of {name}" for name, count in rows.items())
    screen.print(f"{out}: weeks from {first} up to and including {last}: {said}", markup=False)


def last_sunday(until: date | None, today: date) -> date:
    """The Sunday of the week meant, which must be over."""
    over = today - timedelta(days=today.weekday() + 1)
    last = over if until is None else until + timedelta(days=6 - until.weekday())
    if last > over:
        raise SourceError(f"the week of {until} is not over", where="--until", mend=f"{over} or before would be right")
    return last


def _group() -> None:
    """What leaves Peil as files."""
