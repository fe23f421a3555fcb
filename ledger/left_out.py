"""Pictures that are left out of linking as a site's own: which, since when, and why.

In: who shows which image file; what was found of it. Out: the files that are left out, and what a person may see of
them. Once left out a file stays so until a person says that it is no hub.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from ledger import models
from ledger.changes import batches
from ledger.joining import link_decisions
from ledger.readings import ads_stating_a_minor
from peil.records.joined import Showing
from peil.records.plain import from_json
from peil.records.read import Fingerprint, Reading


@dataclass(frozen=True, slots=True)
class LeftOutImage:
    """An image file that is left out: since when and why, how many ads show it, and at which address for one."""

    sha256: str
    since: datetime
    reason: str
    ads: int
    url: str


def shown_by_many(least: int) -> list[str]:
    """The image files that at least so many ads show."""
    return sorted(image for image, ads in _ads_showing().items() if ads >= least)


def _ads_showing() -> dict[str, int]:
    rows = models.Photo.objects.exclude(version__ad__in=ads_stating_a_minor()).order_by()
    return dict(rows.values_list("image").annotate(Count("version__ad", distinct=True)))


def showings(images: Iterable[str]) -> list[Showing]:
    """Every ad that shows one of some image files."""
    return [showing for batch in batches(images) for showing in _showings(batch)]


def _showings(images: list[str]) -> list[Showing]:
    rows = models.Photo.objects.filter(image__in=images).exclude(version__ad__in=ads_stating_a_minor())
    told = rows.order_by("id").values_list(
        "image", "version__ad__site", "version__ad", "version__account", "version__reading__body"
    )
    return list({Showing(*row[:4], _numbers(row[4])): None for row in told})


def _numbers(body: object) -> tuple[str, ...]:
    reading = from_json(Reading, body) if isinstance(body, dict) else Reading(id="")
    return tuple(phone.e164 for phone in reading.phones if phone.use == "links")


def left_out_images() -> set[str]:
    """The image files that are left out."""
    return set(models.LeftOut.objects.values_list("image", flat=True))


def left_out_prints(stamp: str) -> dict[str, Fingerprint]:
    """The fingerprints of this stamp of the files that are left out."""
    rows = models.Fingerprint.objects.filter(stamp=stamp, image__leftout__isnull=False).exclude(pdq="")
    return {name: from_json(Fingerprint, body) for name, body in rows.order_by("image").values_list("image", "body")}


@transaction.atomic
def leave_out(found: Mapping[str, str], at: datetime) -> set[str]:
    """Leave image files out, each with its reason; their pairs go. Returns those that were not left out before.

    What a person said is no hub is not left out.
    """
    new = set(found) - left_out_images() - _said_to_join()
    models.LeftOut.objects.bulk_create(
        [models.LeftOut(image_id=name, since=at, reason=found[name]) for name in sorted(new)], batch_size=300
    )
    for batch in batches(new):
        models.PhotoPair.objects.filter(Q(a__in=batch) | Q(b__in=batch)).delete()
    return new


@transaction.atomic
def take_back() -> int:
    """Of what is left out let go what a person said is no hub: it counts as not fingerprinted; returns how many."""
    back = left_out_images() & _said_to_join()
    for batch in batches(back):
        models.LeftOut.objects.filter(image__in=batch).delete()
        models.Fingerprint.objects.filter(image__in=batch).update(stamp="")
    return len(back)


def left_out() -> list[LeftOutImage]:
    """All that is left out, the oldest first."""
    count = _ads_showing()
    return [
        LeftOutImage(row.image_id, row.since, row.reason, count.get(row.image_id, 0), _address(row.image_id))
        for row in models.LeftOut.objects.order_by("since", "image")
    ]


def _address(image: str) -> str:
    return models.Photo.objects.filter(image=image).order_by("id").values_list("url", flat=True).first() or ""


def _said_to_join() -> set[str]:
    """The files whose hash a person last said is no hub."""
    said = {one.value.lower(): one.kind == "not a hub" for one in link_decisions() if one.identifier_kind == "image"}
    hashes = [value for value, joins in said.items() if joins]
    return set(models.Fingerprint.objects.filter(pdq__in=hashes).values_list("image", flat=True))
