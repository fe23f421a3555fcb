"""Moves between municipalities, as both ends see them, and as counts by week for the country.

In: the moves that the judge found. Out: their documents. Of a cluster that states a minor none goes out (charter 18).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from ledger import models
from ledger.documents.form import Document
from ledger.readings import ads_stating_a_minor
from peil.days import day_of
from peil.municipalities import is_known
from peil.records.moved import Move
from peil.records.published import PublishedFlow, PublishedMove


def open_moves(moves: Iterable[Move]) -> list[Move]:
    """The moves without those of clusters that state a minor, each once."""
    closed = set(models.Ad.objects.filter(id__in=ads_stating_a_minor()).values_list("cluster_id", flat=True))
    return list({move.key: move for move in moves if move.cluster not in closed}.values())


def move_documents(moves: Iterable[Move]) -> Iterator[Document]:
    """One document a move and Dutch municipality at one of its ends."""
    for move in moves:
        for gm in filter(is_known, sorted({move.from_gm, move.to_gm})):
            record = PublishedMove(
                key=move.key,
                municipality=gm,
                change=0,
                cluster=move.cluster,
                persona=move.persona,
                from_gm=move.from_gm,
                to_gm=move.to_gm,
                left=move.left,
                came=move.came,
                days=move.days,
            )
            yield Document(record, move.key)


def flow_documents(moves: Sequence[Move]) -> Iterator[Document]:
    """One document a week, origin and destination: how many moved, and how well that week was seen."""
    coverage = _coverage_by_week() if moves else {}
    counted = Counter((_monday(move.came), move.from_gm, move.to_gm) for move in moves)
    for (week, origin, destination), number in counted.items():
        key = f"{week}|{origin}|{destination}"
        record = PublishedFlow(
            key=key,
            change=0,
            week=week,
            from_gm=origin,
            to_gm=destination,
            moves=number,
            coverage=coverage.get(week),
        )
        yield Document(record, key)


def _coverage_by_week() -> Mapping[date, float]:
    """The mean coverage of the week's runs."""
    found: dict[date, list[float]] = defaultdict(list)
    for started, share in models.Run.objects.exclude(coverage=None).values_list("started_at", "coverage"):
        found[_monday(day_of(started))].append(share or 0)
    return {week: round(sum(shares) / len(shares), 4) for week, shares in found.items()}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
