"""`peil audit`: the chain that notes what people do, checked, shown, and anchored elsewhere."""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from console.terminal import print_line, screen
from peil.errors import SourceError

Day = Annotated[datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="From this day on.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(no_args_is_help=True, help="The audit chain.")
    group.command("verify")(verify)
    group.command("show")(show)
    group.command("anchor")(anchor)
    app.add_typer(group, name="audit")


def verify(
    anchors: Annotated[
        Path | None, typer.Option("--anchors", help="A file of anchors that was kept elsewhere.")
    ] = None,
) -> None:
    """Check that no row was changed, removed or moved; with anchors also that none was cut off the end."""
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from ledger.anchors import read_anchors, unanchored  # noqa: PLC0415 - opens Django
    from ledger.audit import audit_length, first_broken  # noqa: PLC0415 - opens Django

    opened()
    known = read_anchors(_lines(anchors), str(anchors)) if anchors else []
    broken = first_broken()
    if broken is not None:
        what = "the chain is broken: this row was changed, removed or moved"
        raise SourceError(what, where=f"audit row {broken}", mend="compare with the last backup")
    for one, why in unanchored(known):
        raise SourceError(why, where=f"audit row {one.seq}", mend="compare with the last backup")
    said = f", and {len(known)} anchors in it" if known else ""
    screen.print(f"the chain holds: {audit_length()} rows{said}")


def show(
    since: Day = None,
    by: Annotated[str, typer.Option("--by", help="Of one person.")] = "",
    what: Annotated[str, typer.Option("--what", help="Whose kind begins like this, such as `rights`.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON value a row.")] = False,
) -> None:
    """Who did what, when and why, oldest first."""
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from ledger.audit import audit_rows  # noqa: PLC0415 - opens Django
    from peil.days import start_of  # noqa: PLC0415 - with the above
    from peil.records.plain import to_json  # noqa: PLC0415 - with the above

    opened()
    for row in audit_rows(start_of(since.date()) if since else None, by, what):
        if as_json:
            print_line(to_json(row))
        else:
            screen.print(
                f"{row.seq} {row.at:%Y-%m-%d %H:%M} {row.who}: {row.what} ({row.why}) {row.facts}", markup=False
            )


def anchor(
    file: Annotated[Path, typer.Argument(help="A file to add the end of the chain to; keep it elsewhere.")],
) -> None:
    """Add the end of the chain to a file that is kept elsewhere: what is cut off later is found by it."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from ledger.anchors import anchor as made  # noqa: PLC0415 - opens Django
    from ledger.anchors import write_anchor  # noqa: PLC0415 - opens Django

    opened()
    found = made(now())
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as error:
        raise SourceError(f"cannot be written ({error.strerror})", where=str(file)) from error
    with os.fdopen(handle, "a", encoding="utf-8") as stream:
        stream.write(write_anchor(found) + "\n")
    screen.print(f"{file}: row {found.seq} {found.digest[:12]}")


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})", where=str(file)) from error
