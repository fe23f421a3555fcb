"""`peil graphics`: the pictures that are left out of linking as a site's own."""

from dataclasses import asdict
from typing import Annotated

import typer

from console.terminal import print_lines, screen


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("graphics")(graphics)


def graphics(
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON value a picture.")] = False,
) -> None:
    """Show which pictures are left out of linking as a site's own (placeholders, banners): since when and why.

    A reviewer's "not a hub" on one of them takes it back.
    """
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from ledger.left_out import left_out  # noqa: PLC0415 - opens Django

    opened()
    told = left_out()
    if as_json:
        print_lines(asdict(one) | {"since": one.since.isoformat()} for one in told)
        return
    for one in told:
        screen.print(f"{one.sha256}  since {one.since:%Y-%m-%d}  {one.ads} ads  {one.reason}", markup=False)
        screen.print(f"  {one.url}", markup=False)
    if not told:
        screen.print("Nothing is left out.")
