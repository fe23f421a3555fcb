"""Which clusters and licences belong together, each pair by itself: one to many and many to one.

In: a case and a day. Out: pairs, with how they agree and how many others each side has. Proves nothing: a pair that
agrees probably is a question to a person.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.case import Case
from rules.judge import clusters_on
from rules.matching import Match
from rules.view import View


@dataclass(frozen=True, slots=True)
class MatchedPair:
    """A cluster and a licence that it matches; `keys` are by what, `status` what the register said on that day.

    `licences_of_cluster` and `clusters_of_licence` count the pairs of either side, this one among them.
    """

    cluster: str
    municipality: str
    licence_no: str
    premises_name: str
    match: Literal["exact", "probable"]
    keys: tuple[str, ...]
    in_force: bool
    status: str
    sightings: int
    licences_of_cluster: int
    clusters_of_licence: int


def matched_pairs(case: Case, on: date) -> list[MatchedPair]:
    """Every pair of the clusters active on the day, by licence and cluster."""
    found = [
        (match, cluster.id) for cluster, books in clusters_on(case, on) for match in _matches(View(cluster, books, on))
    ]
    licences = Counter(cluster for _, cluster in found)
    clusters = Counter(match.permit.key for match, _ in found)
    pairs = (_pair(match, cluster, (licences[cluster], clusters[match.permit.key])) for match, cluster in found)
    return sorted(pairs, key=lambda pair: (pair.municipality, pair.licence_no, pair.cluster))


def _matches(view: View) -> Iterable[Match]:
    """Each licence once, from wherever the cluster is active."""
    return {match.permit.key: match for gm in view.active for match in view.matches(gm)}.values()


def _pair(match: Match, cluster: str, counts: tuple[int, int]) -> MatchedPair:
    seen = match.exact or match.probable
    return MatchedPair(
        cluster=cluster,
        municipality=match.permit.municipality,
        licence_no=match.permit.licence_no,
        premises_name=match.row.licence.premises_name,
        match="exact" if match.exact else "probable",
        keys=match.keys,
        in_force=match.exact_in_force if match.exact else match.probable_in_force,
        status=match.status.nl,
        sightings=len(seen),
        licences_of_cluster=counts[0],
        clusters_of_licence=counts[1],
    )
