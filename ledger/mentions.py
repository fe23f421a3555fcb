"""The way from a subject to the ads that name it, kept up as ads are taken in and read.

In: ads with the numbers, accounts and addresses they name; a subject. Out: ids of ads. An account and an address are
found again by their SHA-256, so that the index holds neither.
"""

import hashlib
from collections.abc import Iterable, Mapping

from django.db.models import Q

from ledger import models
from ledger.changes import batches
from peil.records.wiped import Subject, SubjectKind


def mention_value(subject: Subject) -> str:
    """How a subject stands in the index."""
    return subject.value if subject.kind == "number" else hashlib.sha256(subject.value.encode()).hexdigest()


def note_mentions(named: Mapping[str, Iterable[Subject]]) -> None:
    """Keep which ads name whom."""
    rows = [
        models.Mention(ad_id=ad, kind=one.kind, value=mention_value(one))
        for ad, found in named.items()
        for one in found
    ]
    models.Mention.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


def ads_naming(subject: Subject) -> set[str]:
    """The ads that name a subject in any version; of a photo those that show the file, or another file of the photo."""
    if subject.kind == "photo":
        return _ads_showing(_same_photo(subject.value))
    rows = models.Mention.objects.filter(kind=subject.kind, value=mention_value(subject))
    return set(rows.values_list("ad_id", flat=True))


def named_by(ads: Iterable[str], kind: SubjectKind) -> set[str]:
    """What these ads name, as it stands in the index."""
    return {
        value
        for batch in batches(ads)
        for value in models.Mention.objects.filter(ad_id__in=batch, kind=kind).values_list("value", flat=True)
    }


def _same_photo(sha256: str) -> set[str]:
    """The file and all that were decided to show the same photo, however many steps away."""
    found, asked = {sha256}, {sha256}
    while asked:
        pairs = models.PhotoPair.objects.filter(Q(a__in=asked) | Q(b__in=asked)).values_list("a_id", "b_id")
        asked = {name for pair in pairs for name in pair} - found
        found |= asked
    return found


def _ads_showing(images: set[str]) -> set[str]:
    return set(models.Version.objects.filter(photo__image__in=images).values_list("ad_id", flat=True))
