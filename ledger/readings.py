"""The reader's side of the table: versions to read, images to fingerprint, and what came of them.

In: stamps of the code that reads, of the words that a site puts into its ads. Out: what is new or stamped older. Put
back whole or not at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from ledger import models
from ledger.changes import batches, next_change, touch_ads
from ledger.mentions import note_mentions
from peil.days import day_of
from peil.records.plain import from_json, to_json
from peil.records.read import AdText, Fingerprint, Reading
from peil.records.wiped import Subject


@dataclass(frozen=True, slots=True)
class StoredImage:
    """An image file in the evidence: `file` relative to the folder of runs, and the offset of its record."""

    sha256: str
    file: str
    offset: int


def versions_to_read(stamp: str, limit: int = 1000, site: str = "", after: str = "") -> list[AdText]:
    """Up to `limit` versions without a reading of this stamp, by id from `after` on; of one site, or of all."""
    rows = _unread(stamp, site).filter(id__gt=after).select_related("ad__site").order_by("id")
    return [_ad_text(row) for row in rows[:limit]]


def count_to_read(stamp: str, site: str) -> int:
    """How many versions of a site have no reading of this stamp."""
    return _unread(stamp, site).count()


def _unread(stamp: str, site: str) -> QuerySet[models.Version]:
    rows = models.Version.objects.exclude(reading__stamp=stamp)
    return rows.filter(ad__site=site) if site else rows


def sites_with_versions() -> list[str]:
    """The names of the sites of which any ad is kept."""
    return list(
        models.Site.objects.filter(ad__version__isnull=False).distinct().order_by("name").values_list("name", flat=True)
    )


def texts_of_site(site: str) -> Iterator[tuple[str, str]]:
    """Who placed it (the account, else the ad's own id) and the text, for every version of a site."""
    rows = models.Version.objects.filter(ad__site=site).order_by("id")
    for ad, account, text in rows.values_list("ad_id", "account", "text").iterator(chunk_size=2000):
        yield account or ad, text


@transaction.atomic
def put_readings(readings: Sequence[Reading], stamp: str) -> None:
    """Keep readings; the ads they belong to count as changed."""
    models.Reading.objects.bulk_create(
        [_reading_row(reading, stamp) for reading in readings],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["version"],
        update_fields=["stamp", "municipality", "certainty", "minor", "body"],
    )
    note_mentions(_numbers(readings))
    change = next_change()
    for batch in batches(reading.id for reading in readings):
        touch_ads(models.Version.objects.filter(id__in=batch).values_list("ad_id", flat=True), change)


def _numbers(readings: Sequence[Reading]) -> dict[str, list[Subject]]:
    """The numbers that each ad names, whatever their use."""
    found: dict[str, list[Subject]] = {}
    for reading in readings:
        if reading.phones:
            ad = reading.id.rpartition("@")[0]
            found.setdefault(ad, []).extend(Subject("number", phone.e164) for phone in reading.phones)
    return found


def reading_of(row: models.Reading) -> Reading:
    """The reading as a record."""
    return from_json(Reading, row.body)


def images_to_fingerprint(stamp: str, limit: int = 200) -> list[StoredImage]:
    """Up to `limit` images without a fingerprint of this stamp.

    Photos of an ad that ever stated a minor are left alone (charter 18).
    """
    rows = models.Image.objects.exclude(fingerprint__stamp=stamp)
    rows = rows.exclude(photo__version__ad__in=ads_stating_a_minor())
    return [StoredImage(row.sha256, row.file, row.offset) for row in rows.order_by("sha256")[:limit]]


def ads_stating_a_minor() -> QuerySet[models.Version, str]:
    """The ids of the ads of which any version states a minor, as a subquery: such a record stays closed.

    So do all ads of a cluster that a reviewer called urgent.
    """
    closed = Q(reading__minor=True)
    if urgent := list(urgent_clusters()):
        closed |= Q(ad__cluster_id__in=urgent)
    return models.Version.objects.filter(closed).values_list("ad_id", flat=True)


def urgent_clusters() -> QuerySet[models.Decision, str]:
    """The clusters that a reviewer called urgent, since they may be about a minor."""
    return models.Decision.objects.filter(kind="urgent", superseded_by=None).values_list("cluster", flat=True)


@transaction.atomic
def put_fingerprints(fingerprints: Sequence[Fingerprint], stamp: str) -> None:
    """Keep fingerprints."""
    models.Fingerprint.objects.bulk_create(
        [
            models.Fingerprint(
                image_id=made.sha256, stamp=stamp, pdq=made.pdq, quality=made.quality, body=to_json(made)
            )
            for made in fingerprints
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["image"],
        update_fields=["stamp", "pdq", "quality", "body"],
    )


def _ad_text(row: models.Version) -> AdText:
    return AdText(
        id=row.id,
        country=row.ad.site.country,
        title=row.title,
        text=row.text,
        phone=row.phone,
        city=row.city,
        address=row.address,
        age=row.age,
        price=tuple(row.price),
        website=row.website,
        url=row.ad.url,
        seen_on=day_of(row.first_seen),
    )


def _reading_row(reading: Reading, stamp: str) -> models.Reading:
    return models.Reading(
        version_id=reading.id,
        stamp=stamp,
        municipality=(reading.place.gm or "") if reading.place else "",
        certainty=reading.place.certainty if reading.place else "unknown",
        minor=reading.minor,
        body=to_json(reading),
    )
