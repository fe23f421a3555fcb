"""A move: somebody who stood in one municipality stands in another; what the judge gives and the documents show."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Move:
    """From the last day in one place to the first day in the next, and on how many days it was seen there.

    `key` is stable for a cluster, whoever of it moved and the day; `persona` is empty where none was told apart. Places
    are GM codes or foreign ones (`BE:…`).
    """

    key: str
    cluster: str
    persona: str
    from_gm: str
    to_gm: str
    left: date
    came: date
    days: int
