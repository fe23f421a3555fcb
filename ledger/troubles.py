"""Troubles: what is wrong in the data, a row a person looks at and closes."""

import re
from datetime import datetime

from ledger.models import Trouble

# A figure that stands for itself; not a part of a name such as `site/20261124T041500Z`, which says what is meant.
_FIGURE = re.compile(r"(?<![\w/.:@-])\d[\d.,]*(?![\w/:@-])")


def note(site: str, level: str, sentence: str, at: datetime) -> None:
    """Note a trouble (`level`: warning or error).

    The same sentence again only moves the row's last day; with other figures in it the row says the latest.
    """
    standing = Trouble.objects.filter(site=site, level=level, closed_at=None).order_by("id")
    row = next((row for row in standing if _same(row.sentence, sentence)), None)
    if row is None:
        Trouble.objects.create(site=site, level=level, sentence=sentence, first_seen=at, last_seen=at)
    elif at > row.last_seen:
        row.sentence, row.last_seen = sentence, at
        row.save(update_fields=["sentence", "last_seen"])
    elif at < row.first_seen:
        row.first_seen = at
        row.save(update_fields=["first_seen"])


def _same(one: str, other: str) -> bool:
    return one == other or _FIGURE.sub("#", one) == _FIGURE.sub("#", other)
