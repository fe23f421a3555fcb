"""Who is kept out of later crawls: keyed tokens alone, which say nothing to whoever has not the key.

In: tokens, made elsewhere. Out: all that stand. Nothing is ever taken out but by the person's own wish.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ledger import models


@dataclass(frozen=True, slots=True)
class Token:
    """A keyed token, of what kind of subject, and since when it stands."""

    token: str
    kind: str
    at: datetime


def keep_out(tokens: Iterable[Token]) -> None:
    """Keep tokens; one that stands keeps its day."""
    rows = [models.Suppression(token=one.token, kind=one.kind, at=one.at) for one in tokens]
    models.Suppression.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def kept_out() -> list[Token]:
    """Every token, oldest first."""
    return [Token(row.token, row.kind, row.at) for row in models.Suppression.objects.order_by("at", "token")]


def named_tokens(make: Mapping[str, str]) -> set[str]:
    """Of tokens by what they stand for, what stands."""
    wanted = list(make.values())
    standing: set[str] = set()
    for start in range(0, len(wanted), 500):
        rows = models.Suppression.objects.filter(token__in=wanted[start : start + 500])
        standing |= set(rows.values_list("token", flat=True))
    return {name for name, token in make.items() if token in standing}
