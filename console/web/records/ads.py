"""The ads of a cluster that somebody may see: a page of them, each with its versions and what changed between them.

In: a seen cluster. Out: ads ready to be drawn, numbers masked unless the whole is asked for. A few queries for all.
"""

import difflib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator

from console.web.masking import masked_field, masked_words
from console.web.records.reviewing import SeenCluster
from ledger import models
from ledger.readings import reading_of
from peil.municipalities import name_of
from peil.records.read import PhoneReading, Reading

PAGE = 10
_SHOWN_VERSIONS = 5


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; `how` is same, added or gone, against the version before."""

    how: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """What an ad said over a time."""

    title: str
    parts: tuple[Part, ...]
    first_seen: datetime
    last_seen: datetime
    price: str
    age: str
    place: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownAd:
    """One ad, its latest versions first; `older` are those not shown."""

    row: models.Ad
    versions: tuple[ShownVersion, ...]
    older: int


def ads_of(seen: SeenCluster, page: int, whole: bool) -> tuple[Page[models.Ad], list[ShownAd]]:
    """A page of the cluster's ads, last seen first."""
    rows = models.Ad.objects.filter(cluster_id=seen.id).order_by("-last_seen", "id")
    shown = Paginator(rows, PAGE).get_page(page)
    ads = list(shown.object_list)
    versions, photos = _versions(ads), {} if seen.urgent else _photos(ads)
    return shown, [_shown(ad, versions[ad.id], photos, whole) for ad in ads]


def _versions(ads: Sequence[models.Ad]) -> dict[str, list[models.Version]]:
    found: dict[str, list[models.Version]] = defaultdict(list)
    rows = models.Version.objects.filter(ad__in=ads).select_related("reading").order_by("last_seen", "id")
    for row in rows:
        found[row.ad_id].append(row)
    return found


def _photos(ads: Sequence[models.Ad]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    rows = models.Photo.objects.filter(version__ad__in=ads).order_by("version_id", "position")
    for version, image in rows.values_list("version_id", "image_id"):
        found[version].append(image)
    return found


def _shown(ad: models.Ad, rows: list[models.Version], photos: dict[str, list[str]], whole: bool) -> ShownAd:
    kept = rows[-_SHOWN_VERSIONS:]
    before = ["", *(_text(row, whole) for row in kept)]
    versions = [_version(row, was, photos.get(row.id, []), whole) for row, was in zip(kept, before, strict=False)]
    return ShownAd(ad, tuple(reversed(versions)), len(rows) - len(kept))


def _version(row: models.Version, was: str, photos: list[str], whole: bool) -> ShownVersion:
    read = _reading(row)
    return ShownVersion(
        title=row.title if whole else masked_field(row.title, read.phones, "title"),
        parts=tuple(differences(was, _text(row, whole))) if was else (Part("same", _text(row, whole)),),
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        price=" · ".join(masked_words(str(one)) for one in row.price),
        age=row.age,
        place=name_of(read.place.gm) if read.place and read.place.gm else row.city,
        photos=tuple(photos),
    )


def _text(row: models.Version, whole: bool) -> str:
    return row.text if whole else masked_field(row.text, _phones(row), "text")


def _phones(row: models.Version) -> tuple[PhoneReading, ...]:
    return _reading(row).phones


def _reading(row: models.Version) -> Reading:
    return reading_of(row.reading) if hasattr(row, "reading") else Reading(id=row.id)


def differences(before: str, after: str) -> list[Part]:
    """What changed from one text to the next, by words."""
    old, new = before.split(), after.split()
    parts: list[Part] = []
    for how, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            parts.append(Part("same", " ".join(new[c:d])))
            continue
        parts += [Part("gone", " ".join(old[a:b]))] if a < b else []
        parts += [Part("added", " ".join(new[c:d]))] if c < d else []
    return parts
