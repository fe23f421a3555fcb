"""How long what is kept, by class: which sightings and flags are past their period, and which stay and why.

In: periods in days and a moment. Out: sightings and flags that go, counts of what stays. The first class that holds
for an ad counts: a confirmed case, an open flag, a licence that matches exactly, everything else. Only looks.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import QuerySet

from ledger import models
from ledger.doomed import Look

OPEN, CONFIRMED = "open flag", "confirmed case"


@dataclass(frozen=True, slots=True)
class Periods:
    """Days of each class (charter 16)."""

    sightings: int
    licensed: int
    dismissed: int
    open: int
    confirmed: int


@dataclass
class Aged:
    """What is past its period, by site, and why; `kept` counts older sightings that stay, by the reason."""

    looks: dict[str, list[Look]] = field(default_factory=dict)
    why: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)


def aged(periods: Periods, at: datetime) -> Aged:
    """Every sighting past its period."""
    found = Aged()
    confirmed, opened = _confirmed_clusters(periods, at), _open_clusters()
    oldest = at - timedelta(days=min(periods.sightings, periods.licensed, periods.open))
    for look, seen_at, cluster, match in _older(oldest):
        why, days = _class(periods, cluster in confirmed, cluster in opened, match == "exact")
        if days is None or seen_at >= at - timedelta(days=days):
            if why in (OPEN, CONFIRMED) and seen_at < at - timedelta(days=periods.sightings):
                found.kept[why] += 1
            continue
        found.why[why] += 1
        found.looks.setdefault(look.ad.partition(":")[0], []).append(look)
    return found


def dismissed_flags(periods: Periods, at: datetime) -> set[str]:
    """Flags that were dismissed longer ago than their period, and did not come back since."""
    until = at - timedelta(days=periods.dismissed)
    rows = models.Decision.objects.filter(kind="dismiss", superseded_by=None, at__lt=until)
    return {
        flag
        for row in rows
        for flag in models.Flag.objects.filter(
            cluster_id=row.cluster, rule=row.rule, municipality=row.municipality, persona=row.persona
        )
        .exclude(state="open")
        .values_list("id", flat=True)
    }


def ended_clusters(before: datetime) -> set[str]:
    """Clusters that ended before a moment and hold no ad."""
    rows = models.Cluster.objects.filter(ended_at__lt=before, ad__isnull=True)
    return set(rows.values_list("id", flat=True))


def old_troubles(before: datetime) -> "QuerySet[models.Trouble]":
    """Troubles that were last met before a moment."""
    return models.Trouble.objects.filter(last_seen__lt=before)


def _class(periods: Periods, confirmed: bool, opened: bool, licensed: bool) -> tuple[str, int | None]:
    if confirmed:
        return CONFIRMED, None
    if opened:
        return OPEN, periods.open
    return ("licensed premises", periods.licensed) if licensed else ("sightings and evidence", periods.sightings)


def _older(than: datetime) -> Iterator[tuple[Look, datetime, str, str]]:
    rows = models.Sighting.objects.filter(seen_at__lt=than)
    columns = ("id", "ad_id", "run_id", "version_id", "file", "offset", "seen_at")
    joined = ("ad__cluster_id", "ad__cluster__licence_match")
    for row in rows.values_list(*columns, *joined).iterator(chunk_size=5000):
        pk, ad, run, version, file, offset, seen_at, cluster, match = row
        yield Look(pk, ad, run, version or "", file, offset or 0), seen_at, cluster or "", match or ""


def _open_clusters() -> set[str]:
    return set(models.Flag.objects.filter(state="open").values_list("cluster_id", flat=True))


def _confirmed_clusters(periods: Periods, at: datetime) -> set[str]:
    since = at - timedelta(days=periods.confirmed)
    rows = models.Decision.objects.filter(kind="confirm", superseded_by=None, at__gte=since)
    return set(rows.values_list("cluster", flat=True))
