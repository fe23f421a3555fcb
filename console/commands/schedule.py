"""`peil due` and `peil schedule`: run what is due, once; and the clock that does so until stopped."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from console.terminal import remark, screen

SiteFiles = Annotated[list[Path] | None, typer.Option("--site", help="A site file; may be given more than once.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("due")(due)
    app.command("schedule")(schedule)


@contextmanager
def _stoppable() -> Iterator[Event]:
    """Set when SIGTERM or Ctrl-C comes; afterwards they end the process as ever, and every step can be done again."""
    stop = Event()
    before = [signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGTERM, signal.SIGINT)]
    try:
        yield stop
    finally:
        for number, handler in zip((signal.SIGTERM, signal.SIGINT), before, strict=True):
            signal.signal(number, handler)


def due(site: SiteFiles = None) -> None:
    """Claim and run every site that is due by its cron line, once; once a day also what is past its period goes.

    SIGTERM ends the crawls in hand; the next start goes on with them.
    """
    from console.collection import chosen_sites, in_words, raise_failures  # noqa: PLC0415 - opens Django
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.rest import do_the_rest, rest_waits  # noqa: PLC0415 - opens Django
    from console.retention import daily  # noqa: PLC0415 - opens Django
    from console.turns import Round  # noqa: PLC0415 - opens Django

    deployment = opened()
    with _stoppable() as stop:
        outcomes = Round(deployment, chosen_sites(files=site or ()), now, stop).run()
    for outcome in outcomes:
        screen.print(in_words(outcome))
    if stop.is_set():
        screen.print("stopped; the next start goes on with what was in hand")
        return
    for line in daily(deployment, now()):
        remark(line)
    if not rest_waits():
        screen.print("nothing is due")
        return
    for line in do_the_rest(deployment, now()):
        remark(line)
    raise_failures(outcomes)


def schedule(
    show: Annotated[
        bool, typer.Option("--list", help="Only show when each site is due next, and its last turn.")
    ] = False,
    site: SiteFiles = None,
) -> None:
    """Run `peil due` at each site's times until stopped (Ctrl-C or SIGTERM)."""
    from console.clock import Clock, due_command  # noqa: PLC0415 - opens Django
    from console.collection import chosen_sites  # noqa: PLC0415 - opens Django
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.health import health  # noqa: PLC0415 - opens Django

    deployment = opened()
    sites = list(chosen_sites(files=site or ()).values())
    for one in health(sites, now()):
        screen.print(one.in_words())
    if not show:
        command = due_command([str(file) for file in site or ()])
        Clock(sites, deployment.jitter, command).run()
