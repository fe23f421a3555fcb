"""Clusters with their ads as they stand: each by its latest version, what was read from it, and its photos.

In: cluster ids. Out: their members, a few queries for all. Never writes.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from ledger import models
from ledger.changes import batches
from ledger.readings import ads_stating_a_minor, reading_of
from ledger.statements import held_back
from peil.records.read import Reading

_BUSINESS_KINDS = 2


@dataclass(frozen=True, slots=True)
class Member:
    """One ad of a cluster by its latest version; `minor` where any version of it stated a minor (charter 18).

    `photos` are the hashes of its image files and of those that show the same photo.
    """

    ad: models.Ad
    version: models.Version | None
    reading: Reading
    minor: bool
    images: int = 0
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Members:
    """All ads of one cluster, and what they say together."""

    members: list[Member] = field(default_factory=list)

    @property
    def minor(self) -> bool:
        """Whether one of the ads states a minor."""
        return any(member.minor for member in self.members)

    @property
    def home_work(self) -> bool | None:
        """False only where an ad says so or two kinds of business sign stand; True where an ad says home."""
        kinds = {sign.kind for member in self.members for sign in member.reading.signs}
        said = {member.reading.home for member in self.members}
        if False in said or len(kinds - {"minor"}) >= _BUSINESS_KINDS:
            return False
        return True if True in said else None


def members_of(clusters: Iterable[str]) -> dict[str, Members]:
    """The members of each cluster, by ad id."""
    found: dict[str, Members] = defaultdict(Members)
    for batch in batches(clusters):
        ads = list(models.Ad.objects.filter(cluster_id__in=batch).exclude(id__in=held_back()).order_by("id"))
        latest = _latest_versions(ad.id for ad in ads)
        images = _images(version.id for version in latest.values())
        copies = _copies(image for shown in images.values() for image in shown)
        minors = set(models.Ad.objects.filter(id__in=ads_stating_a_minor(), cluster_id__in=batch))
        for ad in ads:
            version = latest.get(ad.id)
            read = reading_of(version.reading) if version and hasattr(version, "reading") else Reading(id=ad.id)
            shown = images[version.id] if version else []
            photos = {*shown, *(copy for image in shown for copy in copies.get(image, ()))}
            member = Member(ad, version, read, ad in minors, len(shown), tuple(sorted(photos)))
            found[ad.cluster_id or ""].members.append(member)
    return found


def _latest_versions(ads: Iterable[str]) -> dict[str, models.Version]:
    found: dict[str, models.Version] = {}
    for batch in batches(ads):
        rows = models.Version.objects.filter(ad_id__in=batch).select_related("reading")
        found |= {row.ad_id: row for row in rows.order_by("last_seen", "id")}
    return found


def _images(versions: Iterable[str]) -> dict[str, list[str]]:
    """The image files that each version shows."""
    found: dict[str, list[str]] = defaultdict(list)
    for batch in batches(versions):
        for version, image in models.Photo.objects.filter(version_id__in=batch).values_list("version_id", "image_id"):
            found[version].append(image)
    return found


def _copies(images: Iterable[str]) -> dict[str, set[str]]:
    """Image file -> the files that show the same photo."""
    found: dict[str, set[str]] = defaultdict(set)
    for batch in batches(images):
        pairs = models.PhotoPair.objects.filter(Q(a__in=batch) | Q(b__in=batch))
        for a, b in pairs.values_list("a_id", "b_id"):
            found[a].add(b)
            found[b].add(a)
    return found
