"""`peil backup`, `peil restore`: what cannot be made again, in a file that only its owner can open, and back."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from console.terminal import screen

By = Annotated[str, typer.Option("--by", help="Who does it; your user name if not said.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    keys: Annotated[Path | None, typer.Option("--keys", help="Write the keys too, here; keep it elsewhere.")] = None,
    by: By = "",
) -> None:
    """Back up the ledger (decisions, registers, mandates, audit chain) and which evidence there is; keys apart."""
    from console.backup import back_up_keys, make_backup  # noqa: PLC0415 - opens Django
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django

    deployment = opened()
    told = make_backup(deployment, file, by or getpass.getuser(), now())
    sealed = "sealed" if deployment.backup_recipient else "not sealed, closed to others: set PEIL_BACKUP_RECIPIENT"
    screen.print(f"{file}: {told.runs} runs, {told.mandates} mandates, {told.anchor.seq} audit rows, {sealed}")
    if keys:
        screen.print(f"{keys}: {back_up_keys(deployment, keys)} keys; keep it apart from {file.name}")


def restore(
    file: Annotated[Path, typer.Argument(help="A file of `peil backup`.")],
    identity: Annotated[Path | None, typer.Option("--identity", help="The secret age key, where it is sealed.")] = None,
    keys: Annotated[Path | None, typer.Option("--keys", help="The file of keys, where they are lost too.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="In the place of a ledger that is not empty.")] = False,
    by: By = "",
) -> None:
    """Put a backup back; who was erased after it, and what ran out since, is wiped again."""
    from console.deployment import now  # noqa: PLC0415 - opens Django
    from console.restoring import Restore  # noqa: PLC0415 - opens Django
    from console.restoring import restore as restored  # noqa: PLC0415 - opens Django
    from peil.settings import settings  # noqa: PLC0415 - with the above

    asked = Restore(file, identity, keys, by or getpass.getuser(), now(), replace)
    for line in restored(settings(), asked):
        screen.print(line, markup=False)
