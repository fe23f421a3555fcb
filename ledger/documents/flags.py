"""A flag as each municipality concerned sees it."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from ledger import models
from ledger.decisions import decided_flags
from ledger.documents.form import Document, RuleTitle
from ledger.members import Members, members_of
from ledger.reviewing import flags_waiting
from peil.municipalities import is_known
from peil.records.plain import from_json
from peil.records.published import PublishedFlag, PublishedReason


def flag_documents(since: int, titles: Mapping[str, RuleTitle]) -> Iterator[Document]:
    """One document a flag and municipality concerned."""
    decided, waiting = decided_flags(), set(flags_waiting().values_list("id", flat=True))
    rows = list(models.Flag.objects.filter(change__gt=since).order_by("id"))
    members = members_of(row.cluster_id for row in rows)
    minors = {key for key, together in members.items() if together.minor}
    sites = {key: _sites(together) for key, together in members.items()}
    for row in rows:
        title = titles.get(row.rule, RuleTitle(row.rule, row.rule))
        state, minor = _state(row, decided.get(row.id), waiting), row.cluster_id in minors
        for gm in [row.municipality] if row.municipality else row.municipalities:
            if is_known(gm):
                flag = _flag(row, gm, title, state, minor)
                yield Document(replace(flag, sites=sites.get(row.cluster_id, ())), row.id)


def _sites(together: Members) -> tuple[str, ...]:
    return tuple(sorted({member.ad.site_id for member in together.members}))


def _state(row: models.Flag, decided: str | None, waiting: Container[str]) -> str:
    """What people said, unless a dismissed flag is back: the judge reopens one only on new facts."""
    return row.state if decided is None or row.id in waiting else decided


def _flag(row: models.Flag, gm: str, title: RuleTitle, state: str, minor: bool) -> PublishedFlag:
    return PublishedFlag(
        key=row.id,
        municipality=gm,
        change=0,
        cluster=row.cluster_id,
        rule=row.rule,
        title_nl=title.nl,
        title_en=title.en,
        since=row.since,
        state=state,  # type: ignore[arg-type]  # written from a FlagState
        persona=row.persona,
        municipalities=tuple(row.municipalities),
        urgent=title.urgent,
        reasons=() if minor else tuple(from_json(PublishedReason, reason) for reason in row.reasons),
        possible_minor=minor,
    )
