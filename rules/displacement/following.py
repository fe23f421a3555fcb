"""Direct following: how many of the clusters that stood in a municipality stand in a new place afterwards.

In: active weeks, a window. Out: their share beside the usual share of clusters elsewhere, with Newcombe's interval of
the difference (Newcombe 1998, method 10). Only what kept its identity is followed: who came back under another number
and with other photos is not.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

import numpy as np
from scipy import stats

from peil.records.displaced import ActiveWeek, Following, Interval
from rules.displacement.weeks import Window


def following(rows: Iterable[ActiveWeek], window: Window, municipality: str, ring: Collection[str]) -> Following | None:
    """Who stood in the municipality before and elsewhere after; None where nobody stood there, or nobody elsewhere."""
    before, after = _places(rows, window)
    here = [cluster for cluster, places in before.items() if municipality in places]
    rest = [cluster for cluster, places in before.items() if not places & {municipality, *ring}]
    if not here or not rest:
        return None
    new = {cluster: after[cluster] - before[cluster] for cluster in before}
    followed = sum(bool(new[cluster]) for cluster in here)
    usual = sum(bool(new[cluster]) for cluster in rest)
    return Following(
        before=len(here),
        followed=followed,
        to_ring=sum(bool(new[cluster] & set(ring)) for cluster in here),
        share=followed / len(here),
        usual=usual / len(rest),
        difference=newcombe(followed, len(here), usual, len(rest)),
    )


def newcombe(hits: int, tries: int, other_hits: int, other_tries: int) -> Interval:
    """The difference of two shares with its 95 % interval, from two of Wilson's."""
    share, other = hits / tries, other_hits / other_tries
    one = stats.binomtest(hits, tries).proportion_ci(method="wilson")
    two = stats.binomtest(other_hits, other_tries).proportion_ci(method="wilson")
    difference = share - other
    low = difference - np.hypot(share - one.low, two.high - other)
    high = difference + np.hypot(one.high - share, other - two.low)
    return Interval(difference, float(low), float(high))


def _places(rows: Iterable[ActiveWeek], window: Window) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Cluster -> municipalities, before and after."""
    before: dict[str, set[str]] = defaultdict(set)
    after: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.week in window.before:
            before[row.cluster].add(row.municipality)
        elif row.week in window.after:
            after[row.cluster].add(row.municipality)
    return before, after
