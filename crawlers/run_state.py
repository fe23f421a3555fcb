"""What a finished run is worth: complete, short or failed, and how much of the usual it saw.

In: what it counted, its site's floor, the earlier complete runs. Out: a state with its reason, a share. Pure.
"""

from collections.abc import Sequence
from statistics import median

from crawlers.manifest import Counts
from peil.records.seen import RunState

_FAILED_SHARE = 0.02


def run_state(counts: Counts, floor: int, ended: str) -> tuple[RunState, str]:
    """The state and why; `ended` says why the crawl stopped before its end, empty where it did not."""
    if not counts.listing_pages:
        return "failed", ended or "no listing page could be read"
    if ended:
        return "short", ended
    if counts.present < floor:
        return "short", f"{counts.present} ads seen, the floor is {floor}"
    if counts.failed > max(1, _FAILED_SHARE * counts.listed):
        return "short", f"{counts.failed} of {counts.listed} listed ads gave no answer to keep"
    return "complete", ""


def usual_ads(complete: Sequence[int]) -> float | None:
    """The usual number of ads: the median over the earlier complete runs, None without one."""
    return float(median(complete)) if complete else None


def coverage(present: int, usual: float | None) -> float | None:
    """The share of the usual ads that a run saw, at most 1; None where nothing is usual yet."""
    return min(1.0, round(present / usual, 4)) if usual else None
