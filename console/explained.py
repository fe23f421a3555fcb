"""What `peil explain` says, as values and in sentences.

In: an explainer, or the ledger. Out: plain values that become JSON, and lines for a terminal. Numbers are masked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from enrichment.linking.explained import Explained, Unused
from enrichment.linking.explaining import Explainer
from enrichment.linking.linker import contradictions
from ledger.contradictions import licences_at_odds, overruled
from ledger.history import ClusterThen, cluster_at
from peil.days import end_of
from peil.records.joined import ClusterEvent, Link

LINKS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class AtOdds:
    """What cannot all hold: sentences on what people said, and the numbers that are taken for slips of the pen."""

    contradictions: tuple[str, ...]
    slips: tuple[Unused, ...]


def at_odds(explainer: Explainer, *, of_ledger: bool) -> AtOdds:
    """What people said that contradicts itself, as linking met it and as the ledger kept it; and slips."""
    kept = (*overruled(), *licences_at_odds()) if of_ledger else ()
    return AtOdds((*contradictions(explainer.joining), *kept), explainer.slips())


def odds_sentences(found: AtOdds) -> list[str]:
    """A line each; one that says so where there is nothing."""
    lines = [*found.contradictions, *(slip.sentence() for slip in found.slips)]
    return lines or ["Nothing that people said is at odds, and no number was taken for a slip."]


def as_of(cluster: str, day: date) -> ClusterThen:
    """A cluster as it stood at the end of a day."""
    return cluster_at(cluster, end_of(day))


def then_sentences(then: ClusterThen) -> list[str]:
    """Its ads, then what had happened to it, then what has happened since."""
    lines = [f"{len(then.ads)} ads of {then.cluster}:" if then.ads else f"{then.cluster} had no ads then.", *then.ads]
    for title, events in (("Until then:", then.before), ("Since:", then.since)):
        lines += [title, *(f"  {_event(event)}" for event in events)] if events else []
    return lines


def _event(event: ClusterEvent) -> str:
    others = f" ({', '.join(event.others)})" if event.others else ""
    return f"{event.at:%Y-%m-%d} {event.cause}{others}: {event.why}"


def sentences(found: Explained, clusters: Mapping[str, str]) -> list[str]:
    """Links, then what people said, then what was not used and why."""
    links = [f"  {_link(link)}" for link in found.links[:LINKS_SHOWN]]
    if len(found.links) > LINKS_SHOWN:
        links.append(f"  and {len(found.links) - LINKS_SHOWN} more; --json gives all")
    unused = ["Not used:", *(f"  {each.sentence()}" for each in found.unused)] if found.unused else []
    return [_heading(found, clusters), *links, *(f"Kept apart: {said}" for said in found.said), *unused]


def _heading(found: Explained, clusters: Mapping[str, str]) -> str:
    if found.apart:
        return f"{found.ads[0]} and {found.ads[1]} are in two clusters: no evidence that is used joins them."
    return f"{len(found.ads)} ads of {clusters[found.ads[0]]}, held together by {len(found.links)} links:"


def _link(link: Link) -> str:
    days = f", {link.first_seen:%Y-%m-%d} to {link.last_seen:%Y-%m-%d}" if link.first_seen and link.last_seen else ""
    return f"{link.a} and {link.b}: {link.evidence}{days} ({link.strength})"
