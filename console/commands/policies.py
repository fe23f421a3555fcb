"""`peil policies`: what municipalities allow: brought in, side by side, and what flags another policy would make."""

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from console.commands.bringing import AsOf, By, File, Mapping, Whole, bring, brought, plan_told
from console.terminal import print_line, screen
from peil.errors import SourceError

On = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day; today if not said.")]
Codes = Annotated[list[str] | None, typer.Argument(help="Codes such as GM0344; none: the whole country.")]
Folder = Annotated[Path | None, typer.Option("--in", help="A folder as `peil judge` reads it, instead of the ledger.")]
Json = Annotated[bool, typer.Option("--json", help="JSON, for machines.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(no_args_is_help=True, help="What municipalities allow.")
    group.command("import")(import_policies)
    group.command("diff")(diff_policies)
    group.command("compare")(compare)
    group.command("what-if")(what_if)
    app.add_typer(group, name="policies")


def import_policies(file: File, mapping: Mapping = None, as_of: AsOf = None, by: By = "", whole: Whole = False) -> None:
    """Take a file of policies into the ledger and tell each row taken, changed or refused."""
    bring("policies", brought(file, mapping, as_of, by), whole)


def diff_policies(file: File, mapping: Mapping = None, as_of: AsOf = None) -> None:
    """What importing the file would do, row by row; takes nothing."""
    plan_told("policies", brought(file, mapping, as_of))


def compare(
    municipality: Annotated[
        list[str] | None, typer.Argument(help="Codes such as GM0344; none: the whole country.")
    ] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Policies side by side on a day; without codes, how the country's municipalities are divided on each matter."""
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from ledger.judging import policies  # noqa: PLC0415 - opens Django
    from rules.policies import compare_policies, divided, unknown_places  # noqa: PLC0415 - slow to load

    if wrong := unknown_places(municipality or []):
        raise SourceError(f"{', '.join(wrong)}: no municipality", mend="a code such as GM0344 would be right")
    opened()
    if municipality:
        table = compare_policies(policies(), municipality, _day(on))
        print_line(table) if json else _show(table)
    else:
        shares = divided(policies(), _day(on))
        print_line(shares) if json else _show_shares(shares)


def what_if(
    file: Annotated[Path, typer.Argument(help="Policies as they would be, in the form of policies.csv.")],
    on: On = None,
    folder: Annotated[
        Path | None, typer.Option("--in", help="A folder as `peil judge` reads it, not the ledger.")
    ] = None,
    json: Json = False,
) -> None:
    """How many flags would appear or vanish, by rule and municipality, if these policies held; changes nothing."""
    from rules.files import read_case  # noqa: PLC0415 - slow to load
    from rules.overrides import check_overrides  # noqa: PLC0415 - slow to load
    from rules.register import policy_rows, records  # noqa: PLC0415 - slow to load
    from rules.whatif import what_if as effects  # noqa: PLC0415 - slow to load

    others = records(check_overrides(policy_rows(file)))
    case = read_case(folder, _day(on)) if folder else _ledger_case(_day(on))
    found = [asdict(one) for one in effects(case, others, _day(on))]
    if json:
        for line in found:
            print_line(line)
    else:
        _show_effects(found)


def _ledger_case(on: date) -> Any:
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from rules.step import ledger_case  # noqa: PLC0415 - opens Django

    opened()
    return ledger_case(on)


def _day(on: datetime | None) -> date:
    from console.deployment import now  # noqa: PLC0415 - opens Django
    from peil.days import day_of  # noqa: PLC0415 - with the one above

    return date(on.year, on.month, on.day) if on else day_of(now())


def _show(table: dict[str, dict[str, str]]) -> None:
    from rich.table import Table  # noqa: PLC0415 - slow to load

    from rules.policies import MATTERS, named  # noqa: PLC0415 - slow to load

    shown = Table("", *(named(gm) for gm in table))
    for matter in MATTERS:
        shown.add_row(matter, *(said[matter] for said in table.values()))
    screen.print(shown)


def _show_shares(shares: dict[str, dict[str, int]]) -> None:
    for matter, counts in shares.items():
        screen.print(f"{matter}: " + ", ".join(f"{said} {many}" for said, many in counts.items()), markup=False)


def _show_effects(found: list[dict[str, Any]]) -> None:
    from rich.table import Table  # noqa: PLC0415 - slow to load

    table = Table("rule", "municipality", "now", "appear", "vanish")
    for line in found:
        table.add_row(*(str(line[name]) for name in ("rule", "municipality", "now", "appear", "vanish")))
    screen.print(table)
    appear, vanish = (sum(line[name] for line in found) for name in ("appear", "vanish"))
    screen.print(f"{appear} flags would appear, {vanish} would vanish")
