"""What a played market came to: what was seen, read, joined, matched and flagged, and the truth beside it.

In: a played market and the ledger. Out: one plain value, for the table and for machines alike.
"""

from collections import Counter
from dataclasses import asdict
from typing import Any

from django.db.models import Count

from console.pipeline import rule_titles
from console.play import Played
from console.truth import CaseResult, Findings, compare_cases, compare_clusters, compare_numbers
from ledger import models


def tell(played: Played) -> dict[str, Any]:
    """The story as JSON values: `seen, read, joined, matched, flagged, truth, enforcement, seconds`."""
    truth, findings = played.market.truth(), Findings()
    cases = compare_cases(truth, findings)
    return {
        "weeks": played.weeks,
        "left_out": played.left_out,
        "seen": _seen(played, truth),
        "read": _read() | {"numbers": asdict(compare_numbers(truth, findings))},
        "joined": _joined() | {"pairs": asdict(compare_clusters(truth, findings))},
        "matched": _matched(),
        "flagged": _flagged(),
        "example": _example(),
        "enforcement": _enforcement(truth),
        "truth": [_case(case) for case in cases],
        "seconds": {part: round(seconds, 2) for part, seconds in played.seconds.items()},
    }


def _seen(played: Played, truth: dict[str, Any]) -> dict[str, Any]:
    closed = [(entry["site"], entry["prefix"]) for entry in truth["closed_paths"]]
    log = played.market.request_log
    return {
        "runs": models.Run.objects.count(),
        "failed_runs": models.Run.objects.filter(state="failed").count(),
        "short_runs": models.Run.objects.filter(state="short").count(),
        "ads": models.Ad.objects.count(),
        "ads_there_were": len(truth["ads"]),
        "sightings": models.Sighting.objects.count(),
        "gone": models.Sighting.objects.filter(status="gone").count(),
        "photos": models.Image.objects.count(),
        "requests": len(log),
        "requests_to_closed_paths": sum(
            request.site == site and request.path.startswith(prefix) for request in log for site, prefix in closed
        ),
        "requests_other_than_get": sum(request.method not in ("GET", "HEAD") for request in log),
    }


def _read() -> dict[str, Any]:
    return {
        "versions": models.Reading.objects.count(),
        "places_exact": models.Reading.objects.filter(certainty="exact").count(),
        "stating_a_minor": models.Reading.objects.filter(minor=True).count(),
        "fingerprints": models.Fingerprint.objects.exclude(pdq="").count(),
    }


def _joined() -> dict[str, Any]:
    alive = models.Cluster.objects.filter(ended_at=None)
    hubs = models.Hub.objects.filter(until=None)
    return {
        "clusters": alive.count(),
        "of_more_ads": alive.annotate(ads=Count("ad")).filter(ads__gt=1).count(),
        "links": models.Link.objects.count(),
        "hubs": [{"kind": hub.kind, "ads": hub.ads, "reason": hub.reason} for hub in hubs.order_by("kind", "-ads")],
    }


def _matched() -> dict[str, int]:
    rows = models.Cluster.objects.filter(ended_at=None).values_list("licence_match", flat=True)
    return dict(sorted(Counter(rows).items()))


def _flagged() -> dict[str, int]:
    rows = models.Flag.objects.filter(state="open").values_list("rule", flat=True)
    return dict(sorted(Counter(rows).items()))


def _example() -> dict[str, Any] | None:
    """One flag as a supervisor reads it: the one with the most reasons that no address or number stands in."""
    flags = models.Flag.objects.filter(state="open", rule__in=("unlicensed_business", "circulating"))
    flag = max(flags.order_by("id"), key=lambda row: len(row.reasons), default=None)
    if flag is None:
        return None
    return {
        "rule": flag.rule,
        "title_nl": rule_titles()[flag.rule].nl,
        "municipality": flag.municipality or ", ".join(flag.municipalities),
        "since": flag.since.isoformat(),
        "reasons_nl": [reason["text_nl"] for reason in flag.reasons],
        "sightings": len({(seen["id"], seen["seen_at"]) for reason in flag.reasons for seen in reason["sightings"]}),
    }


def _enforcement(truth: dict[str, Any]) -> dict[str, Any]:
    """Ads a day of crawling, before and after the enforcement date, there and at the neighbours."""
    fact = truth["enforcement"]
    return {
        "municipality": fact["municipality"],
        "date": fact["date"],
        "there": _before_and_after([fact["municipality"]], fact["date"]),
        "neighbours": _before_and_after(fact["neighbours"], fact["date"]),
    }


def _before_and_after(municipalities: list[str], date: str) -> dict[str, float]:
    ads: dict[str, Counter[str]] = {"before": Counter(), "after": Counter()}
    days: dict[str, set[str]] = {"before": set(), "after": set()}
    for body in models.Projection.objects.filter(kind="days").values_list("body", flat=True):
        side = "before" if body["day"] < date else "after"
        days[side].add(body["day"])
        if body["municipality"] in municipalities:
            ads[side]["ads"] += body["ads"]
    return {side: round(ads[side]["ads"] / max(1, len(days[side])), 1) for side in ("before", "after")}


def _case(case: CaseResult) -> dict[str, Any]:
    return asdict(case) | {"found": case.found, "verdict": "found" if case.found else "missed"}
