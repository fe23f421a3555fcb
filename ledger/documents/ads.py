"""An ad as each municipality that it names sees it."""

from collections.abc import Iterator

from ledger import models
from ledger.documents.form import Document, channels_of, dutch_places
from ledger.members import Member, Members, members_of
from peil.records.published import PublishedAd, PublishedPhone

PHOTO_HEAD = 16


def ad_documents(since: int) -> Iterator[Document]:
    """One document an ad and Dutch municipality it offers in."""
    for together in members_of(models.Cluster.objects.filter(change__gt=since).values_list("id", flat=True)).values():
        for member in together.members:
            yield from _ad_documents(member, together)


def _ad_documents(member: Member, together: Members) -> Iterator[Document]:
    ad, version, read = member.ad, member.version, member.reading
    for gm in dutch_places(read):
        record = PublishedAd(
            key=ad.id,
            municipality=gm,
            change=0,
            id=ad.id,
            site=ad.site_id,
            ref=ad.ref,
            url=ad.url,
            cluster=ad.cluster_id or "",
            persona=ad.persona,
            title="" if member.minor or not version else version.title,
            text="" if member.minor or not version else version.text,
            price_cents=min((price.cents for price in read.prices), default=None),
            age=read.age,
            place=read.place.name if read.place else "",
            certainty=read.place.certainty if read.place else "unknown",
            address=read.address,
            home_work=together.home_work,
            phones=tuple(PublishedPhone(phone.e164, phone.use, phone.raw) for phone in read.phones),
            images=member.images,
            photos=() if member.minor else tuple(sorted({photo[:PHOTO_HEAD] for photo in member.photos})),
            channels=() if member.minor else channels_of(read),
            first_seen=ad.first_seen,
            last_seen=ad.last_seen,
            status=ad.status,  # type: ignore[arg-type]  # written from a Status
            possible_minor=member.minor,
        )
        yield Document(record, ad.id)
