"""`peil sites check` and `peil sites new`: describe a site, and see what the description finds."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.terminal import print_line, remark, screen

if TYPE_CHECKING:
    from crawlers.job import CrawlJob


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(no_args_is_help=True, help="Site files: what describes a site to be crawled.")
    group.command("check")(check)
    group.command("new")(new)
    app.add_typer(group, name="sites")


def check(
    file: Annotated[Path, typer.Argument(help="A site file, site.toml.")],
    page: Annotated[Path | None, typer.Option("--page", help="A page that was saved from a browser.")] = None,
    url: Annotated[str, typer.Option("--url", help="A page to fetch; with --page: where that was saved from.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON value.")] = False,
) -> None:
    """Check a site file; with a page, show what each selector finds there.

    Exit 1 where a crawl would take nothing, as when a title is missing, 2 where the file is wrong.
    """
    from console.check_table import check_data, check_table  # noqa: PLC0415 - slow to load
    from crawlers.site_file import load_site  # noqa: PLC0415 - slow to load
    from crawlers.site_looks import check_saved, check_url  # noqa: PLC0415 - slow to load

    site = load_site(file)
    if page is None and not url:
        _say_it_is_right(file, as_json)
        return
    found = check_saved(site, file, page, url) if page else check_url(site, _job(str(file.resolve())), url)
    if as_json:
        print_line(check_data(found))
    else:
        screen.print(check_table(found))
    for sentence in found.remarks:
        remark(sentence)
    if found.missing:
        remark(f"missing: {', '.join(found.missing)}")
    if found.missing or found.barred:
        raise typer.Exit(1)


def new(
    url: Annotated[str, typer.Argument(help="A page that lists ads.")],
    name: Annotated[str, typer.Option("--name", help="The site's name; from its host if not said.")] = "",
    browser: Annotated[
        bool, typer.Option("--browser", help="Draw the pages in a browser: a script fills them.")
    ] = False,
) -> None:
    """Draft a site file from a listing page and a few of its ads, and print it for a person to mend."""
    from crawlers.site_draft import draft_site  # noqa: PLC0415 - slow to load

    draft = draft_site(url, _job(), name=name, render="browser" if browser else "html")
    screen.out(draft.toml(), end="", highlight=False)
    remark(f"looked at {draft.seen} ads; {draft.doubts} lines are marked `look`")


def _say_it_is_right(file: Path, as_json: bool) -> None:
    from crawlers.own_spider import make_spider  # noqa: PLC0415 - slow to load
    from crawlers.site_file import load_site  # noqa: PLC0415 - slow to load

    make_spider(load_site(file), file)
    if as_json:
        print_line({"file": str(file), "missing": []})
    else:
        screen.print(f"{file} can be read; --page or --url shows what it finds", markup=False)


def _job(file: str = "") -> "CrawlJob":
    """What may be asked of a site: under the mandates of the ledger, in the name of the settings' contact."""
    from console.deployment import opened  # noqa: PLC0415 - opens Django
    from crawlers.job import CrawlJob  # noqa: PLC0415 - slow to load
    from ledger.mandates import mandates  # noqa: PLC0415 - opens Django

    deployment = opened()
    return CrawlJob(file, out="", mandates=tuple(mandates()), contact=deployment.contact)
