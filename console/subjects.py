"""Whom a request is about, as a person gives it, and every ad that is about them.

In: a number, an address, a photo file or an account. Out: subjects, ads, the exports and cases they are in. Only looks.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from crawlers.addresses import plain_address
from enrichment.phones import read_number
from enrichment.step import photos_showing
from ledger import models
from ledger.changes import batches
from ledger.decisions import decided_flags
from ledger.doomed import Doomed, doom_ads
from ledger.mentions import ads_naming, named_by
from ledger.police_exports import all_exports
from peil.errors import SourceError
from peil.records.exported import ExportRequest
from peil.records.wiped import Subject


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person gave; exactly one of them."""

    number: str = ""
    url: str = ""
    photo: Path | None = None
    account: str = ""

    def subject(self) -> Subject:
        """The subject; raises SourceError where it is none, or where one was not given."""
        given = [name for name in ("number", "url", "photo", "account") if getattr(self, name)]
        if len(given) != 1:
            mend = "one of --number, --url, --photo and --account would be right"
            raise SourceError("who is meant?" if not given else "several were given", mend=mend)
        if self.number:
            return Subject("number", _number(self.number))
        if self.photo:
            return Subject("photo", _sha256(self.photo))
        return Subject("url", plain_address(self.url)) if self.url else Subject("account", _account(self.account))


@dataclass(frozen=True)
class Found:
    """Everything that is about a subject."""

    subject: Subject
    ads: frozenset[str]
    doomed: Doomed
    clusters: frozenset[str]
    confirmed: frozenset[str]
    exports: tuple[ExportRequest, ...]


def find(subject: Subject, copies: Iterable[str] = ()) -> Found:
    """What the ledger holds of a subject, and which files that went out speak of it.

    `copies` are files that show the same photo as the subject's, by SHA-256.
    """
    every = [subject, *(Subject("photo", sha256) for sha256 in copies)]
    ads = frozenset(ad for one in every for ad in ads_naming(one))
    clusters = {
        cluster
        for batch in batches(ads)
        for cluster in models.Ad.objects.filter(id__in=batch).values_list("cluster_id", flat=True)
        if cluster
    }
    said = decided_flags()
    rows = (models.Flag.objects.filter(cluster_id__in=batch) for batch in batches(clusters))
    confirmed = {row.cluster_id for found in rows for row in found if said.get(row.id) == "confirmed"}
    exports = tuple(one for one in all_exports() if clusters & set(one.clusters))
    return Found(subject, ads, doom_ads(ads), frozenset(clusters), frozenset(confirmed), exports)


def copies_of(runs: Path, photo: Path | None) -> list[str]:
    """The image files that show the photo in a file, however it was saved anew."""
    return photos_showing(runs, photo.read_bytes()) if photo else []


def own_subjects(found: Found) -> list[Subject]:
    """Whom to keep out so that these ads do not come back: what the subject shares with nobody else's ads."""
    own = {found.subject}
    own |= {Subject("photo", sha256) for sha256 in found.doomed.images}
    for batch in batches(found.ads):
        for row in models.Ad.objects.filter(id__in=batch):
            own.add(Subject("url", plain_address(row.url)))
            if row.account:
                own |= _if_own(Subject("account", f"{row.site_id}:{row.account}"), found.ads)
    for number in named_by(found.ads, "number"):
        own |= _if_own(Subject("number", number), found.ads)
    return sorted(own, key=lambda one: (one.kind, one.value))


def _if_own(subject: Subject, ads: Iterable[str]) -> set[Subject]:
    return {subject} if ads_naming(subject) <= set(ads) else set()


def _number(said: str) -> str:
    found = read_number(said)
    if found is None:
        raise SourceError("is no number", where="--number", mend="one such as 06-12345678 or +32… would be right")
    return found


def _account(said: str) -> str:
    site, colon, name = said.partition(":")
    if not (site and colon and name):
        raise SourceError("is no account", where="--account", mend="site:account would be right")
    return said


def _sha256(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})", where=str(file)) from error
