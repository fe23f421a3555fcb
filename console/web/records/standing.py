"""Flags, licences and history of a seen cluster, with what people said and what can still be said.

In: a seen cluster. Out: values ready to be drawn, the version of each flag beside it (two people do not overwrite each
other). Reasons are in the language of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from console.web.records.reviewing import SeenCluster, flags_for_review
from console.web.records.work import places_of
from console.web.rule_titles import in_dutch, not_meant, rule_title
from ledger import models
from ledger.reviewing import flags_waiting
from peil.days import day_of
from peil.records.plain import from_json
from peil.records.register import Licence

_NEAREST = frozenset({"nearest_licence", "no_licence_near"})
_HISTORY = 100


@dataclass(frozen=True, slots=True)
class ShownReason:
    """One fact behind a flag, and the looks that bear it."""

    code: str
    words: str
    ads: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True)
class ShownFlag:
    """A flag with its reasons, and what stands of what people said of it."""

    row: models.Flag
    title: str
    not_meant: str
    places: str
    reasons: tuple[ShownReason, ...]
    waits: bool
    said: models.Decision | None


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to the cluster: born, merged, split, or a decision; `number` of one that stands."""

    at: datetime
    what: str
    by: str
    why: str
    number: int = 0


def flags_of(seen: SeenCluster) -> list[ShownFlag]:
    """The flags, those that wait first."""
    waiting = set(flags_waiting().filter(cluster_id=seen.id).values_list("id", flat=True))
    said = {_key(one): one for one in seen.decisions if one.kind in ("confirm", "dismiss") and not one.superseded_by_id}
    rows = flags_for_review(seen).order_by("since", "id")
    found = [_shown(row, row.id in waiting, said.get(_key_of(row))) for row in rows]
    return sorted(found, key=lambda flag: not flag.waits)


def licences_of(seen: SeenCluster, flags: Sequence[ShownFlag]) -> tuple[list[Licence], list[str]]:
    """The licences that the cluster matches, and in words which came nearest where none does."""
    number = seen.row.licence_no
    rows = models.Licence.objects.filter(licence_no=number).order_by("-valid_from") if number else ()
    nearest = [reason.words for flag in flags for reason in flag.reasons if reason.code in _NEAREST]
    return [from_json(Licence, row.body) for row in rows], list(dict.fromkeys(nearest))


def history_of(seen: SeenCluster) -> list[Happened]:
    """What happened to the cluster and what was said of it, newest first."""
    events = models.ClusterEvent.objects.filter(cluster_id=seen.id).order_by("-at")[:_HISTORY]
    happened = [Happened(one.at, one.cause, "", one.why) for one in events]
    said = [
        Happened(one.at, one.kind, one.by, one.reason, 0 if one.superseded_by_id or one.kind == "withdraw" else one.pk)
        for one in seen.decisions
    ]
    return sorted([*happened, *said], key=lambda one: one.at, reverse=True)


def versions_of(seen: SeenCluster) -> dict[tuple[str, ...], int]:
    """The number of the decision that stands on two ads, on an identifier, or of a kind on the cluster itself."""
    found: dict[tuple[str, ...], int] = {}
    for one in seen.decisions:
        if not one.superseded_by_id and one.kind != "withdraw" and not one.rule:
            found[(one.a, one.b) if one.a else (one.identifier_kind, one.value) if one.value else (one.kind,)] = one.pk
    return found


def decision_of(seen: SeenCluster, number: int) -> models.Decision | None:
    """A decision on this cluster, that still stands."""
    return next((one for one in seen.decisions if one.pk == number and not one.superseded_by_id), None)


def _shown(row: models.Flag, waits: bool, said: models.Decision | None) -> ShownFlag:
    reasons = tuple(_reason(told) for told in row.reasons)
    back = said is not None and said.kind == "dismiss" and day_of(said.at) < row.last_held
    return ShownFlag(
        row, rule_title(row.rule), not_meant(row.rule), places_of(row), reasons, waits, None if back else said
    )


def _reason(told: dict[str, object]) -> ShownReason:
    looks = told.get("sightings") or []
    assert isinstance(looks, list)
    days = tuple((look["id"], day_of(datetime.fromisoformat(look["seen_at"]))) for look in looks)
    return ShownReason(str(told["code"]), str(told["text_nl" if in_dutch() else "text_en"]), days)


def _key(said: models.Decision) -> tuple[str, str, str]:
    return said.rule, said.municipality, said.persona


def _key_of(flag: models.Flag) -> tuple[str, str, str]:
    return flag.rule, flag.municipality, flag.persona
