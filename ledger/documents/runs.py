"""Runs, and what stood on each site in each municipality on each day, with the coverage of the run."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from ledger import models
from ledger.documents.form import Document
from peil.days import day_of
from peil.records.published import PublishedDay, PublishedRun


def run_documents(since: int) -> Iterator[Document]:
    """One document a run."""
    for row in models.Run.objects.filter(change__gt=since).order_by("id"):
        yield Document(
            PublishedRun(
                key=row.id,
                change=0,
                site=row.site_id,
                started_at=row.started_at,
                finished_at=row.finished_at,
                state=row.state,  # type: ignore[arg-type]  # written from a RunState
                ads=row.ads_present,
                coverage=row.coverage,
                errors=row.errors,
            ),
            row.id,
        )


def day_documents() -> Iterator[Document]:
    """One document a day, site and municipality: what stood there, with the run's coverage."""
    rows = models.Sighting.objects.filter(status="present").values_list(
        "seen_at",
        "ad_id",
        "ad__site_id",
        "ad__cluster_id",
        "version__reading__municipality",
        "run__coverage",
        "ad__first_seen",
    )
    ads: dict[tuple[date, str, str], set[str]] = defaultdict(set)
    clusters: dict[tuple[date, str, str], set[str]] = defaultdict(set)
    coverage: dict[tuple[date, str], float | None] = {}
    new: dict[tuple[date, str, str], set[str]] = defaultdict(set)
    for seen_at, ad, site, cluster, gm, share, first in rows.iterator(chunk_size=5000):
        place = (day_of(seen_at), site, gm or "")
        ads[place].add(ad)
        if seen_at == first:
            new[place].add(ad)
        clusters[place].add(cluster or ad)
        coverage[place[:2]] = share
    for (day, site, gm), found in ads.items():
        record = PublishedDay(
            key=f"{day}|{site}|{gm}",
            municipality=gm,
            change=0,
            day=day,
            site=site,
            ads=len(found),
            clusters=len(clusters[day, site, gm]),
            coverage=coverage[day, site],
            new=len(new[day, site, gm]),
        )
        yield Document(record, record.key)
