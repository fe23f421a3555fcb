"""`peil premises`: everything of one address over time; looking is noted with its purpose."""

import getpass
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated

import typer

from console.terminal import print_line

LastDay = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Up to this day; today if not said.")]


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("premises")(premises)


def premises(
    postcode: Annotated[str, typer.Argument(help="Postcode, such as 3511AB.")],
    number: Annotated[str, typer.Argument(help="House number, with its suffix.")],
    purpose: Annotated[str, typer.Option(help="Why you look; it is noted.")],
    on: LastDay = None,
    by: Annotated[str, typer.Option("--by", help="Who looks; your user name if not said.")] = "",
) -> None:
    """Licences, closures, operators seen, flags and decisions of one address over time: one JSON value."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from ledger.audit import append_audit  # noqa: PLC0415 - opens Django
    from ledger.judging import flags_of  # noqa: PLC0415 - opens Django
    from peil.days import day_of  # noqa: PLC0415 - with the ones above
    from peil.records.plain import to_json  # noqa: PLC0415 - with the ones above
    from rules.premises_view import premises_view  # noqa: PLC0415 - slow to load
    from rules.step import ledger_case  # noqa: PLC0415 - opens Django

    opened()
    day = date(on.year, on.month, on.day) if on else day_of(now())
    found = premises_view(ledger_case(day), postcode, number, day)
    append_audit(by or getpass.getuser(), "view premises", purpose, {"address": found.address}, now())
    flags = flags_of(sorted({spell.cluster for spell in found.spells}))
    print_line({**to_json(asdict(found)), "repeats": found.repeats, "flags": flags})
