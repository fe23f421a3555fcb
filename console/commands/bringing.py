"""What `peil licences` and `peil policies` share: the options of a file that is brought in, and how it is told."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from console.terminal import screen

if TYPE_CHECKING:
    from console.registers import Brought

File = Annotated[Path, typer.Argument(help="A CSV, XLSX, XLS or ODS file.")]
Mapping = Annotated[Path | None, typer.Option(help="How the file's columns, words and days are Peil's: a TOML file.")]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="The file is how things stood on this day: changes begin then."),
]
By = Annotated[str, typer.Option("--by", help="Who brings it in; your user name if not said.")]
Whole = Annotated[bool, typer.Option("--whole", help="Take nothing at all when a row is refused.")]


def brought(file: Path, mapping: Path | None, as_of: datetime | None, by: str = "") -> "Brought":
    """The file as it is brought."""
    from console.registers import Brought  # noqa: PLC0415 - opens Django

    return Brought(file, mapping, date(as_of.year, as_of.month, as_of.day) if as_of else None, by)


def bring(kind: str, file: "Brought", whole: bool) -> None:
    """Take the file and tell what became of it; exit 1 where a row was refused, 2 and nothing taken with `whole`."""
    from console import registers  # noqa: PLC0415 - opens Django

    plan = plan_told(kind, file)
    refused = plan.count("refused")
    if refused and whole:
        screen.print("nothing is taken")
        raise typer.Exit(2)
    registers.take(registers.KINDS[kind], file, plan)
    if refused:
        raise typer.Exit(1)


def plan_told(kind: str, file: "Brought") -> Any:
    """The plan, told row by row with a sum; takes nothing. Raises SourceErrors where the file as a whole is bad."""
    from console import registers  # noqa: PLC0415 - opens Django
    from console.deployment import opened  # noqa: PLC0415 - opens Django

    opened()
    plan, unread = registers.plan_of(registers.KINDS[kind], file)
    for line in registers.told(plan):
        screen.print(line, markup=False)
    if unread:
        screen.print(f"left unread: {', '.join(unread)}", markup=False)
    counts = f"{plan.count('taken')} new, {plan.count('changed')} changed, {plan.count('same')} the same"
    screen.print(f"{file.file.name}: {counts}, {plan.count('refused')} refused", markup=False)
    return plan
