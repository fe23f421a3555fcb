"""`peil evidence verify`, `show` and `pack`: what was kept, checked and brought back."""

import getpass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from console.terminal import print_line, screen

On = Annotated[
    datetime | None,
    typer.Option("--at", formats=["%Y-%m-%d"], help="As it was at the end of this day; the last if not."),
]
Purpose = Annotated[str, typer.Option("--purpose", help="What for; it is noted in the audit chain.")]
Photos = Annotated[bool, typer.Option("--photos", help="With the photos, as they were.")]
Runs = Annotated[Path | None, typer.Option("--runs", help="Folder of run folders; the data folder's if not said.")]
By = Annotated[str, typer.Option("--by", help="Who asks; your user name if not said.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(no_args_is_help=True, help="The evidence behind what was seen.")
    group.command("verify")(verify)
    group.command("show")(show)
    group.command("pack")(pack)
    app.add_typer(group, name="evidence")


def verify(
    run: Annotated[str, typer.Argument(help="A run folder, or site/started such as voorbeeld/20260302T031500Z.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON value.")] = False,
) -> None:
    """Check every file of a run against its manifest, every record against its digests; exit 1 names what is wrong."""
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from console.evidence import check_run  # noqa: PLC0415 - opens Django

    found = check_run(opened().runs, run)
    if as_json:
        counted = {"files": found.files, "records": found.records, "places": found.places}
        print_line({"run": found.run, **counted, "wrong": list(found.wrong)})
    else:
        for sentence in found.wrong:
            screen.print(f"wrong: {sentence}", markup=False)
        state = f"{len(found.wrong)} things are wrong" if found.wrong else "as it was committed"
        said = f"{found.files} files, {found.records} records, {found.places} places that lines point at"
        screen.print(f"{found.run}: {state} ({said})", markup=False)
    if found.wrong:
        raise typer.Exit(1)


def show(
    ad: Annotated[str, typer.Argument(help="An ad, site:ref.")],
    purpose: Purpose,
    at: On = None,
    out: Annotated[Path | None, typer.Option("--out", help="The file to write; named after the ad if not.")] = None,
    photos: Photos = False,
    by: By = "",
    runs: Runs = None,
) -> None:
    """Bring back an ad's page as it was, as an HTML file without scripts or outside requests."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.evidence import View, show_ad  # noqa: PLC0415 - opens Django

    deployment = opened()
    view = View(runs or deployment.runs, by or getpass.getuser(), purpose, now(), photos)
    kept, file = show_ad(ad, _day(at), out or Path(f"{ad.replace(':', '-').replace('/', '-')}.html"), view)
    screen.print(f"{file}: {ad} as it was seen on {kept.sighting.seen_at:%Y-%m-%d %H:%M} UTC", markup=False)


def pack(
    ads: Annotated[list[str], typer.Argument(help="Ads, site:ref each.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write, such as evidence.wacz.")],
    purpose: Purpose,
    at: On = None,
    photos: Photos = False,
    by: By = "",
    runs: Runs = None,
) -> None:
    """Pack the records behind ads as a WACZ, which public replay tools open."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.evidence import View, pack_ads  # noqa: PLC0415 - opens Django

    deployment = opened()
    view = View(runs or deployment.runs, by or getpass.getuser(), purpose, now(), photos)
    packed = pack_ads(ads, _day(at), out, view)
    screen.print(f"{out}: {len(packed.pages)} pages, {packed.records} records, SHA-256 {packed.sha256}", markup=False)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
