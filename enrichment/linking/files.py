"""`peil link`: a file of ads to lines of clusters, evidence and hubs.

In: JSON lines as in the design's table, and decisions of people as JSON lines. Out: plain values, a cluster for each
line of the ads file, in its order. All mistakes of both files are told at once; nothing comes of a file with one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from enrichment.linking.linker import DEFAULTS, link
from enrichment.linking.options import LinkOptions
from enrichment.linking.rows import AdRow, DecisionRow, to_ad
from peil.errors import SourceError, SourceErrors
from peil.records.joined import Linked
from peil.records.plain import to_json

Row = TypeVar("Row", bound=BaseModel)

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """The linker's answer for a file; `ids` are the ads' ids line by line."""

    ids: tuple[str, ...]
    linked: Linked

    def cluster_lines(self) -> Iterator[dict[str, Any]]:
        """`{id, cluster, persona}` for each line of the ads file; persona is null where an ad shows none."""
        for name in self.ids:
            yield {
                "id": name,
                "cluster": self.linked.clusters[name],
                "persona": self.linked.personas[name] or None,
            }

    def link_lines(self) -> Iterator[dict[str, Any]]:
        """The evidence, a link a line."""
        return (to_json(found) for found in self.linked.links)

    def hub_lines(self) -> Iterator[dict[str, Any]]:
        """The quarantine, a hub a line."""
        return (to_json(hub) for hub in self.linked.hubs)


def link_file(path: Path, decisions: Path | None = None, options: LinkOptions = DEFAULTS) -> LinkedFile:
    """Link the ads of a file; raises SourceErrors with FILE:LINE for every line that is wrong."""
    mistakes: list[SourceError] = []
    rows = _read(path, AdRow, mistakes)
    said = _read(decisions, DecisionRow, mistakes) if decisions else []
    if mistakes:
        raise SourceErrors(mistakes)
    looks: dict[str, list[AdRow]] = {}
    for row in rows:
        looks.setdefault(row.id, []).append(row)
    at = max((row.seen_at for row in rows if row.seen_at), default=UNDATED)
    linked = link([to_ad(each) for each in looks.values()], {}, [row.to_decision() for row in said], at, options)
    return LinkedFile(tuple(row.id for row in rows), linked)


def _read(path: Path, kind: type[Row], mistakes: list[SourceError]) -> list[Row]:
    """The rows of a file; what is wrong is added to the mistakes. Empty lines are passed over."""
    rows: list[Row] = []
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    _read_line(line, kind, rows, mistakes, f"{path}:{number}")
    except OSError as error:
        mistakes.append(SourceError(f"cannot be read ({error.strerror})", where=str(path)))
    return rows


def _read_line(line: bytes, kind: type[Row], rows: list[Row], mistakes: list[SourceError], where: str) -> None:
    try:
        rows.append(kind.model_validate_json(line))
    except ValidationError as error:
        mistakes += (_mistake(dict(detail), where) for detail in error.errors(include_url=False))


def _mistake(detail: dict[str, Any], where: str) -> SourceError:
    place = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "json_invalid":
        return SourceError("not JSON", where=where, mend="one JSON object a line would be right")
    what = detail["msg"][:1].lower() + detail["msg"][1:]
    return SourceError(f"{place}: {what}" if place else what, where=where)
