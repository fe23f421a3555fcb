"""`peil explain`: why two ads are in one cluster, or what holds a cluster together, and what was not used and why."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.terminal import print_line, screen
from peil.errors import SourceError
from peil.records.plain import to_json

if TYPE_CHECKING:
    from enrichment.linking.explaining import Explained, Explainer

LINKS_SHOWN = 200


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("explain")(explain)


def explain(
    what: Annotated[str, typer.Argument(help="An ad, or a cluster.")],
    other: Annotated[str, typer.Argument(help="Another ad: the shortest chain of evidence between the two.")] = "",
    ads: Annotated[Path | None, typer.Option("--ads", help="Explain this file of ads, not the ledger.")] = None,
    decisions: Annotated[Path | None, typer.Option("--decisions", help="What people said, with --ads.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Say why ads are joined: the shortest chain between two, or all of a cluster; and what was not used and why."""
    explainer, clusters = _explainer(ads, decisions)
    first = _ad(what, clusters)
    explained = explainer.pair(first, _ad(other, clusters)) if other else explainer.whole(first)
    if as_json:
        print_line(to_json(explained))
        return
    for line in _sentences(explained, clusters):
        screen.print(line, markup=False)


def _explainer(ads: Path | None, decisions: Path | None) -> "tuple[Explainer, dict[str, str]]":
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


def _sentences(explained: "Explained", clusters: dict[str, str]) -> Iterator[str]:
    if explained.apart:
        yield f"{explained.ads[0]} and {explained.ads[1]} are in two clusters: no evidence that is used joins them."
    else:
        cluster = clusters[explained.ads[0]]
        yield f"{len(explained.ads)} ads of {cluster}, held together by {len(explained.links)} links:"
    for link in explained.links[:LINKS_SHOWN]:
        seen = (
            f", {link.first_seen:%Y-%m-%d} to {link.last_seen:%Y-%m-%d}" if link.first_seen and link.last_seen else ""
        )
        yield f"  {link.a} and {link.b}: {link.evidence}{seen}"
    if len(explained.links) > LINKS_SHOWN:
        yield f"  and {len(explained.links) - LINKS_SHOWN} more; --json gives all"
    if explained.unused:
        yield "Not used:"
    for unused in explained.unused:
        yield f"  {unused.sentence()}"
