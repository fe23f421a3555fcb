"""Who is kept out of later crawls: keyed tokens alone, which say nothing to whoever has not the key.

In: tokens, made elsewhere. Out: all that stand. Nothing is ever taken out but by the person's own wish.
"""

from collections.abc import Iterable

from ledger import models
from peil.records.wiped import Token


def keep_out(tokens: Iterable[Token]) -> None:
    """Keep tokens; one that stands keeps its day."""
    rows = [models.Suppression(token=one.token, kind=one.kind, at=one.at) for one in tokens]
    models.Suppression.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def kept_out() -> list[Token]:
    """Every token, oldest first."""
    return [Token(row.token, row.kind, row.at) for row in models.Suppression.objects.order_by("at", "token")]
