"""Pairs of image files that show one photo, as they were decided, and what was known when they were.

In: pairs with the stamp of the code that decided. Out: the same pairs, and the fingerprints that new photos are held
against; erasing leaves neither. Pairs of an older stamp are not told; they go when their images are decided anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from ledger import models
from ledger.changes import batches, next_change, touch_ads
from ledger.readings import ads_stating_a_minor
from peil.records.plain import from_json
from peil.records.read import Fingerprint


@dataclass(frozen=True, slots=True)
class StoredPair:
    """Two image files by hash (`a` < `b`), how they show one photo, PDQ's distance, and what bears it."""

    a: str
    b: str
    how: str
    distance: int
    evidence: dict[str, Any]


def known_prints(stamp: str) -> dict[str, Fingerprint]:
    """The fingerprints of this stamp that hold hashes, by the hash of the file.

    None of an ad that stated a minor, and none of what is left out.
    """
    rows = models.Fingerprint.objects.filter(stamp=stamp, image__leftout=None).exclude(pdq="")
    rows = rows.exclude(image__photo__version__ad__in=ads_stating_a_minor())
    return {
        name: from_json(Fingerprint, body) for name, body in rows.order_by("image_id").values_list("image_id", "body")
    }


@transaction.atomic
def put_photo_pairs(decided: Sequence[str], pairs: Sequence[StoredPair], stamp: str) -> None:
    """Keep the pairs of images that were decided now, instead of those of another stamp that stood for them.

    Pairs with an image that was erased meanwhile are left out.
    """
    for batch in batches(decided):
        older = models.PhotoPair.objects.exclude(stamp=stamp)
        older.filter(Q(a__in=batch) | Q(b__in=batch)).delete()
    known = _known_images(name for pair in pairs for name in (pair.a, pair.b))
    rows = [
        models.PhotoPair(a_id=p.a, b_id=p.b, stamp=stamp, how=p.how, distance=p.distance, evidence=p.evidence)
        for p in pairs
        if {p.a, p.b} <= known
    ]
    models.PhotoPair.objects.bulk_create(
        rows,
        batch_size=300,
        update_conflicts=True,
        unique_fields=["a", "b"],
        update_fields=["stamp", "how", "distance", "evidence"],
    )


def photo_pairs(stamp: str) -> list[StoredPair]:
    """All pairs of this stamp, in order."""
    rows = models.PhotoPair.objects.filter(stamp=stamp).order_by("a_id", "b_id")
    return [StoredPair(row.a_id, row.b_id, row.how, row.distance, row.evidence) for row in rows]


@transaction.atomic
def forget_image(name: str) -> bool:
    """Leave nothing of an image file: where it was shown, its fingerprint, its pairs; False where it was not known.

    The ads that showed it count as changed.
    """
    row = models.Image.objects.filter(sha256=name).first()
    if row is None:
        return False
    shown = list(models.Version.objects.filter(photo__image=row).values_list("ad_id", flat=True))
    row.delete()
    touch_ads(shown, next_change())
    return True


def _known_images(names: Iterable[str]) -> set[str]:
    found = (models.Image.objects.filter(sha256__in=batch) for batch in batches(names))
    return {name for rows in found for name in rows.values_list("sha256", flat=True)}
