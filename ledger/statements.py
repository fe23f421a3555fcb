"""What subjects had noted of their ads: rectifications, and objections, which hold an ad back until they are lifted.

In: ads, words, a name. Out: statements; the ads that are held back. An ad that is held back is stored and no more: it
is in no document and is judged by no rule (AVG articles 18 and 21).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from django.db.models import QuerySet

from ledger import models
from ledger.changes import batches, next_change, touch_ads

StatementKind = Literal["rectification", "objection"]


def state(ads: Iterable[str], kind: StatementKind, text: str, said: tuple[str, datetime]) -> int:
    """Note words of a subject at ads; `said` is by whom it was noted and when. Must be called in a transaction."""
    by, at = said
    rows = [models.Statement(ad_id=ad, kind=kind, text=text, at=at, by=by) for ad in sorted(set(ads))]
    models.Statement.objects.bulk_create(rows, batch_size=500)
    touch_ads({row.ad_id for row in rows}, next_change())
    return len(rows)


def lift_objections(ads: Iterable[str], at: datetime) -> int:
    """An objection was answered: the ads are used again. Must be called in a transaction."""
    standing = {ad for batch in batches(ads) for ad in held_back().filter(ad_id__in=batch)}
    for batch in batches(standing):
        models.Statement.objects.filter(ad_id__in=batch, kind="objection", lifted_at=None).update(lifted_at=at)
    touch_ads(standing, next_change())
    return len(standing)


def held_back() -> "QuerySet[models.Statement, str]":
    """The ids of the ads that an objection holds back, as a subquery."""
    return models.Statement.objects.filter(kind="objection", lifted_at=None).values_list("ad_id", flat=True)


def statements_of(ads: Iterable[str]) -> list[models.Statement]:
    """What was noted of ads, oldest first."""
    rows = [row for batch in batches(ads) for row in models.Statement.objects.filter(ad_id__in=batch)]
    return sorted(rows, key=lambda row: (row.at, row.pk))
