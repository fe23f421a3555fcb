"""What is held of ads, whole, for whoever may see it: the subject (AVG article 15).

In: ad ids, cluster ids. Out: records of what stands. Never writes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ledger import models
from ledger.changes import batches
from ledger.readings import reading_of
from ledger.statements import statements_of


@dataclass(frozen=True, slots=True)
class HeldVersion:
    """What an ad said, the numbers that were read, how many photos it showed."""

    title: str
    text: str
    numbers: tuple[str, ...]
    photos: int


@dataclass(frozen=True, slots=True)
class HeldAd:
    """One ad with its versions, oldest first, and what its subject had noted of it."""

    id: str
    url: str
    first_seen: datetime
    last_seen: datetime
    versions: tuple[HeldVersion, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldFlag:
    """A flag of a cluster in which the ads are, its reasons in Dutch."""

    rule: str
    since: date
    state: str
    reasons: tuple[str, ...]


def held_ads(ads: Iterable[str]) -> list[HeldAd]:
    """The ads by id."""
    return [_held(row) for batch in batches(ads) for row in models.Ad.objects.filter(id__in=batch).order_by("id")]


def held_flags(clusters: Iterable[str]) -> list[HeldFlag]:
    """The flags of clusters, oldest first."""
    rows = [row for batch in batches(clusters) for row in models.Flag.objects.filter(cluster_id__in=batch)]
    rows.sort(key=lambda row: (row.since, row.id))
    return [
        HeldFlag(row.rule, row.since, row.state, tuple(reason["text_nl"] for reason in row.reasons)) for row in rows
    ]


def _held(row: models.Ad) -> HeldAd:
    versions = models.Version.objects.filter(ad=row).select_related("reading").order_by("first_seen", "id")
    said = tuple(one.text for one in statements_of([row.id]))
    return HeldAd(row.id, row.url, row.first_seen, row.last_seen, tuple(map(_version, versions)), said)


def _version(row: models.Version) -> HeldVersion:
    read = reading_of(row.reading).phones if hasattr(row, "reading") else ()
    photos = models.Photo.objects.filter(version=row).count()
    return HeldVersion(row.title, row.text, tuple(phone.e164 for phone in read), photos)
