"""What people said that cannot all hold, as far as the ledger alone can tell.

In: decisions. Out: a sentence each, for a person to look at; the linker tells those that come of how ads are joined.
"""

from collections import defaultdict

from ledger import models
from ledger.decisions import FAMILIES
from ledger.judging import flag_decisions


def overruled() -> list[str]:
    """A sentence for each word on two ads or an identifier that a later word of the other kind overruled."""
    linking = [kind for family in FAMILIES for kind in family if family[0] in ("same", "hub")]
    rows = models.Decision.objects.filter(kind__in=linking, superseded_by__kind__in=linking)
    rows = rows.select_related("superseded_by").order_by("at", "id")
    pairs = ((row, row.superseded_by) for row in rows)
    return [_overruled(earlier, later) for earlier, later in pairs if later and earlier.kind != later.kind]


def licences_at_odds() -> list[str]:
    """A sentence for each cluster that is said to be licensed as several."""
    said: dict[str, set[str]] = defaultdict(set)
    for decision in flag_decisions():
        if decision.kind == "licensed-as":
            said[decision.cluster].add(decision.licence_no)
    return [
        f"cluster {cluster}: licensed as {' and as '.join(sorted(numbers))} was said; both count"
        for cluster, numbers in sorted(said.items())
        if len(numbers) > 1
    ]


def _overruled(earlier: models.Decision, later: models.Decision) -> str:
    pair = sorted((earlier.a, earlier.b))
    about = f"ads {pair[0]} and {pair[1]}" if earlier.a else f"{earlier.identifier_kind} of decision {earlier.pk}"
    words = [f'"{said.kind}" by {said.by} on {said.at:%Y-%m-%d}' for said in (earlier, later)]
    return f"{about}: {words[0]}, then {words[1]}; the later holds"
