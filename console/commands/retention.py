"""`peil retention`: what is past its period, and that it goes."""

from typing import Annotated

import typer

from console.terminal import screen
from peil.errors import SourceError


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("retention")(retention)


def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go and what stays, and why.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Wipe what is past its period.")] = False,
) -> None:
    """What is past its period goes, everywhere; the schedule does this once a day."""
    from console import retention as kept  # noqa: PLC0415 - opens Django
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django

    if dry_run == apply:
        raise SourceError("says neither or both", where="peil retention", mend="--dry-run or --apply would be right")
    deployment = opened()
    planned = kept.plan(deployment, now())
    for line in kept.in_words(planned):
        screen.print(line, markup=False)
    for line in kept.apply(deployment, planned) if apply else ():
        screen.print(line, markup=False)
