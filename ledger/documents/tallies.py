"""How many of what stand in each municipality now: the counts that may leave it, made of its documents.

In: the documents of profiles, ads and flags as they stand. Out: one document a thing counted, a value and a
municipality. No id, number or text: a national page adds these up and sees no advertisement.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from ledger import models
from ledger.documents.form import Document, RuleTitle
from peil.records.published import PublishedTally, Tallied

_Counted: TypeAlias = Counter[tuple[Tallied, str, str]]


def tally_documents(titles: Mapping[str, RuleTitle]) -> Iterator[Document]:
    """All tallies, anew."""
    counted: _Counted = Counter()
    _count_ads(counted)
    _count_profiles(counted)
    _count_flags(counted)
    coverage = _coverage()
    for (what, value, gm), number in counted.items():
        title = titles[value].nl if what == "open_flags_by_rule" and value in titles else value
        share = coverage.get(value if what == "profiles_by_site" else "")
        record = PublishedTally(
            key=f"{what}|{value}|{gm}",
            municipality=gm,
            change=0,
            what=what,
            value=value,
            label=title,
            number=number,
            coverage=share,
        )
        yield Document(record, record.key)


def _count_ads(counted: _Counted) -> None:
    for gm, status, channels in _rows("ads", "status", "channels"):
        counted["ads_by_status", status, gm] += 1
        if status == "present":
            counted.update(("ads_by_channel", channel, gm) for channel in channels or ())


def _count_profiles(counted: _Counted) -> None:
    for gm, active, match, sites in _rows("profiles", "active", "licence_match", "sites"):
        if active:
            counted["profiles_by_licence", match, gm] += 1
            counted.update(("profiles_by_site", site, gm) for site in sites)


def _count_flags(counted: _Counted) -> None:
    for gm, state, rule, urgent in _rows("flags", "state", "rule", "urgent"):
        counted["flags_by_state", state, gm] += 1
        if state == "open":
            counted["open_flags_by_rule", rule, gm] += 1
            counted["open_flags_by_urgency", "urgent" if urgent else "other", gm] += 1


def _rows(kind: str, *fields: str) -> Iterable[tuple[Any, ...]]:
    rows = models.Projection.objects.filter(kind=kind)
    return rows.values_list("municipality", *(f"body__{field}" for field in fields)).iterator(chunk_size=5000)


def _coverage() -> dict[str, float]:
    """Each site's coverage in its last run, and under the empty name the mean of all."""
    rows = models.Run.objects.exclude(coverage=None).order_by("started_at").values_list("site_id", "coverage")
    latest = {site: share for site, share in rows if share is not None}
    return latest | ({"": round(sum(latest.values()) / len(latest), 4)} if latest else {})
