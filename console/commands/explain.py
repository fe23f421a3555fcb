"""`peil explain`: why ads are joined, what was not used and why, how a cluster stood, and what people said at odds."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from console.terminal import print_line, screen
from peil.errors import SettingsError, SourceError
from peil.records.plain import to_json

if TYPE_CHECKING:
    from enrichment.linking.explaining import Explainer

    Known = tuple[Explainer, dict[str, str]]


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("explain")(explain)


def explain(
    what: Annotated[str, typer.Argument(help="An ad, or a cluster.")] = "",
    other: Annotated[str, typer.Argument(help="Another ad: the shortest chain of evidence between the two.")] = "",
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The cluster as it stood that day's end.")
    ] = None,
    at_odds: Annotated[
        bool, typer.Option("--contradictions", help="What people said at odds, and numbers taken for slips.")
    ] = False,
    ads: Annotated[Path | None, typer.Option("--ads", help="Explain this file of ads, not the ledger.")] = None,
    decisions: Annotated[Path | None, typer.Option("--decisions", help="What people said, with --ads.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Say why ads are joined: the shortest chain between two, or all of a cluster; and what was not used and why."""
    from console import explained  # noqa: PLC0415 - slow to load

    if bool(what) == at_odds:
        raise SettingsError("explains one thing at a time", mend="an ad, a cluster or --contradictions would be right")
    if on:
        _of_ledger_alone(ads)
        _tell(explained.as_of(what, on.date()), explained.then_sentences, as_json)
    elif at_odds:
        _tell(explained.at_odds(_known(ads, decisions)[0], of_ledger=not ads), explained.odds_sentences, as_json)
    else:
        known = _known(ads, decisions)
        names = [_ad(name, known[1]) for name in (what, other) if name]
        found = known[0].pair(*names) if other else known[0].whole(names[0])
        _tell(found, lambda said: explained.sentences(said, known[1]), as_json)


def _tell(found: Any, in_words: Callable[[Any], Sequence[str]], as_json: bool) -> None:
    if as_json:
        print_line(to_json(found))
        return
    for line in in_words(found):
        screen.print(line, markup=False)


def _of_ledger_alone(ads: Path | None) -> None:
    if ads:
        raise SettingsError("a file of ads has no history", mend="--on without --ads would be right")
    from console.deployment import opened  # noqa: PLC0415 - opens Django

    opened()


def _known(ads: Path | None, decisions: Path | None) -> "Known":
    if ads:
        from enrichment.linking.files import explain_file  # noqa: PLC0415 - slow to load

        return explain_file(ads, decisions)
    from console.deployment import opened  # noqa: PLC0415 - opens Django

    opened()
    from enrichment.step import explain_ledger  # noqa: PLC0415 - the same

    return explain_ledger()


def _ad(name: str, clusters: dict[str, str]) -> str:
    """The ad of this name, or the first of the cluster of this name."""
    if name in clusters:
        return name
    found = min((ad for ad, cluster in clusters.items() if cluster == name), default="")
    if not found:
        raise SourceError(f"there is no ad and no cluster {name}", mend="`peil link` and the console print their names")
    return found
