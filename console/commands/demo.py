"""`peil demo`: the fictional market, crawled for real, taken through to flags and held against its truth."""

from pathlib import Path
from typing import Annotated

import typer

from console.terminal import print_line, remark, screen


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("demo")(demo)


def demo(
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as one JSON value.")] = False,
    seed: Annotated[int, typer.Option(help="Another seed is another market.")] = 1,
    scale: Annotated[float, typer.Option(min=0.0, max=2.0, help="Size of the ordinary background.")] = 1.0,
    weeks: Annotated[int, typer.Option(min=1, max=12, help="How many simulated weeks to play.")] = 12,
    folder: Annotated[Path | None, typer.Option(help="Where to play; a folder `demo` in the data folder.")] = None,
) -> None:
    """Play the fictional market: serve it on loopback, crawl it week by week, take it through to flags.

    Time is simulated, requests are real. Ends in a table of what was found beside what is true.
    """
    from console.demo import demo_deployment, publish_demo  # noqa: PLC0415 - opens Django
    from console.play import Game, play  # noqa: PLC0415 - opens Django
    from console.story import tell  # noqa: PLC0415 - opens Django
    from console.story_table import story_tables  # noqa: PLC0415 - with the story

    deployment = demo_deployment(folder)
    played = play(Game(deployment, seed, scale, weeks), remark)
    published = publish_demo(played)
    story = tell(played) | {"published": published}
    if as_json:
        print_line(story)
        return
    for table in story_tables(story):
        screen.print(table)
    _say_where_to_look(deployment.data, story)


def _say_where_to_look(folder: Path, story: dict[str, object]) -> None:
    screen.print(f"\nPlayed in {sum(story['seconds'].values()):.0f} seconds.")  # type: ignore[attr-defined]
    if story["left_out"]:
        screen.print(str(story["left_out"]))
    screen.print(str(story["published"]))
    screen.print(f"The evidence of every sighting is in {folder / 'runs'}, the ledger is {folder / 'ledger.sqlite3'}.")
    screen.print("What each rule means, and does not mean, is in docs/rules/.")
