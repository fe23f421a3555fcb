"""The reader's side of the table: versions to read, images to fingerprint, and what came of them.

In: a stamp of the code that reads. Out: what is new or stamped older. Put back whole or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from ledger import models
from ledger.changes import batches, next_change, touch_ads
from peil.records.plain import from_json, to_json
from peil.records.read import AdText, Fingerprint, Reading


@dataclass(frozen=True, slots=True)
class StoredImage:
    """An image file in the evidence: `file` relative to the folder of runs, and the offset of its record."""

    sha256: str
    file: str
    offset: int


def versions_to_read(stamp: str, limit: int = 1000) -> list[AdText]:
    """Up to `limit` versions without a reading of this stamp; the id is the version's."""
    rows = models.Version.objects.exclude(reading__stamp=stamp).select_related("ad__site").order_by("id")
    return [_ad_text(row) for row in rows[:limit]]


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
    change = next_change()
    for batch in batches(reading.id for reading in readings):
        touch_ads(models.Version.objects.filter(id__in=batch).values_list("ad_id", flat=True), change)


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
    """The ids of the ads of which any version states a minor, as a subquery: such a record stays closed."""
    return models.Version.objects.filter(reading__minor=True).values_list("ad_id", flat=True)


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
