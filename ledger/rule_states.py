"""What became of the rules: which version judged since when and what it changed, and which are suspended where.

In: stamps, dismissal rates, a manager's word. Out: suspensions that stand, decided flags, the versions on record.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from ledger import models
from ledger.audit import append_audit
from peil.days import day_of
from peil.errors import SourceError
from peil.records.judged import DecidedFlag

REMEMBERED_DAYS = 90


@dataclass(frozen=True, slots=True)
class Suspension:
    """A rule that is suspended in a municipality, since when, and on how many dismissals of how many decisions."""

    rule: str
    municipality: str
    since: date
    dismissed: int
    decided: int


def decided_flags_since(on: date, days: Mapping[str, int] = MappingProxyType({})) -> list[DecidedFlag]:
    """The decisions of the last 90 days that stand, and that are younger than the rule's last lifted suspension.

    `days` gives another number of days for some municipalities.
    """
    lifted = _lifted()
    rows = models.Decision.objects.filter(kind__in=("confirm", "dismiss"), superseded_by=None).order_by("at", "id")
    recent = [row for row in rows if _age(row, on) in range(days.get(row.municipality, REMEMBERED_DAYS))]
    return [_decided(row) for row in recent if row.at > _since(lifted, row)]


def suspensions() -> list[Suspension]:
    """The suspensions that stand."""
    rows = models.RuleSuspension.objects.filter(lifted_at=None).order_by("rule", "municipality")
    return [Suspension(row.rule, row.municipality, row.since, row.dismissed, row.decided) for row in rows]


@transaction.atomic
def suspend(found: Iterable[Suspension], at: datetime) -> None:
    """Suspend rules that are not suspended there yet, and note it in the audit chain."""
    standing = {(one.rule, one.municipality) for one in suspensions()}
    for one in found:
        if (one.rule, one.municipality) in standing:
            continue
        row = models.RuleSuspension.objects.create(
            rule=one.rule, municipality=one.municipality, since=one.since, dismissed=one.dismissed, decided=one.decided
        )
        why = f"{one.dismissed} of {one.decided} decided flags were dismissed"
        append_audit("peil", f"suspend {one.rule}", why, {"suspension": row.pk}, at)


@transaction.atomic
def lift(rule: str, municipality: str, by: str, reason: str, at: datetime) -> None:
    """A manager has looked: the rule opens flags again, and what was dismissed before counts no more."""
    if not by.strip() or not reason.strip():
        raise SourceError("lifting a suspension has a name and a reason", mend="give both")
    rows = models.RuleSuspension.objects.filter(rule=rule, municipality=municipality, lifted_at=None)
    if not rows.update(lifted_at=at, lifted_by=by, reason=reason):
        raise SourceError(f"{rule} is not suspended in {municipality or 'several places'}", mend="see peil rules rates")
    append_audit(by, f"lift {rule}", reason, {"municipality": municipality}, at)


def open_flags() -> dict[str, set[str]]:
    """Rule -> the ids of its open flags."""
    found: dict[str, set[str]] = {}
    for rule, flag in models.Flag.objects.filter(state="open").values_list("rule", "id"):
        found.setdefault(rule, set()).add(flag)
    return found


def note_versions(stamps: Mapping[str, str], before: Mapping[str, set[str]], on: date) -> None:
    """Note each rule whose version never judged before, with the flags that came and went at its first judging."""
    known = set(models.RuleVersion.objects.values_list("rule", "stamp"))
    rules = set(models.RuleVersion.objects.values_list("rule", flat=True))
    after = open_flags()
    for rule, stamp in stamps.items():
        if (rule, stamp) not in known:
            was, now = before.get(rule, set()), after.get(rule, set())
            change: dict[str, Any] = {"came": sorted(now - was), "went": sorted(was - now)} if rule in rules else {}
            models.RuleVersion.objects.create(rule=rule, stamp=stamp, since=on, **change)


def rule_versions() -> list[dict[str, Any]]:
    """Every version of every rule that judged: since when, and the flags that came and went with it."""
    rows = models.RuleVersion.objects.order_by("rule", "since", "id")
    return [
        {"rule": row.rule, "stamp": row.stamp, "since": row.since, "came": row.came, "went": row.went} for row in rows
    ]


def _age(row: models.Decision, on: date) -> int:
    return (on - day_of(row.at)).days


def _lifted() -> dict[tuple[str, str], datetime]:
    rows = models.RuleSuspension.objects.exclude(lifted_at=None).order_by("lifted_at")
    return {(row.rule, row.municipality): row.lifted_at for row in rows if row.lifted_at}


def _since(lifted: Mapping[tuple[str, str], datetime], row: models.Decision) -> datetime:
    return lifted.get((row.rule, row.municipality), datetime.min.replace(tzinfo=row.at.tzinfo))


def _decided(row: models.Decision) -> DecidedFlag:
    about = {"cluster_id": row.cluster, "rule": row.rule, "municipality": row.municipality, "persona": row.persona}
    reasons = [why for flag in models.Flag.objects.filter(**about) for why in flag.reasons]
    ads = {seen["id"] for why in reasons for seen in why["sightings"]}
    sites = models.Ad.objects.filter(id__in=ads).values_list("site_id", flat=True).distinct().order_by("site_id")
    return DecidedFlag(row.rule, row.municipality, tuple(sites), row.kind == "dismiss", row.reason, day_of(row.at))
