"""What a finished run is worth: complete, short or failed, and how much of the usual it saw.

In: what it counted, why it ended early, what its monitors found. Out: a state with its reason, a share. Pure.
"""

from collections.abc import Sequence

from crawlers.manifest import Counts
from peil.records.seen import RunState


def run_state(counts: Counts, ended: str, findings: Sequence[str]) -> tuple[RunState, str]:
    """The state and why; `ended` says why the crawl stopped before its end, empty where it did not."""
    if not counts.listing_pages:
        return "failed", ended or "no listing page could be read"
    why = "; ".join(filter(None, (ended, *findings)))
    return ("short", why) if why else ("complete", "")


def coverage(present: int, usual: float | None) -> float | None:
    """The share of the usual ads that a run saw, at most 1; None where nothing is usual yet."""
    return min(1.0, round(present / usual, 4)) if usual else None
