"""The linker's side of the table: ads with all that can join them, the clusters that stand, what people said.

In: nothing but the ledger. Out: one LinkAd an ad. What comes of it goes back through `ledger.joined`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ledger import models
from ledger.readings import ads_stating_a_minor, reading_of
from peil.records.joined import ImagePrint, LinkAd, LinkDecision
from peil.records.plain import from_json
from peil.records.read import Fingerprint, Reading

LINK_DECISIONS = ("same", "not the same", "hub", "not a hub")


@dataclass(frozen=True, slots=True)
class _Versions:
    """All versions of one ad, oldest first: their readings and texts."""

    readings: list[Reading] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    prints: dict[str, ImagePrint] = field(default_factory=dict)


def ads_to_link() -> list[LinkAd]:
    """Every ad with what its versions say, in the order of their ids."""
    versions = _versions()
    return [_link_ad(row, versions[row.id]) for row in models.Ad.objects.order_by("id")]


def previous_clusters() -> dict[str, str]:
    """Ad -> the cluster it was last in."""
    rows = models.Ad.objects.exclude(cluster=None).values_list("id", "cluster_id")
    return {ad: cluster for ad, cluster in rows if cluster}


def link_decisions() -> list[LinkDecision]:
    """What people said about ads and identifiers, oldest first, superseded ones left out."""
    rows = models.Decision.objects.filter(kind__in=LINK_DECISIONS, superseded_by=None).order_by("at", "id")
    return [
        LinkDecision(
            kind=row.kind,  # type: ignore[arg-type]  # filtered above
            a=row.a,
            b=row.b,
            identifier_kind=row.identifier_kind,
            value=row.value,
            at=row.at,
        )
        for row in rows
    ]


def _versions() -> dict[str, _Versions]:
    found: dict[str, _Versions] = defaultdict(_Versions)
    for row in models.Reading.objects.select_related("version").order_by("version__first_seen", "version_id"):
        found[row.version.ad_id].readings.append(reading_of(row))
        found[row.version.ad_id].texts.append(row.version.text)
    photos = models.Photo.objects.exclude(image__fingerprint=None).exclude(version__ad__in=ads_stating_a_minor())
    photos = photos.filter(image__leftout=None)
    for ad, body in photos.order_by("version_id", "position").values_list("version__ad_id", "image__fingerprint__body"):
        made = from_json(Fingerprint, body)
        if made.pdq:
            found[ad].prints[made.sha256] = ImagePrint(
                made.pdq, made.quality, made.pdq_mirrored, made.phash, made.sha256
            )
    return found


def _link_ad(row: models.Ad, versions: _Versions) -> LinkAd:
    last = versions.readings[-1] if versions.readings else Reading(id=row.id)
    return LinkAd(
        id=row.id,
        site=row.site_id,
        account=row.account,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        municipality=(last.place.gm or "") if last.place else "",
        phones=_all(p.e164 for reading in versions.readings for p in reading.phones if p.use == "links"),
        images=tuple(versions.prints.values()),
        websites=_all(value for reading in versions.readings for value in reading.websites),
        handles=_all(value for reading in versions.readings for value in reading.handles),
        licence_numbers=_all(value for reading in versions.readings for value in reading.licence_numbers),
        name=last.name,
        text=versions.texts[-1] if versions.texts else "",
    )


def _all(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
