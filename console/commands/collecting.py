"""`peil crawl` and `peil run`: collect, and take what was collected through to flags."""

from pathlib import Path
from typing import Annotated

import typer

from console.terminal import remark, screen

Sites = Annotated[list[str] | None, typer.Argument(help="Names of sites; all of them if none is named.")]
SiteFiles = Annotated[list[Path] | None, typer.Option("--site", help="A site file; may be given more than once.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("crawl")(crawl)
    app.command("run")(run)


def crawl(
    sites: Sites = None,
    site: SiteFiles = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the run folders.")] = None,
) -> None:
    """Collect: one run folder a site, with sightings, the evidence and a manifest."""
    from console.collection import chosen_sites, collect, in_words, raise_failures  # noqa: PLC0415 - opens Django
    from console.deployment import opened  # noqa: PLC0415 - opens Django

    deployment = opened()
    outcomes = collect(chosen_sites(sites or (), site or ()), deployment, out)
    for outcome in outcomes:
        screen.print(in_words(outcome))
    raise_failures(outcomes)


def run(sites: Sites = None, site: SiteFiles = None) -> None:
    """Collect, intake, read, link, judge and publish: the whole way, as far as there is something new."""
    from console.collection import chosen_sites, collect, in_words, raise_failures  # noqa: PLC0415 - opens Django
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.pipeline import take_through  # noqa: PLC0415 - opens Django
    from console.projection import publish_or_say  # noqa: PLC0415 - opens Django

    deployment = opened()
    outcomes = collect(chosen_sites(sites or (), site or ()), deployment)
    for outcome in outcomes:
        screen.print(in_words(outcome))
    for done in take_through(deployment.runs, now()):
        remark(f"{done.step}: {done.did}")
    screen.print(publish_or_say(deployment))
    raise_failures(outcomes)
