"""`peil due` and `peil schedule`: run what is due, once; and the clock that does so until stopped."""

from typing import Annotated

import typer

from console.terminal import remark, screen


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("due")(due)
    app.command("schedule")(schedule)


def due() -> None:
    """Claim and run every site that is due by its cron line, once; safe with several workers."""
    from console.collection import in_words, raise_failures  # noqa: PLC0415 - opens Django
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.pipeline import take_through  # noqa: PLC0415 - opens Django
    from console.projection import publish_or_say  # noqa: PLC0415 - opens Django
    from console.turns import run_due  # noqa: PLC0415 - opens Django

    deployment = opened()
    outcomes = run_due(deployment, now())
    for outcome in outcomes:
        screen.print(in_words(outcome))
    if not outcomes:
        screen.print("nothing is due")
        return
    for done in take_through(deployment.runs, now()):
        remark(f"{done.step}: {done.did}")
    screen.print(publish_or_say(deployment))
    raise_failures(outcomes)


def schedule(
    show: Annotated[bool, typer.Option("--list", help="Only show when each site is due next.")] = False,
) -> None:
    """Run `peil due` at each site's times until stopped (Ctrl-C or SIGTERM)."""
    from console.clock import next_times, run_until_stopped  # noqa: PLC0415 - opens Django
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django

    opened()
    for site, moment in next_times(now()):
        screen.print(f"{site}: {moment:%a %d %b %Y %H:%M %Z}")
    if not show:
        run_until_stopped()
