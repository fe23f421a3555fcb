"""Decisions on a seen cluster: only on what belongs to it, and only on flags of the reviewer's own municipality.

In: a seen cluster and a checked form. Out: the decision's number. Raises Http404 for what is not the cluster's,
OvertakenError where somebody was first.
"""

from typing import Any

from django.http import Http404

from console.deployment import now
from console.web.reasons import kept_words
from console.web.records.allowed import codes_of
from console.web.records.reviewing import SeenCluster, cluster_for_review, flags_for_review
from console.web.records.standing import decision_of
from ledger import models
from ledger.decisions import Said, decide, withdraw

LIAISON_KINDS = frozenset({"confirm", "dismiss", "withdraw"})


def decide_on(seen: SeenCluster, told: dict[str, Any]) -> int:
    """Keep what the reviewer said, under their name."""
    kind, reason = told["kind"], kept_words(told["kind"], told["reason"], told["words"])
    if seen.urgent and kind not in LIAISON_KINDS:
        raise Http404
    if kind == "withdraw":
        if decision_of(seen, told["number"]) is None:
            raise Http404
        return withdraw(told["number"], seen.user.name, reason, now())
    subject = _SUBJECTS.get(kind, _cluster)(seen, told)
    return decide(Said(kind=kind, by=seen.user.name, reason=reason, at=now(), **subject), told["seen"])


def _flag(seen: SeenCluster, told: dict[str, Any]) -> dict[str, str]:
    row = flags_for_review(seen).filter(id=told["flag"]).first()
    if row is None:
        raise Http404
    return {"cluster": seen.id, "rule": row.rule, "municipality": row.municipality, "persona": row.persona}


def _licence(seen: SeenCluster, told: dict[str, Any]) -> dict[str, str]:
    rows = models.Licence.objects.filter(licence_no=told["licence_no"], municipality__in=codes_of(seen.user))
    if not rows.exists():
        raise Http404
    return {"cluster": seen.id, "licence_no": told["licence_no"]}


def _pair(seen: SeenCluster, told: dict[str, Any]) -> dict[str, str]:
    """Two ads: one of this cluster, the other of it or of one that the reviewer may see too."""
    rows = {row.id: row.cluster_id for row in models.Ad.objects.filter(id__in=(told["a"], told["b"]))}
    if len(rows) < 2 or seen.id not in rows.values():
        raise Http404
    for cluster in set(rows.values()) - {seen.id}:
        cluster_for_review(seen.user, cluster or "")
    a, b = sorted(rows)
    return {"a": a, "b": b}


def _identifier(seen: SeenCluster, told: dict[str, Any]) -> dict[str, str]:
    """Named by a row of its own, since a page does not hold the value (charter 14)."""
    row = models.Identifier.objects.filter(ad__cluster_id=seen.id, pk=told["identifier"]).first()
    if row is None:
        raise Http404
    return {"identifier_kind": row.kind, "value": row.value}


def _cluster(seen: SeenCluster, _told: dict[str, Any]) -> dict[str, str]:
    return {"cluster": seen.id}


_SUBJECTS = {
    "confirm": _flag,
    "dismiss": _flag,
    "licensed-as": _licence,
    "same": _pair,
    "not the same": _pair,
    "hub": _identifier,
    "not a hub": _identifier,
}
