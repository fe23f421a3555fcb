"""Change numbers: one ledger-wide sequence that only grows, and is taken inside the transaction it numbers.

The counter's row stays locked until commit, so numbers become visible in their order and no reader skips one.
"""

from collections.abc import Iterable

from django.db.models import F

from ledger.models import Ad, Cluster, Counter, Flag

_NAME = "changes"


def next_change() -> int:
    """The next change number. Must be called inside a transaction."""
    return lock(_NAME)


def lock(name: str) -> int:
    """Count a counter up and hold its row until the transaction ends; returns the number reached."""
    if not Counter.objects.filter(name=name).update(value=F("value") + 1):
        Counter.objects.get_or_create(name=name)
        Counter.objects.filter(name=name).update(value=F("value") + 1)
    return Counter.objects.get(name=name).value


def touch_ads(ads: Iterable[str], change: int) -> None:
    """Mark ads, and the clusters they belong to, as changed."""
    for batch in batches(ads):
        Ad.objects.filter(id__in=batch).update(change=change)
        Cluster.objects.filter(ad__id__in=batch).update(change=change)


def touch_clusters(clusters: Iterable[str], change: int) -> None:
    """Mark clusters as changed."""
    for batch in batches(clusters):
        Cluster.objects.filter(id__in=batch).update(change=change)


def touch_flags(flags: Iterable[str], change: int) -> None:
    """Mark flags, and the clusters they are about, as changed."""
    for batch in batches(flags):
        Flag.objects.filter(id__in=batch).update(change=change)
        Cluster.objects.filter(flag__id__in=batch).update(change=change)


def batches(values: Iterable[str], size: int = 500) -> Iterable[list[str]]:
    """The distinct values in sorted batches, small enough for one statement on either database."""
    ordered = sorted(set(values))
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]
