"""The work list: flags that wait, filtered as the address says, newest facts first, a page at a time.

In: a user and a filter. Out: lines ready to be drawn, and counts; the same few queries for any number of flags.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, QuerySet
from django.shortcuts import get_object_or_404

from console.deployment import now
from console.web.models import Assignment, User
from console.web.records.reviewing import flags_to_review
from console.web.rule_titles import in_dutch, rule_title
from ledger import models
from peil.days import day_of
from peil.municipalities import name_of

PAGE = 25
BACK_AGAIN = "new_since_dismissal"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for: a rule, flags of at most so many days, whose, and only here or elsewhere too."""

    rule: str = ""
    days: int = 0
    whose: str = ""
    where: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One flag on the list."""

    flag: models.Flag
    title: str
    places: str
    days: int
    reason: str
    ads: int
    sites: int
    last_seen: datetime | None
    assigned: str
    mine: bool
    back_again: bool


def work_lines(user: User, wanted: Wanted) -> tuple[Page[models.Flag], list[Line]]:
    """One page of the list, and its lines."""
    rows = _wanted(flags_to_review(user), user, wanted).order_by("-change", "id")
    shown = Paginator(rows, PAGE).get_page(wanted.page)
    return shown, _lines(user, list(shown.object_list))


def counts_by_rule(user: User) -> list[tuple[str, str, int]]:
    """Rule, its title and how many of its flags wait, most first."""
    rows = flags_to_review(user).values_list("rule").annotate(n=Count("id")).order_by("-n", "rule")
    return [(rule, rule_title(rule), count) for rule, count in rows]


def assign(user: User, flag: str, to_me: bool) -> None:
    """Take a flag on, or let it go; raises Http404 where it is not on the user's list."""
    row = get_object_or_404(flags_to_review(user), id=flag)
    if to_me:
        Assignment.objects.update_or_create(flag=row.id, defaults={"user": user, "at": now()})
    else:
        Assignment.objects.filter(flag=row.id).delete()


def _wanted(rows: QuerySet[models.Flag], user: User, wanted: Wanted) -> QuerySet[models.Flag]:
    if wanted.rule:
        rows = rows.filter(rule=wanted.rule)
    if wanted.days:
        rows = rows.filter(since__gt=day_of(now()) - timedelta(days=wanted.days))
    if wanted.whose == "mine":
        rows = rows.filter(id__in=Assignment.objects.filter(user=user).values("flag"))
    if wanted.whose == "nobody":
        rows = rows.exclude(id__in=Assignment.objects.values("flag"))
    if wanted.where:
        rows = rows.filter(municipality="") if wanted.where == "elsewhere" else rows.exclude(municipality="")
    return rows


def _lines(user: User, flags: list[models.Flag]) -> list[Line]:
    ads = _ads({flag.cluster_id for flag in flags})
    assigned = Assignment.objects.filter(flag__in=[flag.id for flag in flags]).select_related("user")
    taken = {one.flag: one.user for one in assigned}
    return [_line(user, flag, ads.get(flag.cluster_id, {}), taken.get(flag.id)) for flag in flags]


def _ads(clusters: set[str]) -> dict[str, dict[str, Any]]:
    rows = models.Ad.objects.filter(cluster_id__in=clusters).values("cluster_id")
    counted = rows.annotate(ads=Count("id"), sites=Count("site_id", distinct=True), last=Max("last_seen"))
    return {row["cluster_id"]: dict(row) for row in counted}


def _line(user: User, flag: models.Flag, ads: dict[str, Any], taken: User | None) -> Line:
    first = flag.reasons[0]["text_nl" if in_dutch() else "text_en"] if flag.reasons else ""
    return Line(
        flag=flag,
        title=rule_title(flag.rule),
        places=places_of(flag),
        days=(day_of(now()) - flag.since).days,
        reason=first,
        ads=ads.get("ads", 0),
        sites=ads.get("sites", 0),
        last_seen=ads.get("last"),
        assigned=taken.full_name if taken else "",
        mine=taken == user,
        back_again=any(reason["code"] == BACK_AGAIN for reason in flag.reasons),
    )


def places_of(flag: models.Flag) -> str:
    """The names of the municipalities that the flag concerns."""
    return ", ".join(name_of(gm) for gm in ([flag.municipality] if flag.municipality else flag.municipalities))
