"""The judge's side of the table: presences, register, policies and decisions; flags back.

In: a day. Out: every presence up to that day with what was read of it. `put_verdicts` keeps the life of flags.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from django.db import transaction

from ledger import models
from ledger.changes import next_change, touch_clusters, touch_flags
from ledger.history import heirs
from ledger.readings import reading_of
from ledger.statements import held_back
from peil.days import end_of
from peil.municipalities import code_on
from peil.records.judged import FlagDecision, LicenceFound, Presence, Verdict
from peil.records.plain import from_json, to_json
from peil.records.register import Closure, Licence, Policy

FLAG_DECISIONS = ("dismiss", "confirm", "licensed-as")
_GRACE = timedelta(days=28)


def presences(on: date) -> list[Presence]:
    """Every sighting of a present ad up to and including the day, by cluster, ad and time."""
    rows = (
        models.Sighting.objects.filter(status="present", seen_at__lt=end_of(on))
        .exclude(ad__cluster=None)
        .exclude(ad__in=held_back())
        .exclude(version__reading=None)
        .select_related("ad__site", "run", "version__reading")
        .order_by("ad__cluster_id", "ad_id", "seen_at")
    )
    return [_presence(row) for row in rows]


def licences() -> list[Licence]:
    """Every licence period on record."""
    return [from_json(Licence, row.body) for row in models.Licence.objects.order_by("municipality", "licence_no", "pk")]


def policies() -> list[Policy]:
    """Every policy period on record."""
    return [from_json(Policy, row.body) for row in models.Policy.objects.order_by("municipality", "valid_from")]


def closures() -> list[Closure]:
    """Every closure on record."""
    return [from_json(Closure, row.body) for row in models.Closure.objects.order_by("municipality", "pk")]


def flag_decisions() -> list[FlagDecision]:
    """What reviewers said of flags and licences, oldest first, superseded ones left out.

    What was said of a licence follows the ads of its cluster through merges and splits.
    """
    rows = models.Decision.objects.filter(kind__in=FLAG_DECISIONS, superseded_by=None).order_by("at", "id")
    return [_flag_decision(row, cluster) for row in rows for cluster in _about(row)]


def _about(row: models.Decision) -> list[str]:
    return heirs(row.cluster, row.at) if row.kind == "licensed-as" else [row.cluster]


def _flag_decision(row: models.Decision, cluster: str) -> FlagDecision:
    return FlagDecision(
        id=str(row.pk),
        kind=row.kind,  # type: ignore[arg-type]  # filtered by whoever asks
        cluster=cluster,
        at=row.at,
        by=row.by,
        reason=row.reason,
        rule=row.rule,
        municipality=row.municipality,
        persona=row.persona,
        licence_no=row.licence_no,
    )


def flag_id(verdict: Verdict) -> str:
    """The id of the flag that a verdict makes: the same facts, the same flag, on any day."""
    parts = (verdict.cluster, verdict.rule, verdict.municipality or "", verdict.persona or "")
    return "f-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


@transaction.atomic
def put_verdicts(
    verdicts: Sequence[Verdict], on: date, stamp: str, versions: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Open, renew, put to sleep or let lapse: `verdicts` are all that hold on the day; `versions` by rule."""
    change = next_change()
    standing = {row.id: row for row in models.Flag.objects.all()}
    rows = {flag_id(verdict): _flag_row(verdict, on, versions.get(verdict.rule, stamp), change) for verdict in verdicts}
    models.Flag.objects.bulk_create(
        rows.values(),
        batch_size=200,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["state", "since", "last_held", "municipalities", "reasons", "stamp"],
    )
    changed = [key for key, row in rows.items() if key not in standing or _differs(row, standing[key])]
    touch_flags(changed, change)
    _put_to_sleep([row for key, row in standing.items() if key not in rows], on, change)


def flags_of(clusters: Sequence[str]) -> list[dict[str, Any]]:
    """Every flag of these clusters, whatever its state, with what reviewers said of it, oldest first."""
    rows = models.Flag.objects.filter(cluster_id__in=clusters).order_by("since", "id")
    return [_flag_told(row) for row in rows]


def _flag_told(row: models.Flag) -> dict[str, Any]:
    about = {"cluster": row.cluster_id, "rule": row.rule, "municipality": row.municipality, "persona": row.persona}
    said = models.Decision.objects.filter(kind__in=("dismiss", "confirm"), **about).order_by("at", "id")
    decisions = [{"kind": one.kind, "at": to_json(one.at), "by": one.by, "reason": one.reason} for one in said]
    days = {"since": str(row.since), "last_held": str(row.last_held)}
    return {"flag": row.id, **about, "state": row.state, **days, "decisions": decisions}


@transaction.atomic
def put_licences_found(found: Sequence[LicenceFound]) -> None:
    """Keep which licence each cluster matches; those not named keep what they had."""
    rows = {row.id: row for row in models.Cluster.objects.filter(ended_at=None)}
    changed = [
        one for one in found if (row := rows.get(one.cluster)) and (row.licence_match, row.licence_no) != _match(one)
    ]
    for one in changed:
        match, licence_no = _match(one)
        models.Cluster.objects.filter(id=one.cluster).update(licence_match=match, licence_no=licence_no)
    touch_clusters((one.cluster for one in changed), next_change())


def _match(found: LicenceFound) -> tuple[str, str]:
    return found.match, found.licence_no


def _presence(row: models.Sighting) -> Presence:
    assert row.version is not None
    read = reading_of(row.version.reading)
    place = read.place
    return Presence(
        id=row.ad_id,
        cluster=row.ad.cluster_id or "",
        persona=row.ad.persona or None,
        site=row.ad.site_id,
        country=row.ad.site.country,
        seen_at=row.seen_at,
        run_short=row.run.state != "complete",
        municipality=place.gm if place else None,
        certainty=place.certainty if place else "unknown",
        places=tuple(other.gm for other in read.places if other.gm),
        address=read.address,
        phones=read.phones,
        websites=read.websites,
        account=row.version.account,
        trade_names=read.trade_names,
        licence_numbers=read.licence_numbers,
        age=read.age,
        persons=read.persons,
        setting=read.setting,
        home=read.home,
        signs=read.signs,
        posted=row.posted,
    )


def _flag_row(verdict: Verdict, on: date, stamp: str, change: int) -> models.Flag:
    return models.Flag(
        id=flag_id(verdict),
        cluster_id=verdict.cluster,
        rule=verdict.rule,
        municipality=verdict.municipality or "",
        municipalities=list(verdict.municipalities),
        persona=verdict.persona or "",
        state="open",
        since=date.fromisoformat(verdict.since) if verdict.since else on,
        last_held=on,
        reasons=to_json(verdict.reasons),
        stamp=stamp,
        change=change,
    )


def _differs(new: models.Flag, old: models.Flag) -> bool:
    fields = ("state", "since", "municipalities", "reasons", "stamp")
    return any(getattr(new, name) != getattr(old, name) for name in fields)


def _put_to_sleep(rows: Sequence[models.Flag], on: date, change: int) -> None:
    grace = _grace_on(on) if rows else {}
    for row in rows:
        state = "lapsed" if on - row.last_held > grace.get(row.municipality, _GRACE) else "asleep"
        if row.state not in (state, "lapsed"):
            models.Flag.objects.filter(id=row.id).update(state=state, change=change)
            touch_clusters([row.cluster_id], change)


def _grace_on(on: date) -> dict[str, timedelta]:
    """Municipality -> after how long a sleeping flag lapses, where the policy of the day sets it."""
    return {
        code_on(policy.municipality, on): timedelta(days=int(value))
        for policy in policies()
        if policy.period.holds(on)
        for rule, name, value in policy.parameters
        if (rule, name) == ("all", "grace_days")
    }
