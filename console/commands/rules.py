"""`peil rules`: how often each rule was wrong, which are suspended, and what each version changed."""

import getpass
from dataclasses import asdict
from typing import Annotated

import typer

from console.terminal import print_line, screen


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(no_args_is_help=True, help="How the rules fare.")
    group.command("rates")(rates)
    group.command("lift")(lift)
    group.command("versions")(versions)
    app.add_typer(group, name="rules")


def rates(by_site: Annotated[bool, typer.Option("--by-site", help="Told apart by site too.")] = False) -> None:
    """How many flags of each rule were decided and dismissed, and why, by municipality: a JSON line each."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from ledger.rule_states import suspensions  # noqa: PLC0415 - opens Django
    from peil.days import day_of  # noqa: PLC0415 - with the ones above
    from rules.step import ledger_rates  # noqa: PLC0415 - opens Django

    opened()
    suspended = {(one.rule, one.municipality): str(one.since) for one in suspensions()}
    for rate in ledger_rates(day_of(now()), by_site):
        since = suspended.get((rate.rule, rate.municipality))
        print_line({**asdict(rate), "share": round(rate.share, 2), "suspended_since": since})


def lift(
    rule: Annotated[str, typer.Argument(help="The rule's id.")],
    reason: Annotated[str, typer.Option(help="What you saw, and why it may open flags again.")],
    municipality: Annotated[str, typer.Option(help="Where; empty for a rule over several places.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who looked; your user name if not said.")] = "",
) -> None:
    """A manager has looked: a suspended rule opens flags again."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from ledger import rule_states  # noqa: PLC0415 - opens Django

    opened()
    rule_states.lift(rule, municipality, by or getpass.getuser(), reason, now())
    screen.print(f"{rule} opens flags again{f' in {municipality}' if municipality else ''}")


def versions() -> None:
    """Every version of a rule that judged, since when, and the flags that came and went: a JSON line each."""
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from ledger.rule_states import rule_versions  # noqa: PLC0415 - opens Django
    from peil.records.plain import to_json  # noqa: PLC0415 - with the ones above

    opened()
    for version in rule_versions():
        print_line(to_json(version))
