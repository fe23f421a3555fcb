"""The story of a played market as tables on a terminal.

In: the story's plain value. Out: rich renderables. Never a computation.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from peil.municipalities import name_of


def story_tables(story: Mapping[str, Any]) -> Iterator[RenderableType]:
    """The figures, then the planted cases with what was expected and what was found."""
    yield _figures(story)
    if story["example"]:
        yield _example(story["example"])
    yield _cases(story["truth"])


def _example(flag: Mapping[str, Any]) -> Panel:
    lines = [
        f"[bold]{flag['title_nl']}[/bold] ({flag['rule']}), {name_of(flag['municipality'])}, sinds {flag['since']}",
        *(f"• {escape(reason)}" for reason in flag["reasons_nl"]),
        f"Gedragen door {flag['sightings']} waarnemingen. Een signaal om te beoordelen, geen oordeel.",
    ]
    return Panel("\n".join(lines), title="A flag, as a supervisor reads it", title_align="left", expand=False)


def _figures(story: Mapping[str, Any]) -> Table:
    table = Table(title="The fictional market, played", title_justify="left", show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, line in _lines(story):
        table.add_row(name, line)
    return table


def _lines(story: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "seen", _seen(story["seen"])
    yield "asked", _asked(story["seen"])
    yield "read", _read(story["read"])
    yield "joined", _joined(story["joined"])
    yield "in quarantine", _quarantine(story["joined"]["hubs"])
    yield "matched", _matched(story["matched"])
    yield "flagged", ", ".join(f"{number} {rule}" for rule, number in story["flagged"].items()) or "nothing"
    yield "enforcement", _enforcement(story["enforcement"])


def _seen(seen: Mapping[str, int]) -> str:
    ads = f"{seen['ads']} of {seen['ads_there_were']} ads in {seen['sightings']:,} sightings, {seen['photos']} photos"
    return f"{ads}; {seen['runs']} runs, {seen['short_runs']} short, {seen['failed_runs']} failed"


def _asked(seen: Mapping[str, int]) -> str:
    closed, other = seen["requests_to_closed_paths"], seen["requests_other_than_get"]
    return f"{seen['requests']:,} requests, {closed} to paths that robots.txt closes, {other} other than GET"


def _read(read: Mapping[str, Any]) -> str:
    places = f"{read['versions']} versions, {read['places_exact']} with an exact place"
    return f"{places}; numbers: {_score(read['numbers'])}"


def _joined(joined: Mapping[str, Any]) -> str:
    clusters = f"{joined['clusters']} clusters, {joined['of_more_ads']} of more ads"
    return f"{clusters}; pairs: {_score(joined['pairs'])}"


def _quarantine(hubs: list[dict[str, Any]]) -> str:
    return "; ".join(f"{hub['kind']} in {hub['ads']} ads, {hub['reason']}" for hub in hubs) or "nothing"


def _matched(matches: Mapping[str, int]) -> str:
    words = {
        "exact": "match a licence in force",
        "probable": "match one probably",
        "none": "match none",
        "unknown": "are where no register is loaded",
    }
    return ", ".join(f"{matches[match]} {said}" for match, said in words.items() if matches.get(match))


def _enforcement(fact: Mapping[str, Any]) -> str:
    there, others = fact["there"], fact["neighbours"]
    here = (
        f"{name_of(fact['municipality'])}, {fact['date']}: {there['before']} ads a week before, {there['after']} after"
    )
    return f"{here}; its neighbours {others['before']} before, {others['after']} after"


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
