"""`peil mandates`: the authority to crawl."""

import getpass
from datetime import date, datetime
from typing import Annotated

import typer

from console.terminal import screen
from peil.errors import SourceError

By = Annotated[str, typer.Option("--by", help="Who records it; your user name if not said.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(_mandates(), name="mandates")


def _mandates() -> typer.Typer:
    group = typer.Typer(no_args_is_help=True, help="The recorded authority to crawl.")

    @group.callback()
    def about() -> None:
        """The recorded authority to crawl: without one, no host but this machine is visited."""

    @group.command("record")
    def record(
        controller: Annotated[str, typer.Option(help="Who is responsible for the processing.")],
        legal_basis: Annotated[str, typer.Option(help="The law that allows it.")],
        purpose: Annotated[str, typer.Option(help="What for.")],
        dpia: Annotated[str, typer.Option(help="Reference of the data protection impact assessment.")],
        host: Annotated[list[str], typer.Option(help="A host that may be visited; give one or more.")],
        valid_from: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="First day.")],
        valid_to: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Last day.")],
        by: By = "",
    ) -> None:
        """Record a mandate."""
        from console.deployment import now, opened  # noqa: PLC0415 - opens Django
        from ledger.mandates import record_mandate  # noqa: PLC0415 - opens Django
        from peil.records.seen import Mandate  # noqa: PLC0415 - with the two above

        if valid_to < valid_from:
            raise SourceError("ends before it begins", where="--valid-to", mend="a day after --valid-from is right")
        opened()
        days = (_day(valid_from), _day(valid_to))
        mandate = Mandate(controller, legal_basis, purpose, dpia, tuple(host), *days)
        record_mandate(mandate, by or getpass.getuser(), now())
        screen.print(f"recorded: {', '.join(host)} from {days[0]} to {days[1]}")

    return group


def _day(moment: datetime) -> date:
    return moment.date()
