"""`peil elasticsearch`: templates, roles, users and the publisher's key, where Elasticsearch is yours."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from console.terminal import screen
from peil.errors import SourceError

app = typer.Typer(no_args_is_help=True, help="Set Elasticsearch up: templates, roles, users, the publisher's key.")
Municipalities = Annotated[list[str] | None, typer.Option("--municipality", help="GM code; may be given often.")]


def add_to(parent: typer.Typer) -> None:
    """Add these commands."""
    parent.add_typer(app, name="elasticsearch")


@app.command("setup")
def setup(
    municipality: Municipalities = None,
    key: Annotated[
        Path | None, typer.Option("--publisher-key", help="Make the publisher's key into this file.")
    ] = None,
) -> None:
    """Make index templates, and the roles of the municipalities and of the country; twice is as once."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.projection import NAMES, client_of  # noqa: PLC0415 - slow to load
    from index.access.setup import make_publisher_key, set_up  # noqa: PLC0415 - slow to load

    client = client_of(opened())
    for said in set_up(client, municipality or [], NAMES, now().year):
        screen.print(said, markup=False)
    if key:
        screen.print(make_publisher_key(client, NAMES, key), markup=False)


@app.command("user")
def user(
    name: Annotated[str, typer.Argument(help="The user's name.")],
    municipality: Annotated[str, typer.Option("--municipality", help="Supervisor of this GM code.")] = "",
    role: Annotated[str, typer.Option("--role", help="manager, researcher or liaison.")] = "",
) -> None:
    """Give a user a role, with the password read from standard input; makes the user where it is not known."""
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from console.projection import NAMES, client_of  # noqa: PLC0415 - slow to load
    from index.access.roles import role_for  # noqa: PLC0415 - slow to load
    from index.access.setup import put_user  # noqa: PLC0415 - slow to load

    wanted = role_for(municipality, role, NAMES)
    password = sys.stdin.readline().rstrip("\n")
    if len(password) < 12:
        raise SourceError("a password has twelve characters or more", where="stdin", mend="give one on a line")
    screen.print(put_user(client_of(opened()), name, wanted, password), markup=False)
