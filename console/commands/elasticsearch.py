"""`peil elasticsearch`: templates, roles, spaces, users, keys and snapshots, where Elasticsearch is yours."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.terminal import screen
from peil.errors import SourceError

if TYPE_CHECKING:
    from index.client import Access
    from peil.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Set Elasticsearch and Kibana up; keep and bring back snapshots.")
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
    kibana: Annotated[
        str, typer.Option("--kibana", help="Address of Kibana: make spaces with dashboards there too.")
    ] = "",
    console: Annotated[str, typer.Option("--console", help="Address of the console, for links from Kibana.")] = "",
) -> None:
    """Make templates, indices and roles of the municipalities and the country, and spaces; twice is as once."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.projection import NAMES, client_of  # noqa: PLC0415 - slow to load
    from index.access.setup import make_publisher_key, set_up  # noqa: PLC0415 - slow to load

    deployment, codes = opened(), municipality or []
    client = client_of(deployment)
    for said in set_up(client, codes, NAMES, now().year):
        screen.print(said, markup=False)
    if key:
        screen.print(make_publisher_key(client, NAMES, key), markup=False)
    if kibana:
        _spaces(_kibana_access(deployment, kibana), codes, console)


def _spaces(access: "Access", municipalities: list[str], console: str) -> None:
    from console.projection import NAMES  # noqa: PLC0415 - slow to load
    from index.access.kibana import Kibana  # noqa: PLC0415 - slow to load
    from index.access.spaces import set_up_spaces  # noqa: PLC0415 - slow to load
    from index.kibana.scope import NATION, scope_of  # noqa: PLC0415 - slow to load

    scopes = [*(scope_of(gm) for gm in municipalities), NATION]
    for said in set_up_spaces(Kibana(access), scopes, NAMES, console):
        screen.print(said, markup=False)


def _kibana_access(deployment: "Settings", url: str) -> "Access":
    """The account of Elasticsearch, at Kibana's address: Kibana knows the same users."""
    from dataclasses import replace  # noqa: PLC0415 - with the one below

    from index.client import find_access  # noqa: PLC0415 - slow to load

    access = find_access(deployment)
    assert access is not None  # client_of() had one
    return replace(access, url=url)


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


@app.command("purge")
def purge(
    snapshots: Annotated[
        bool, typer.Option("--snapshots", help="Remove the snapshots too: they hold what was erased since.")
    ] = False,
) -> None:
    """Take removed documents off the disk of Elasticsearch, after an erasure or retention; takes a minute."""
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from console.projection import NAMES, client_of  # noqa: PLC0415 - slow to load
    from index.purging import purge as purged  # noqa: PLC0415 - slow to load
    from index.snapshots import forget_snapshots  # noqa: PLC0415 - slow to load

    client = client_of(opened())
    for said in purged(client, NAMES):
        screen.print(said, markup=False)
    for said in forget_snapshots(client, NAMES) if snapshots else ():
        screen.print(said, markup=False)


@app.command("snapshot")
def snapshot(
    folder: Annotated[str, typer.Argument(help="A folder in Elasticsearch's path.repo, as it sees it.")],
) -> None:
    """Keep the indices in a folder of Elasticsearch, in place of the snapshot before."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.projection import NAMES, client_of  # noqa: PLC0415 - slow to load
    from index.snapshots import take_snapshot  # noqa: PLC0415 - slow to load

    for said in take_snapshot(client_of(opened()), NAMES, folder, f"{now():%Y%m%dt%H%M%S}"):
        screen.print(said, markup=False)


@app.command("restore")
def restore(name: Annotated[str, typer.Argument(help="The snapshot's name, as it was told.")]) -> None:
    """Put a snapshot's indices in the place of those that stand; then publish what came and went since."""
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from console.projection import NAMES, client_of, in_words, publish_all  # noqa: PLC0415 - slow to load
    from index.snapshots import restore_snapshot  # noqa: PLC0415 - slow to load

    deployment = opened()
    for said in restore_snapshot(client_of(deployment), NAMES, name):
        screen.print(said, markup=False)
    screen.print(in_words(publish_all(deployment)))
