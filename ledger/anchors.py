"""Anchors of the audit chain: its end at a moment, to be kept elsewhere.

In: the chain, lines of anchors. Out: an anchor; what an anchor finds that the chain alone cannot tell: rows cut off,
or a chain that was written anew from some row on. An anchor holds a place and a hash, and nothing of what was noted.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ledger.models import AuditEntry
from peil.errors import SourceError
from peil.records.plain import from_json, to_json


@dataclass(frozen=True, slots=True)
class Anchor:
    """The last row of the chain at a moment; 0 and empty where it had none."""

    seq: int
    digest: str
    at: datetime


def anchor(at: datetime) -> Anchor:
    """The end of the chain now."""
    last = AuditEntry.objects.order_by("-seq").first()
    return Anchor(last.seq, last.digest, at) if last else Anchor(0, "", at)


def write_anchor(made: Anchor) -> str:
    """The anchor as a line of JSON, without a line end."""
    return json.dumps(to_json(made), separators=(",", ":"))


def read_anchors(lines: Iterable[str], where: str) -> list[Anchor]:
    """The anchors of lines; raises SourceError at the line that is none."""
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(from_json(Anchor, json.loads(line)))
        except (ValueError, TypeError, AttributeError) as error:
            mend = "a line that `peil audit anchor` wrote would be right"
            raise SourceError(f"is no anchor ({error})", where=f"{where}:{number}", mend=mend) from error
    return found


def unanchored(anchors: Iterable[Anchor]) -> list[tuple[Anchor, str]]:
    """The anchors that do not hold, each with why: its row is gone, or is another."""
    wrong = []
    for one in anchors:
        row = AuditEntry.objects.filter(seq=one.seq).first() if one.seq else None
        if one.seq and row is None:
            wrong.append((one, "the row is gone: the chain was cut off"))
        elif row is not None and row.digest != one.digest:
            wrong.append((one, "the row is another: the chain was written anew"))
    return wrong
