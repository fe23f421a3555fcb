"""The story of a played market as tables on a terminal.

In: the story's plain value. Out: rich renderables. Never a computation.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.table import Table

from peil.municipalities import name_of


def story_tables(story: Mapping[str, Any]) -> Iterator[RenderableType]:
    """The figures, then the planted cases with what was expected and what was found."""
    yield _figures(story)
    yield _cases(story["truth"])


def _figures(story: Mapping[str, Any]) -> Table:
    table = Table(title="The fictional market, played", title_justify="left", show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, line in _lines(story):
        table.add_row(name, line)
    return table


def _lines(story: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    seen, read, joined = story["seen"], story["read"], story["joined"]
    yield (
        "seen",
        f"{seen['ads']} of {seen['ads_there_were']} ads in {seen['sightings']:,} sightings, {seen['photos']} photos, "
        f"{seen['runs']} runs ({seen['short_runs']} short, {seen['failed_runs']} failed)",
    )
    yield (
        "asked",
        f"{seen['requests']:,} requests, {seen['requests_to_closed_paths']} to paths that robots.txt closes, "
        f"{seen['requests_other_than_get']} other than GET",
    )
    yield (
        "read",
        f"{read['versions']} versions, {read['places_exact']} with an exact place; numbers: {_score(read['numbers'])}",
    )
    yield (
        "joined",
        f"{joined['clusters']} clusters, {joined['of_more_ads']} of more ads; pairs: {_score(joined['pairs'])}",
    )
    yield "in quarantine", "; ".join(f"a {hub['kind']} of {hub['ads']} ads" for hub in joined["hubs"]) or "nothing"
    yield "matched", ", ".join(f"{number} {match}" for match, number in story["matched"].items())
    yield "flagged", ", ".join(f"{number} {rule}" for rule, number in story["flagged"].items()) or "nothing"
    yield "enforcement", _enforcement(story["enforcement"])


def _enforcement(fact: Mapping[str, Any]) -> str:
    there, neighbours = fact["there"], fact["neighbours"]
    return (
        f"{name_of(fact['municipality'])}, {fact['date']}: {there['before']} ads a week before, {there['after']} after; "
        f"its neighbours {neighbours['before']} before, {neighbours['after']} after"
    )


def _score(score: Mapping[str, int]) -> str:
    return f"{score['right']} right, {score['missed']} missed, {score['wrong']} wrong"


def _cases(cases: list[dict[str, Any]]) -> Table:
    table = Table(title="The truth, and where the two differ", title_justify="left")
    table.add_column("planted")
    table.add_column("expected", overflow="fold")
    table.add_column("found", overflow="fold")
    table.add_column("")
    for case in cases:
        mark = "[green]found[/green]" if case["found"] else f"[red]missed[/red]: {'; '.join(case['differences'][:3])}"
        table.add_row(case["title_en"], case["expected"], case["got"], mark)
    return table
