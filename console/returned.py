"""Whoever stays out and is in the ledger nevertheless: in a backup that was restored, or in runs from elsewhere.

In: the list of those who stay out. Out: the ads of the ledger that are about one of them. Only looks.
"""

from collections.abc import Iterator

from crawlers.addresses import plain_address
from ledger import models
from ledger.mentions import ads_naming
from peil.kept_out import KeptOut, read_kept_out
from peil.records.wiped import Subject
from peil.settings import Settings


def ads_of_those_who_stay_out(deployment: Settings) -> set[str]:
    """The ids of their ads."""
    out = read_kept_out(deployment.data, deployment.kept_out_key_file)
    return {ad for subject in _standing(out) if out.has(subject.kind, subject.value) for ad in _ads(subject)}


def _ads(subject: Subject) -> set[str]:
    if subject.kind == "url":
        return {row.id for row in models.Ad.objects.filter(url=subject.value)} | ads_naming(subject)
    return ads_naming(subject)


def _standing(out: KeptOut) -> Iterator[Subject]:
    """Every subject in the ledger, of the kinds that anybody is kept out by."""
    if "number" in out.kinds:
        rows = models.Mention.objects.filter(kind="number").values_list("value", flat=True).distinct()
        yield from (Subject("number", value) for value in rows.iterator(chunk_size=5000))
    if "photo" in out.kinds:
        images = models.Image.objects.values_list("sha256", flat=True)
        yield from (Subject("photo", sha256) for sha256 in images.iterator(chunk_size=5000))
    for site, account, url in models.Ad.objects.values_list("site_id", "account", "url").iterator(chunk_size=5000):
        if account:
            yield Subject("account", f"{site}:{account}")
        yield Subject("url", plain_address(url))
