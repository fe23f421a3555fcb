"""Confirmed clusters as a sealed export says them: confirmed flags alone, and nothing that the charter closes.

In: cluster ids, the rules' titles. Out: records. Never writes.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from ledger import models
from ledger.documents.form import RuleTitle
from ledger.members import Member, Members, members_of
from peil.records.exported import ExportedAd, ExportedCluster, ExportedFlag
from peil.records.plain import from_json
from peil.records.published import PublishedReason


def exported_clusters(clusters: Iterable[str], titles: Mapping[str, RuleTitle]) -> list[ExportedCluster]:
    """The clusters by id; of one that may be a minor's neither titles nor photos."""
    ids = sorted(set(clusters))
    together = members_of(ids)
    return [_cluster(row, together[row.id], titles) for row in models.Cluster.objects.filter(id__in=ids).order_by("id")]


def _cluster(row: models.Cluster, together: Members, titles: Mapping[str, RuleTitle]) -> ExportedCluster:
    confirmed, rest = [], set()
    for flag in models.Flag.objects.filter(cluster=row).order_by("rule", "municipality", "persona"):
        said = _confirmation(flag)
        if said:
            confirmed.append(_flag(flag, titles.get(flag.rule, RuleTitle(flag.rule, flag.rule)), *said))
        elif flag.state == "open":
            rest.add(flag.rule)
    return ExportedCluster(
        id=row.id,
        born_at=row.born_at,
        licence_match=row.licence_match,
        licence_no=row.licence_no,
        possible_minor=together.minor,
        ads=tuple(_ad(one, together.minor) for one in together.members),
        flags=tuple(confirmed),
        not_confirmed=tuple(sorted(rest)),
    )


def _confirmation(flag: models.Flag) -> tuple[datetime, str] | None:
    """When and why the flag was confirmed, where that stands."""
    subject = {
        "cluster": flag.cluster_id,
        "rule": flag.rule,
        "municipality": flag.municipality,
        "persona": flag.persona,
    }
    rows = models.Decision.objects.filter(kind="confirm", superseded_by=None, **subject)
    return rows.order_by("-at", "-id").values_list("at", "reason").first()


def _flag(flag: models.Flag, title: RuleTitle, at: datetime, because: str) -> ExportedFlag:
    return ExportedFlag(
        rule=flag.rule,
        title_nl=title.nl,
        title_en=title.en,
        municipality=flag.municipality,
        since=flag.since,
        last_held=flag.last_held,
        reasons=tuple(from_json(PublishedReason, reason) for reason in flag.reasons),
        confirmed_at=at,
        confirmed_because=because,
        municipalities=tuple(flag.municipalities),
    )


def _ad(one: Member, closed: bool) -> ExportedAd:
    shown = models.Photo.objects.filter(version=one.version).order_by("position") if one.version and not closed else ()
    return ExportedAd(
        id=one.ad.id,
        url=one.ad.url,
        site=one.ad.site_id,
        account=one.ad.account,
        persona=one.ad.persona,
        title=one.version.title if one.version and not closed else "",
        first_seen=one.ad.first_seen,
        last_seen=one.ad.last_seen,
        numbers=tuple(phone.e164 for phone in one.reading.phones if phone.use == "links"),
        municipality=(one.reading.place.gm or "") if one.reading.place else "",
        photos=tuple(photo.image_id for photo in shown),
    )
