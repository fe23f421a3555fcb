"""Which new cluster bears which old id, and ids for those that are new.

In: cluster labels, the previous cluster of each ad. Out: an id for each label.
A cluster keeps the id that most of its ads bore, where it holds the largest part of that id's ads; at a tie the older
id stays. A new id is made from the founding ad, so that it holds nothing but that, and no time.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from enrichment.linking.components import Indexes, first_of


@dataclass(frozen=True, slots=True)
class Identity:
    """`ids[label]`; `was[label]` counts the previous ids of its ads, `founded` the earliest ad of each previous id."""

    ids: list[str]
    was: list[Counter[str]]
    founded: dict[str, int]


def give_ids(
    ads: Sequence[str], label: Indexes, previous: Mapping[str, str], elsewhere: Container[str] = ()
) -> Identity:
    """Ids for the labels, which are numbered by founding ad; `ads` are their ids; ids `elsewhere` are taken."""
    founders = first_of(label, int(label.max(initial=-1)) + 1).tolist()
    was: list[Counter[str]] = [Counter() for _ in founders]
    founded: dict[str, int] = {}
    for index, cluster in enumerate(label.tolist() if previous else ()):
        if old := previous.get(ads[index]):
            was[cluster][old] += 1
            founded.setdefault(old, index)
    kept = _kept(was, founded)
    taken = set(kept.values()) | set(previous.values())
    ids: list[str] = []
    for cluster, founder in enumerate(founders):
        ids.append(kept.get(cluster) or cluster_id(ads[founder], taken, elsewhere))
        taken.add(ids[-1])
    return Identity(ids, was, founded)


def cluster_id(founding_ad: str, taken: Container[str] = (), elsewhere: Container[str] = ()) -> str:
    """`c-` and 12 hex digits of the founding ad's id; if that id is taken, of the ad's id and a counter."""
    made = "c-" + hashlib.sha256(founding_ad.encode()).hexdigest()[:12]
    turn = 1
    while made in taken or made in elsewhere:
        turn += 1
        made = "c-" + hashlib.sha256(f"{founding_ad}\n{turn}".encode()).hexdigest()[:12]
    return made


def _kept(was: Iterable[Counter[str]], founded: Mapping[str, int]) -> dict[int, str]:
    """Label -> the previous id that it keeps."""
    holders: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for cluster, counts in enumerate(was):
        for old, ads in counts.items():
            holders[old].append((-ads, cluster))
    claims: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for old, held in holders.items():
        minus_ads, cluster = min(held)
        claims[cluster].append((minus_ads, founded[old], old))
    return {cluster: min(claimed)[2] for cluster, claimed in claims.items()}
