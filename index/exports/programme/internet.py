"""The role of the internet: what each site carries, and how fast supply stands elsewhere when one closes.

In: ads by week, weeks in which each site was seen. Out: one row a site. Pure; no id of a cluster leaves it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from peil.records.counted import AdWeek
from peil.records.displaced import SeenWeek

_WEEK = timedelta(days=7)
_GONE_WEEKS = 2
AFTER = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class SiteRole:
    """A site over a span: weeks seen, clusters in its last week seen, the share of these on other sites too.

    `closed` says that it was not seen in the last two weeks or more, while others were; then `moved` gives, by number
    of weeks after, the share of the clusters that stood nowhere else and then did. None where too few can be told.
    """

    site: str
    first: date
    last: date
    clusters: int | None
    elsewhere: float | None
    closed: bool
    moved: Mapping[int, float | None]


def site_roles(ads: Iterable[AdWeek], seen: Sequence[SeenWeek], k: int) -> list[SiteRole]:
    """One row a site that was seen, by name."""
    standing: dict[tuple[str, date], set[str]] = defaultdict(set)
    for ad in ads:
        standing[ad.site, ad.week].add(ad.cluster)
    weeks: dict[str, list[date]] = defaultdict(list)
    for one in seen:
        weeks[one.site].append(one.week)
    end = max((one.week for one in seen), default=date.min)
    return [_role(site, sorted(weeks[site]), end, standing, k) for site in sorted(weeks)]


def _role(
    site: str, weeks: Sequence[date], end: date, standing: Mapping[tuple[str, date], set[str]], k: int
) -> SiteRole:
    last = weeks[-1]
    here, others = standing.get((site, last), set()), _others(site, last, standing)
    only, both = here - others, here & others
    closed = end - last >= _GONE_WEEKS * _WEEK
    moved = {after: _moved(site, only, last, last + after * _WEEK, standing, k) for after in AFTER} if closed else {}
    return SiteRole(
        site=site,
        first=weeks[0],
        last=last,
        clusters=len(here) if len(here) >= k else None,
        elsewhere=_share(len(both), len(here), k),
        closed=closed,
        moved=moved,
    )


def _moved(
    site: str, only: set[str], last: date, until: date, standing: Mapping[tuple[str, date], set[str]], k: int
) -> float | None:
    """Of the clusters that stood here alone, the share that stood elsewhere in a week after `last`, up to `until`."""
    found = {
        cluster
        for (other, week), clusters in standing.items()
        if other != site and last < week <= until
        for cluster in clusters
    }
    return _share(len(only & found), len(only), k)


def _others(site: str, week: date, standing: Mapping[tuple[str, date], set[str]]) -> set[str]:
    return {
        cluster for (other, at), clusters in standing.items() if other != site and at == week for cluster in clusters
    }


def _share(part: int, whole: int, k: int) -> float | None:
    """The share in whole hundredths; None where either side of it is of fewer than k, unless nobody is there."""
    return (
        round(part / whole, 2) if whole >= k and all(side == 0 or side >= k for side in (part, whole - part)) else None
    )
