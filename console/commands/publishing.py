"""`peil publish`: what stands in the ledger, put into Elasticsearch."""

from typing import Annotated

import typer

from console.terminal import screen


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("publish")(publish)


def publish(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make every index anew beside the old, then swap.")
    ] = False,
    retry_dead: Annotated[
        bool, typer.Option("--retry-dead", help="Offer again what Elasticsearch refused before.")
    ] = False,
) -> None:
    """Bring Elasticsearch up to what the ledger says; running it twice changes nothing."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.pipeline import rule_titles  # noqa: PLC0415 - opens Django
    from console.projection import in_words, publish_all  # noqa: PLC0415 - opens Django
    from ledger.projection import refresh  # noqa: PLC0415 - opens Django
    from peil.days import day_of  # noqa: PLC0415 - opens Django

    deployment = opened()
    refresh(day_of(now()), rule_titles())
    report = publish_all(deployment, rebuild=rebuild, retry_dead=retry_dead)
    screen.print(in_words(report))
    if not report.complete:
        raise typer.Exit(3)
