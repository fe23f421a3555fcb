"""What stands in the ledger, as the documents that the index publishes.

In: a change number; out: the documents of every object changed after it. Only Dutch municipalities get documents
of their own; of a record that states a minor neither title, text nor reason goes out (charter 18).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger import models
from ledger.changes import batches
from ledger.days import day_of, end_of
from ledger.decisions import decided_flags
from ledger.members import Member, Members, members_of
from peil.municipalities import is_known, name_of
from peil.records.plain import from_json
from peil.records.published import (
    Published,
    PublishedAd,
    PublishedDay,
    PublishedFlag,
    PublishedPhone,
    PublishedProfile,
    PublishedReason,
    PublishedRun,
)
from peil.records.read import Reading

ACTIVE_DAYS = 14


@dataclass(frozen=True, slots=True)
class RuleTitle:
    """A rule's name in Dutch and English, and whether it is urgent."""

    nl: str
    en: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document and the object it was made from (`owner`)."""

    record: Published
    owner: str

    @property
    def key(self) -> str:
        """The document's id within its kind and municipality."""
        return self.record.key

    @property
    def municipality(self) -> str:
        """The GM code of the municipality that sees it, empty for national ones."""
        return self.record.municipality


def ad_documents(since: int) -> Iterator[Document]:
    """One document an ad and Dutch municipality it offers in."""
    for together in members_of(models.Cluster.objects.filter(change__gt=since).values_list("id", flat=True)).values():
        for member in together.members:
            yield from _ad_documents(member, together)


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


def flag_documents(since: int, titles: Mapping[str, RuleTitle]) -> Iterator[Document]:
    """One document a flag and municipality concerned."""
    decided = decided_flags()
    rows = list(models.Flag.objects.filter(change__gt=since).order_by("id"))
    minors = {key for key, together in members_of(row.cluster_id for row in rows).items() if together.minor}
    for row in rows:
        title = titles.get(row.rule, RuleTitle(row.rule, row.rule))
        state, minor = _state(row, decided.get(row.id)), row.cluster_id in minors
        for gm in [row.municipality] if row.municipality else row.municipalities:
            if is_known(gm):
                yield Document(_flag(row, gm, title, state, minor), row.id)


def run_documents(since: int) -> Iterator[Document]:
    """One document a run."""
    for row in models.Run.objects.filter(change__gt=since).order_by("id"):
        yield Document(
            PublishedRun(
                key=row.id,
                change=0,
                site=row.site_id,
                started_at=row.started_at,
                finished_at=row.finished_at,
                state=row.state,  # type: ignore[arg-type]  # written from a RunState
                ads=row.ads_present,
                coverage=row.coverage,
                errors=row.errors,
            ),
            row.id,
        )


def day_documents() -> Iterator[Document]:
    """One document a day, site and municipality: what stood there, with the run's coverage."""
    rows = models.Sighting.objects.filter(status="present").values_list(
        "seen_at", "ad_id", "ad__site_id", "ad__cluster_id", "version__reading__municipality", "run__coverage"
    )
    ads: dict[tuple[date, str, str], set[str]] = defaultdict(set)
    clusters: dict[tuple[date, str, str], set[str]] = defaultdict(set)
    coverage: dict[tuple[date, str], float | None] = {}
    for seen_at, ad, site, cluster, gm, share in rows.iterator(chunk_size=5000):
        place = (day_of(seen_at), site, gm or "")
        ads[place].add(ad)
        clusters[place].add(cluster or ad)
        coverage[place[:2]] = share
    for (day, site, gm), found in ads.items():
        record = PublishedDay(
            key=f"{day}|{site}|{gm}",
            municipality=gm,
            change=0,
            day=day,
            site=site,
            ads=len(found),
            clusters=len(clusters[day, site, gm]),
            coverage=coverage[day, site],
        )
        yield Document(record, record.key)


def _dutch(read: Reading) -> list[str]:
    named = [read.place, *read.places]
    return list(dict.fromkeys(place.gm for place in named if place and place.gm and is_known(place.gm)))


def _ad_documents(member: Member, together: Members) -> Iterator[Document]:
    ad, version, read = member.ad, member.version, member.reading
    for gm in _dutch(read):
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
            title="" if read.minor or not version else version.title,
            text="" if read.minor or not version else version.text,
            price_cents=min((price.cents for price in read.prices), default=None),
            age=read.age,
            place=read.place.name if read.place else "",
            certainty=read.place.certainty if read.place else "unknown",
            address=read.address,
            home_work=together.home_work,
            phones=tuple(PublishedPhone(phone.e164, phone.use, phone.raw) for phone in read.phones),
            images=member.images,
            first_seen=ad.first_seen,
            last_seen=ad.last_seen,
            status=ad.status,  # type: ignore[arg-type]  # written from a Status
            possible_minor=read.minor,
        )
        yield Document(record, ad.id)


def _profile_documents(
    cluster: models.Cluster, together: Members, flags: Sequence[str], on: date
) -> Iterator[Document]:
    members = together.members
    places = sorted({place for member in members for place in _dutch(member.reading)})
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
            titles=() if together.minor else _sorted(m.version.title for m in members if m.version)[:5],
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


def _state(row: models.Flag, decided: str | None) -> str:
    """What people said, unless a dismissed flag is back: the judge reopens one only on new facts."""
    return row.state if decided is None or (decided == "dismissed" and row.state == "open") else decided


def _flag(row: models.Flag, gm: str, title: RuleTitle, state: str, minor: bool) -> PublishedFlag:
    return PublishedFlag(
        key=row.id,
        municipality=gm,
        change=0,
        cluster=row.cluster_id,
        rule=row.rule,
        title_nl=title.nl,
        title_en=title.en,
        since=row.since,
        state=state,  # type: ignore[arg-type]  # written from a FlagState
        persona=row.persona,
        municipalities=tuple(row.municipalities),
        urgent=title.urgent,
        reasons=() if minor else tuple(from_json(PublishedReason, reason) for reason in row.reasons),
        possible_minor=minor,
    )
