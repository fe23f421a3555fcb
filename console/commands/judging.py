"""`peil judge`: the rules on files alone, without a ledger."""

import gc
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from console.terminal import print_lines


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("judge")(judge)


def judge(
    folder: Annotated[Path, typer.Argument(help="Folder with ads.jsonl, licences.csv and policies.csv.")],
    on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day to judge, such as 2026-05-18.")],
    every: Annotated[bool, typer.Option("--all", help="Print every verdict, not only the flags that hold.")] = False,
) -> None:
    """Hold ads against licences and policies on a day; print the flags that hold, a JSON line each, with reasons."""
    from rules.files import judge_lines, read_case  # noqa: PLC0415 - slow to load

    day = date(on.year, on.month, on.day)
    gc.disable()  # what is read stays to the end: the collector need not walk it again and again
    case = read_case(folder, day)
    gc.freeze()
    gc.enable()
    print_lines(judge_lines(case, day, every))
