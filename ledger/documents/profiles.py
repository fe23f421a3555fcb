"""A cluster as each municipality that its ads name sees it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from ledger import models
from ledger.changes import batches
from ledger.documents.form import Document, channels_of, dutch_places
from ledger.members import Member, Members, members_of
from peil.days import end_of
from peil.municipalities import name_of
from peil.records.published import PublishedProfile

ACTIVE_DAYS = 14
_TITLES = 5


def profile_documents(since: int, on: date) -> Iterator[Document]:
    """One document a cluster and Dutch municipality it offers in; ended clusters have none."""
    clusters = {row.id: row for row in models.Cluster.objects.filter(change__gt=since, ended_at=None)}
    fading = end_of(on) - timedelta(days=ACTIVE_DAYS)
    fading_rows = models.Projection.objects.filter(kind="profiles", body__active=True)
    stale = {row.owner for row in fading_rows if row.body["last_seen"] < fading.isoformat().replace("+00:00", "Z")}
    clusters |= {row.id: row for batch in batches(stale) for row in models.Cluster.objects.filter(id__in=batch)}
    flags = _open_flags(clusters)
    for cluster, together in members_of(clusters).items():
        yield from _profile_documents(clusters[cluster], together, flags[cluster], on)


def _profile_documents(
    cluster: models.Cluster, together: Members, flags: Sequence[str], on: date
) -> Iterator[Document]:
    members = together.members
    places = sorted({place for member in members for place in dutch_places(member.reading)})
    last_seen = max(member.ad.last_seen for member in members)
    for gm in places:
        record = PublishedProfile(
            key=cluster.id,
            municipality=gm,
            change=0,
            cluster=cluster.id,
            first_seen=min(member.ad.first_seen for member in members),
            last_seen=last_seen,
            personas=len({member.ad.persona for member in members if member.ad.persona}),
            ads=len(members),
            accounts=len({(m.ad.site_id, m.ad.account) for m in members if m.ad.account}),
            active=last_seen >= end_of(on) - timedelta(days=ACTIVE_DAYS),
            sites=_sorted(member.ad.site_id for member in members),
            municipalities=_sorted(_places_named(members)),
            phones=_sorted(p.e164 for m in members for p in m.reading.phones if p.use == "links"),
            licence_match=cluster.licence_match,  # type: ignore[arg-type]  # written from a LicenceMatch
            licence_no=cluster.licence_no,
            flags=_sorted(flags),
            titles=() if together.minor else _sorted(m.version.title for m in members if m.version)[:_TITLES],
            channels=() if together.minor else _sorted(c for m in members for c in channels_of(m.reading)),
            possible_minor=together.minor,
        )
        yield Document(record, cluster.id)


def _places_named(members: Sequence[Member]) -> Iterator[str]:
    for member in members:
        for place in (member.reading.place, *member.reading.places):
            if place and place.gm:
                yield name_of(place.gm)


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _open_flags(clusters: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for batch in batches(clusters):
        for cluster, rule in models.Flag.objects.filter(cluster_id__in=batch, state="open").values_list(
            "cluster_id", "rule"
        ):
            found[cluster].append(rule)
    return found
